"""An assignment's quiz as QTI 2.1, for import into an LMS: items, a test, and a manifest in a zip.

Choose, order, match, sort and spot become interactions that an LMS marks by itself, with partial
credit by a mapping of responses; texts become essays for a person. A conversation is left out: QTI
can branch between items, and hardly any LMS does. Structure after IMS QTI 2.1 (assessmentItem,
assessmentTest) and IMS Content Packaging 1.1.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

from blameaware.bank.models import Choose, Item, Match, Order, Postmortem, Sort, Spot
from blameaware.bank.public import public_part, right_ids
from blameaware.bank.spans import find
from blameaware.grading.key import Key, KeyItem
from blameaware.grading.question_html import question_texts

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
WEIGHT = "points"
NOTHING = "nothing"
TEXTS = ("rewrite", "ask", "compose", "postmortem", "plan")
# Every file of a package has this date, so that the same key gives the same bytes.
DATE = (2026, 1, 1, 0, 0, 0)
# Names of a package's own parts: in capitals, as no id in the bank is.
TEST, PART, SECTION = "TEST", "PART", "SECTION"


def qti_package(key: Key) -> tuple[bytes, list[str]]:
    """Return the zip file of a content package, and the names of items that were left out."""
    entries = [entries for entries in key.exercises() if entries[0].item.kind != "scenario"]
    left_out = [e[0].item.id for e in key.exercises() if e[0].item.kind == "scenario"]
    files = {f"items/{one[0].item.id}.xml": _item(one) for one in entries}
    files["test.xml"] = _test(key, [one[0].item.id for one in entries])
    files["imsmanifest.xml"] = _manifest(key, [one[0].item.id for one in entries])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in sorted(files.items()):
            ET.indent(root)
            data = ET.tostring(root, encoding="utf-8", xml_declaration=True)
            archive.writestr(zipfile.ZipInfo(name, DATE), data)
    return stream.getvalue(), left_out


def _item(entries: Iterable[KeyItem]) -> ET.Element:
    """Return an assessmentItem for one exercise."""
    entries = list(entries)
    item, points = entries[0].item, sum(entry.points for entry in entries)
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": QTI,
            "identifier": _identifier(item.id),
            "title": entries[0].heading,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    body = ET.Element("itemBody")
    for text in question_texts(item):
        if text:
            _paragraph(body, text)
    MAKERS.get(item.kind, _essay)(item, points, root, body)
    outcomes = [child for child in root if child.tag == "responseDeclaration"]
    at = len(outcomes)
    root.insert(at, _score(points if _is_mapped(item) else 1))
    root.append(body)
    template = "map_response" if _is_mapped(item) else "match_correct"
    if item.kind not in TEXTS:
        ET.SubElement(root, "responseProcessing", {"template": f"{TEMPLATES}/{template}"})
    return root


def _is_mapped(item: Item) -> bool:
    return not isinstance(item, Order)


def _score(points: float) -> ET.Element:
    score = ET.Element(
        "outcomeDeclaration",
        {
            "identifier": "SCORE",
            "cardinality": "single",
            "baseType": "float",
            "normalMaximum": f"{points:g}",
        },
    )
    _value(ET.SubElement(score, "defaultValue"), "0")
    return score


def _choose(item: Item, points: float, root: ET.Element, body: ET.Element) -> None:
    assert isinstance(item, Choose)  # noqa: S101  MAKERS maps by kind
    good = [_identifier(option.id) for option in item.options if option.good]
    share = points / len(good)
    wrong = -share if item.many else 0
    mapping = {_identifier(o.id): share if o.good else wrong for o in item.options}
    _declare(root, "identifier", good, mapping, points, many=item.many)
    interaction = ET.SubElement(
        body,
        "choiceInteraction",
        {
            "responseIdentifier": "RESPONSE",
            "shuffle": "false",
            "maxChoices": "0" if item.many else "1",
        },
    )
    for option in item.options:
        name = _identifier(option.id)
        choice = ET.SubElement(interaction, "simpleChoice", {"identifier": name})
        choice.text = option.text


def _order(item: Item, points: float, root: ET.Element, body: ET.Element) -> None:
    assert isinstance(item, Order)  # noqa: S101  MAKERS maps by kind
    declaration = ET.SubElement(
        root,
        "responseDeclaration",
        {"identifier": "RESPONSE", "cardinality": "ordered", "baseType": "identifier"},
    )
    correct = ET.SubElement(declaration, "correctResponse")
    for step in item.steps:
        _value(correct, _identifier(step.id))
    # The template scores 1; the weight of the test's reference makes points of it.
    del points
    interaction = ET.SubElement(
        body, "orderInteraction", {"responseIdentifier": "RESPONSE", "shuffle": "true"}
    )
    for step in public_part(item)["step"]:
        name = _identifier(step["id"])
        choice = ET.SubElement(interaction, "simpleChoice", {"identifier": name})
        choice.text = step["text"]


def _match(item: Item, points: float, root: ET.Element, body: ET.Element) -> None:
    assert isinstance(item, Match)  # noqa: S101  MAKERS maps by kind
    rights = right_ids(item)
    pairs = [(pair.id, rights[pair.id]) for pair in item.pairs]
    texts = {rights[pair.id]: pair.right for pair in item.pairs}
    lefts = {pair.id: pair.left for pair in item.pairs}
    _associate(root, body, pairs, points, (lefts, dict(sorted(texts.items()))))


def _sort(item: Item, points: float, root: ET.Element, body: ET.Element) -> None:
    assert isinstance(item, Sort)  # noqa: S101  MAKERS maps by kind
    pairs = [(card.id, card.bin) for card in item.cards]
    cards = {card.id: card.text for card in item.cards}
    _associate(root, body, pairs, points, (cards, {b.id: b.label for b in item.bins}))


def _associate(
    root: ET.Element,
    body: ET.Element,
    pairs: list[tuple[str, str]],
    points: float,
    sides: tuple[dict[str, str], dict[str, str]],
) -> None:
    """Add an interaction in which each thing on the left goes to one on the right.

    A card and a heap may have the same id; QTI wants each name once in an item, so what stands on
    the right gets a name of its own.
    """
    good = [f"{_identifier(left)} {_target(right)}" for left, right in pairs]
    mapping = dict.fromkeys(good, points / len(good))
    _declare(root, "directedPair", good, mapping, points, many=True)
    interaction = ET.SubElement(
        body,
        "matchInteraction",
        {
            "responseIdentifier": "RESPONSE",
            "shuffle": "false",
            "maxAssociations": str(len(sides[0])),
        },
    )
    for side, named, most in zip(
        sides, (_identifier, _target), ("1", str(len(sides[0]))), strict=True
    ):
        column = ET.SubElement(interaction, "simpleMatchSet")
        for name, text in side.items():
            choice = ET.SubElement(
                column, "simpleAssociableChoice", {"identifier": named(name), "matchMax": most}
            )
            choice.text = text


def _spot(item: Item, points: float, root: ET.Element, body: ET.Element) -> None:
    """Offer the marked places as words to pick, and a line that says that nothing blames.

    QTI has no free marking, and its template gives no points for an answer that picks nothing.
    """
    assert isinstance(item, Spot)  # noqa: S101  MAKERS maps by kind
    places = [(span, True) for mark in item.blames if (span := find(item.text, mark))]
    places += [(span, False) for mark in item.look_alikes if (span := find(item.text, mark))]
    places.sort(key=lambda place: place[0].start)
    names = {number: f"w{number}" for number in range(len(places))}
    good = [names[n] for n, (_, blames) in enumerate(places) if blames]
    share = points / max(1, len(good))
    mapping = {names[n]: share if blames else -share for n, (_, blames) in enumerate(places)}
    mapping[NOTHING] = -points if good else points
    _declare(root, "identifier", good or [NOTHING], mapping, points, many=True)
    interaction = ET.SubElement(
        body, "hottextInteraction", {"responseIdentifier": "RESPONSE", "maxChoices": "0"}
    )
    line, at = ET.SubElement(interaction, "p"), 0
    last: ET.Element | None = None
    for number, (span, _) in enumerate(places):
        _add_text(line, last, item.text[at : span.start])
        last = ET.SubElement(line, "hottext", {"identifier": names[number]})
        last.text = item.text[span.start : span.end]
        at = span.end
    _add_text(line, last, item.text[at:])
    nothing = ET.SubElement(ET.SubElement(interaction, "p"), "hottext", {"identifier": NOTHING})
    nothing.text = "Nothing here blames."


def _essay(item: Item, points: float, root: ET.Element, body: ET.Element) -> None:
    del points  # a person gives them
    ET.SubElement(
        root,
        "responseDeclaration",
        {"identifier": "RESPONSE", "cardinality": "single", "baseType": "string"},
    )
    if isinstance(item, Postmortem):
        for paragraph in item.text.split("\n\n"):
            _paragraph(body, paragraph)
    ET.SubElement(
        body,
        "extendedTextInteraction",
        {"responseIdentifier": "RESPONSE", "expectedLength": "1000"},
    )


MAKERS: dict[str, Callable[[Item, float, ET.Element, ET.Element], None]] = {
    "choose": _choose,
    "order": _order,
    "match": _match,
    "sort": _sort,
    "spot": _spot,
}


def _declare(
    root: ET.Element,
    base: str,
    good: list[str],
    mapping: dict[str, float],
    points: float,
    *,
    many: bool,
) -> None:
    """Add the declaration of a response: what is right, and the points of each part."""
    declaration = ET.SubElement(
        root,
        "responseDeclaration",
        {
            "identifier": "RESPONSE",
            "cardinality": "multiple" if many else "single",
            "baseType": base,
        },
    )
    if good:
        correct = ET.SubElement(declaration, "correctResponse")
        for name in good:
            _value(correct, name)
    table = ET.SubElement(
        declaration,
        "mapping",
        {"lowerBound": "0", "upperBound": f"{points:g}", "defaultValue": "0"},
    )
    for name, share in mapping.items():
        ET.SubElement(table, "mapEntry", {"mapKey": name, "mappedValue": f"{share:.4g}"})


def _identifier(name: str) -> str:
    """Return a name as an identifier of QTI, which has no space and no digit in front.

    An id of the bank may begin with a digit; none has an underscore, so two stay two.
    """
    name = re.sub(r"[^A-Za-z0-9.-]", "_", name)
    return name if name[:1].isalpha() else f"_{name}"


def _target(name: str) -> str:
    """Return the identifier of what stands on the right, which nothing on the left can have."""
    return f"to_{name}"


def _value(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "value").text = text


def _paragraph(body: ET.Element, text: str) -> None:
    ET.SubElement(body, "p").text = text


def _add_text(line: ET.Element, last: ET.Element | None, text: str) -> None:
    if last is None:
        line.text = text
    else:
        last.tail = text


def _test(key: Key, names: list[str]) -> ET.Element:
    """Return the assessmentTest that puts the items in order, with their weights."""
    identifier = _identifier(f"{TEST}-{key.name}")
    root = ET.Element(
        "assessmentTest", {"xmlns": QTI, "identifier": identifier, "title": key.title}
    )
    root.append(_score(key.points))
    part = ET.SubElement(
        root,
        "testPart",
        {"identifier": PART, "navigationMode": "nonlinear", "submissionMode": "simultaneous"},
    )
    section = ET.SubElement(
        part, "assessmentSection", {"identifier": SECTION, "title": key.title, "visible": "true"}
    )
    points = {one[0].item.id: sum(e.points for e in one) for one in key.exercises()}
    kinds = {one[0].item.id: one[0].item.kind for one in key.exercises()}
    for name in names:
        reference = ET.SubElement(
            section,
            "assessmentItemRef",
            {"identifier": _identifier(name), "href": f"items/{name}.xml"},
        )
        if kinds[name] == "order":
            weight = {"identifier": WEIGHT, "value": f"{points[name]:g}"}
            ET.SubElement(reference, "weight", weight)
    _add_sum(root)
    return root


def _add_sum(root: ET.Element) -> None:
    """Let the score of the test be the sum of its items; what has no weight counts once."""
    processing = ET.SubElement(root, "outcomeProcessing")
    value = ET.SubElement(processing, "setOutcomeValue", {"identifier": "SCORE"})
    ET.SubElement(
        ET.SubElement(value, "sum"),
        "testVariables",
        {"variableIdentifier": "SCORE", "weightIdentifier": WEIGHT},
    )


def _manifest(key: Key, names: list[str]) -> ET.Element:
    identifier = _identifier(f"blameaware-{key.name}")
    root = ET.Element("manifest", {"xmlns": PACKAGE, "identifier": identifier})
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    _resource(resources, TEST, "imsqti_test_xmlv2p1", "test.xml", names)
    for name in names:
        _resource(resources, name, "imsqti_item_xmlv2p1", f"items/{name}.xml", [])
    return root


def _resource(resources: ET.Element, name: str, kind: str, href: str, needs: list[str]) -> None:
    resource = ET.SubElement(
        resources, "resource", {"identifier": f"r-{name}", "type": kind, "href": href}
    )
    ET.SubElement(resource, "file", {"href": href})
    for need in needs:
        ET.SubElement(resource, "dependency", {"identifierref": f"r-{need}"})
