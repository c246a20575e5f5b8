"""QTI packages against the content models of QTI 2.1, for every element that we write.

No package registry ships the official schemas, so the models stand here: for each element its
attributes with their types, its children in their order, and the text it may hold. They follow the
official XSDs: imsqti_v2p1.xsd (IMS QTI 2.1, final release, 31 July 2012), read on GitHub in
oat-sa/extension-tao-itemqti at f3f358b, and imscp_v1p1.xsd (IMS CP 1.1.4), read in oat-sa/qti-sdk
at ea9a8b1.

What an XSD allows and we never write is not in the models, and fails the test. They are narrower in
a few more places. The identifiers of items, tests, parts and sections are identifiers, as the
information model says, where the XSD takes any text. Integers are not negative. What has to be
there may not be empty. Schema, version and types of resources in a manifest are those of QTI 2.1.
"""

import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from courses import REPOSITORY

from blameaware.grading.key import load_key, read_key
from blameaware.grading.qti import PACKAGE, QTI, qti_package

# xs:NCName without letters outside ASCII, xs:normalizedString, xs:anyURI, and so on.
NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
STRING, LINK, WHOLE, FLAG = r"[^\t\n\r]+", r"[\w./:-]+", r"\d+", r"true|false|1|0"
NUMBER = r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?|-?INF|NaN"
CARDINALITY = "single|multiple|ordered|record"
BASE = "boolean|directedPair|duration|file|float|identifier|integer|pair|point|string|uri"
EMPTY, MIXED = r"\s*", r"(?s).*"
INTERACTION = {"responseIdentifier": NAME}
BLOCKS = (
    "(p|choiceInteraction|orderInteraction|matchInteraction|hottextInteraction"
    "|extendedTextInteraction)"
)
# Element -> (needed attributes, further attributes, children as a pattern, text as a pattern).
ITEM_AND_TEST = {
    "assessmentItem": (
        {"identifier": NAME, "title": STRING, "timeDependent": FLAG},
        {"adaptive": FLAG},
        "(responseDeclaration )*(outcomeDeclaration )*(itemBody )?(responseProcessing )?",
        EMPTY,
    ),
    "responseDeclaration": (
        {"identifier": NAME, "cardinality": CARDINALITY},
        {"baseType": BASE},
        "(defaultValue )?(correctResponse )?(mapping )?",
        EMPTY,
    ),
    "outcomeDeclaration": (
        {"identifier": NAME, "cardinality": CARDINALITY},
        {"baseType": BASE, "normalMaximum": NUMBER},
        "(defaultValue )?",
        EMPTY,
    ),
    "defaultValue": ({}, {}, "(value )+", EMPTY),
    "correctResponse": ({}, {}, "(value )+", EMPTY),
    "value": ({}, {}, "", STRING),
    "mapping": (
        {},
        {"lowerBound": NUMBER, "upperBound": NUMBER, "defaultValue": NUMBER},
        "(mapEntry )+",
        EMPTY,
    ),
    "mapEntry": ({"mapKey": STRING, "mappedValue": NUMBER}, {}, "", EMPTY),
    "itemBody": ({}, {}, f"({BLOCKS} )+", EMPTY),
    "p": ({}, {}, "(hottext )*", MIXED),
    "hottext": ({"identifier": NAME}, {}, "", MIXED),
    "choiceInteraction": (
        INTERACTION,
        {"shuffle": FLAG, "maxChoices": WHOLE},
        "(simpleChoice )+",
        EMPTY,
    ),
    "orderInteraction": (INTERACTION, {"shuffle": FLAG}, "(simpleChoice )+", EMPTY),
    "simpleChoice": ({"identifier": NAME}, {}, "", MIXED),
    "matchInteraction": (
        INTERACTION,
        {"shuffle": FLAG, "maxAssociations": WHOLE},
        "simpleMatchSet simpleMatchSet ",
        EMPTY,
    ),
    "simpleMatchSet": ({}, {}, "(simpleAssociableChoice )*", EMPTY),
    "simpleAssociableChoice": ({"identifier": NAME, "matchMax": WHOLE}, {}, "", MIXED),
    "hottextInteraction": (INTERACTION, {"maxChoices": WHOLE}, "(p )+", EMPTY),
    "extendedTextInteraction": (INTERACTION, {"expectedLength": WHOLE}, "", EMPTY),
    "responseProcessing": (
        {},
        {
            "template": r"http://www\.imsglobal\.org/question/qti_v2p1/rptemplates/"
            "(match_correct|map_response)"
        },
        "",
        EMPTY,
    ),
    "assessmentTest": (
        {"identifier": NAME, "title": STRING},
        {},
        "(outcomeDeclaration )*(testPart )+(outcomeProcessing )?",
        EMPTY,
    ),
    "testPart": (
        {
            "identifier": NAME,
            "navigationMode": "linear|nonlinear",
            "submissionMode": "individual|simultaneous",
        },
        {},
        "(assessmentSection )+",
        EMPTY,
    ),
    "assessmentSection": (
        {"identifier": NAME, "title": STRING, "visible": FLAG},
        {},
        "(assessmentItemRef )*",
        EMPTY,
    ),
    "assessmentItemRef": ({"identifier": NAME, "href": LINK}, {}, "(weight )*", EMPTY),
    "weight": ({"identifier": NAME, "value": NUMBER}, {}, "", EMPTY),
    "outcomeProcessing": ({}, {}, "(setOutcomeValue )*", EMPTY),
    "setOutcomeValue": ({"identifier": NAME}, {}, "sum ", EMPTY),
    "sum": ({}, {}, "(testVariables )+", EMPTY),
    "testVariables": ({"variableIdentifier": NAME}, {"weightIdentifier": NAME}, "", EMPTY),
}
MANIFEST = {
    "manifest": ({"identifier": NAME}, {}, "(metadata )?organizations resources ", EMPTY),
    "metadata": ({}, {}, "(schema )?(schemaversion )?", EMPTY),
    "schema": ({}, {}, "", r"QTIv2\.1 Package"),
    "schemaversion": ({}, {}, "", r"1\.0\.0"),
    "organizations": ({}, {}, "", EMPTY),
    "resources": ({}, {}, "(resource )*", EMPTY),
    "resource": (
        {"identifier": NAME, "type": "imsqti_(item|test)_xmlv2p1"},
        {"href": LINK},
        "(file )*(dependency )*",
        EMPTY,
    ),
    "file": ({"href": LINK}, {}, "", EMPTY),
    "dependency": ({"identifierref": NAME}, {}, "", EMPTY),
}
MODELS = {QTI: ITEM_AND_TEST, PACKAGE: MANIFEST}
ROOTS = {QTI: ("assessmentItem", "assessmentTest"), PACKAGE: ("manifest",)}
# Elements whose identifier nothing else in the document may have: by xs:ID, by the schema's rules
# in Schematron (a test's parts), or by the information model (the choices of an item).
UNIQUE = (
    {"responseDeclaration"},
    {"assessmentTest", "testPart", "assessmentSection", "assessmentItemRef"},
    {"simpleChoice", "simpleAssociableChoice", "hottext", "responseDeclaration"},
    {"manifest", "resource"},
)
# What an interaction may be bound to, and what a value of a base type looks like.
RIGHT = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "orderInteraction": {("ordered", "identifier")},
    "matchInteraction": {("multiple", "directedPair")},
    "hottextInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "extendedTextInteraction": {("single", "string")},
}
FORMS = {"identifier": NAME, "directedPair": f"{NAME} {NAME}", "float": NUMBER}


def faults(root, space):
    """Return what of a document its models do not allow."""
    found = [] if _local(root, space) in ROOTS[space] else [f"{root.tag}: is no root"]
    found += [fault for element in root.iter() for fault in _faults(element, space)]
    for group in UNIQUE:
        names = Counter(e.get("identifier") for e in root.iter() if _local(e, space) in group)
        found += [f"{name}: {count} times" for name, count in names.items() if count > 1]
    return found


def _local(element, space):
    """Return an element's name in the namespace `space`; its whole tag when it is in another."""
    return element.tag.removeprefix(f"{{{space}}}") if element.tag[:1] == "{" else "without xmlns"


def _faults(element, space):
    name = _local(element, space)
    if name not in MODELS[space]:
        return [f"{element.tag}: unknown"]
    needed, more, children, text = MODELS[space][name]
    found = [f"{name}: {missing} is missing" for missing in needed if missing not in element.attrib]
    types = needed | more
    for attribute, value in element.attrib.items():
        if attribute not in types or not re.fullmatch(types[attribute], value):
            found.append(f"{name}: {attribute}={value!r}")
    row = "".join(f"{_local(child, space)} " for child in element)
    if not re.fullmatch(children, row):
        found.append(f"{name}: holds {row}")
    words = "".join([element.text or "", *[child.tail or "" for child in element]])
    if not re.fullmatch(text, words):
        found.append(f"{name}: has text {words!r}")
    return found


def unbound(root):
    """Return where the responses of an item do not fit their interactions or their values."""
    declared = {e.get("identifier"): e for e in root.iter(f"{{{QTI}}}responseDeclaration")}
    found = []
    for element in root.iter():
        kind = _local(element, QTI)
        if kind not in RIGHT:
            continue
        response = declared[element.get("responseIdentifier")]
        bound = response.get("cardinality"), response.get("baseType")
        if bound not in RIGHT[kind]:
            found.append(f"{kind}: is bound to {bound}")
        if bound[0] == "single" and element.get("maxChoices", "1") != "1":
            found.append(f"{kind}: takes several")
    for element in root.iter():
        if _local(element, QTI) in ("responseDeclaration", "outcomeDeclaration"):
            values = [e.text for e in element.iter(f"{{{QTI}}}value")]
            keys = [e.get("mapKey") for e in element.iter(f"{{{QTI}}}mapEntry")]
            form = FORMS.get(element.get("baseType"), STRING)
            found += [f"{v!r}: is no {form}" for v in values + keys if not re.fullmatch(form, v)]
            found += [f"{key}: is mapped twice" for key in keys if keys.count(key) > 1]
            if element.get("cardinality") == "single" and len(values) > 1:
                found.append(f"{values}: are several")
    return found


def read(key):
    data, left_out = qti_package(key)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            path: ET.fromstring(archive.read(path))  # noqa: S314  our own file
            for path in archive.namelist()
        }, left_out


def all_faults(files):
    """Return path -> faults of a whole package."""
    spaces = {path: PACKAGE if path == "imsmanifest.xml" else QTI for path in files}
    found = {path: faults(root, spaces[path]) + unbound(root) for path, root in files.items()}
    return {path: told for path, told in found.items() if told}


def package(name):
    return read(load_key(REPOSITORY.key(name)))


@pytest.mark.parametrize("name", REPOSITORY.assignments())
def test_every_element_fits_its_content_model(name):
    files, _ = package(name)
    assert all_faults(files) == {}


@pytest.mark.parametrize("name", REPOSITORY.assignments())
def test_the_best_answer_gets_all_points(name):
    key = load_key(REPOSITORY.key(name))
    files, left_out = package(name)
    weights = {
        ref.get("identifier"): float(ref[0].get("value")) if len(ref) else 1.0
        for ref in files["test.xml"].iter(f"{{{QTI}}}assessmentItemRef")
    }
    for entries in key.exercises():
        item, points = entries[0].item, sum(entry.points for entry in entries)
        if item.id in left_out:
            assert item.kind == "scenario"
            continue
        root = files[f"items/{item.id}.xml"]
        shares = [float(e.get("mappedValue")) for e in root.iter(f"{{{QTI}}}mapEntry")]
        if shares:
            assert sum(s for s in shares if s > 0) == pytest.approx(points, abs=0.01)
        elif item.kind == "order":
            assert weights[item.id] == points


def parts(names, *fields, **more):
    """Return a list of the parts of an item: options, steps, pairs, cards or heaps."""
    return [{"id": n, **{f: f"{f} {n}" for f in fields}, **more} for n in names]


# Ids that the bank takes: with a digit in front, on both sides, and the words of a package.
ODD = [
    {
        "id": "test",
        "kind": "choose",
        "option": [
            *parts("1", "text", "feedback", good=True),
            *parts("2", "text", "feedback", good=False),
        ],
    },
    {"id": "part", "kind": "order", "step": parts("312", "text", "feedback")},
    {"id": "section", "kind": "match", "pair": parts(["r1", "r2"], "left", "right", "feedback")},
    {
        "id": "4-heaps",
        "kind": "sort",
        "bin": parts("12", "label"),
        "card": parts("123", "text", "feedback", bin="1"),
    },
]


@pytest.mark.parametrize("folder", ["part", "3 more"])
def test_names_that_qti_does_not_take_are_written_as_others(folder):
    table = {"title": "t", "chapter": "c", "intro": "i"}
    table["item"] = [{"prompt": "q", "points": 2, **item} for item in ODD]
    files, _ = read(read_key(folder, table, ""))
    assert len(files) == len(ODD) + 2
    assert all_faults(files) == {}


ITEM = f"""
<assessmentItem xmlns="{QTI}" identifier="i" title="t" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
<correctResponse><value>a</value></correctResponse>
<mapping><mapEntry mapKey="a" mappedValue="1e+06"/></mapping></responseDeclaration>
<itemBody><p>q</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1">
<simpleChoice identifier="a">A</simpleChoice><simpleChoice identifier="b">B</simpleChoice>
</choiceInteraction></itemBody></assessmentItem>
"""
TEST = f"""
<assessmentTest xmlns="{QTI}" identifier="t" title="t">
<testPart identifier="p" navigationMode="linear" submissionMode="individual">
<assessmentSection identifier="s" title="s" visible="true">
<assessmentItemRef identifier="i" href="i.xml"><weight identifier="w" value="2"/>
</assessmentItemRef></assessmentSection></testPart>
<outcomeProcessing><setOutcomeValue identifier="SCORE"><sum>
<testVariables variableIdentifier="SCORE"/></sum></setOutcomeValue></outcomeProcessing>
</assessmentTest>
"""
PACKED = f"""
<manifest xmlns="{PACKAGE}" identifier="m">
<metadata><schema>QTIv2.1 Package</schema></metadata><organizations/>
<resources><resource identifier="r" type="imsqti_item_xmlv2p1"><file href="i.xml"/>
<dependency identifierref="r"/></resource></resources></manifest>
"""


def parsed(text):
    return ET.fromstring(text)  # noqa: S314  our own text


@pytest.mark.parametrize(
    ("document", "there", "instead", "told"),
    [
        (ITEM, f' xmlns="{QTI}"', "", "unknown"),
        (ITEM, f' xmlns="{QTI}"', f' xmlns="{PACKAGE}"', "unknown"),
        (ITEM, ' timeDependent="false"', "", "timeDependent is missing"),
        (ITEM, ' timeDependent="false"', ' timeDependent="no"', "timeDependent='no'"),
        (ITEM, 'identifier="i"', 'identifier="1 x"', "identifier='1 x'"),
        (ITEM, 'identifier="a"', 'identifier="1"', "identifier='1'"),
        (ITEM, 'identifier="b"', 'identifier="a"', "a: 2 times"),
        (ITEM, 'identifier="b"', 'identifier="RESPONSE"', "RESPONSE: 2 times"),
        (ITEM, 'cardinality="single"', 'cardinality="one"', "cardinality='one'"),
        (ITEM, 'mappedValue="1e+06"', 'mappedValue="1,5"', "mappedValue='1,5'"),
        (ITEM, 'maxChoices="1"', 'maxChoices="one"', "maxChoices='one'"),
        (ITEM, 'maxChoices="1"', 'many="1"', "many='1'"),
        (ITEM, '<mapEntry mapKey="a" mappedValue="1e+06"/>', "", "mapping: holds"),
        (ITEM, "<correctResponse>", "<mapping/><correctResponse>", "responseDeclaration: holds"),
        (ITEM, "<value>a</value>", "<value></value>", "value: has text"),
        (ITEM, "<p>q</p>", "q", "itemBody: has text"),
        (ITEM, "<p>q</p>", "<hottext identifier='h'>q</hottext>", "itemBody: holds"),
        (ITEM, "<p>q</p>", "<p><p>q</p></p>", "p: holds"),
        (ITEM, "<p>q</p>", "<script/>", "script: unknown"),
        (ITEM, "</itemBody>", "</itemBody><outcomeDeclaration/>", "assessmentItem: holds"),
        (TEST, "<assessmentTest ", "<testPart ", "is no root"),
        (TEST, 'identifier="s"', 'identifier="i"', "i: 2 times"),
        (TEST, 'identifier="s"', 'identifier="t"', "t: 2 times"),
        (TEST, ' visible="true"', "", "visible is missing"),
        (TEST, "linear", "free", "navigationMode='free'"),
        (TEST, "</testPart>", "</testPart><outcomeDeclaration/>", "assessmentTest: holds"),
        (TEST, '<testVariables variableIdentifier="SCORE"/>', "", "sum: holds"),
        (PACKED, "<organizations/>", "", "manifest: holds"),
        (PACKED, "<metadata>", "<metadata><schemaversion/>", "metadata: holds"),
        (PACKED, 'identifier="r"', 'identifier="m"', "m: 2 times"),
        (PACKED, '<file href="i.xml"/>', "<file/>", "href is missing"),
        (PACKED, "imsqti_item_xmlv2p1", "item", "type='item'"),
        (PACKED, "</resource>", '<file href="j.xml"/></resource>', "resource: holds"),
    ],
)
def test_the_models_refuse_what_does_not_fit(document, there, instead, told):
    space = PACKAGE if document == PACKED else QTI
    assert faults(parsed(document), space) == []
    assert there in document
    broken = document.replace(there, instead, 1)
    if there.startswith("<assessmentTest"):
        broken = broken.replace("</assessmentTest>", "</testPart>")
    assert told in " ".join(faults(parsed(broken), space))


@pytest.mark.parametrize(
    ("there", "instead", "told"),
    [
        ('cardinality="single"', 'cardinality="ordered"', "is bound to"),
        ('baseType="identifier"', 'baseType="directedPair"', "'a': is no"),
        ('maxChoices="1"', 'maxChoices="0"', "takes several"),
        ("<value>a</value>", "<value>a</value><value>b</value>", "are several"),
        ("<mapping>", '<mapping><mapEntry mapKey="a" mappedValue="1"/>', "is mapped twice"),
    ],
)
def test_a_response_that_does_not_fit_is_found(there, instead, told):
    assert unbound(parsed(ITEM)) == []
    assert told in " ".join(unbound(parsed(ITEM.replace(there, instead, 1))))
