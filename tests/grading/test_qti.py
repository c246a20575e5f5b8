"""QTI packages against the content models of QTI 2.1, for every element that we write.

No package registry ships the official schema, so the models stand here: for each element its
attributes with their types, and its children in their order, after the IMS QTI 2.1 information
model and XML binding and IMS Content Packaging 1.1. An element or attribute that is not in the
table fails the test.
"""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from courses import REPOSITORY

from blameaware.grading.key import load_key
from blameaware.grading.qti import PACKAGE, QTI, qti_package

NAME = r"[A-Za-z_][\w.-]*"
TEXT, WHOLE, FLAG = r"(?s).+", r"\d+", r"true|false"
NUMBER = r"-?\d+(\.\d+)?(e-?\d+)?"
CARDINALITY, BASE = "single|multiple|ordered", "identifier|directedPair|string|float"
INTERACTION = {"responseIdentifier": NAME}
BLOCKS = (
    "(p|choiceInteraction|orderInteraction|matchInteraction|hottextInteraction"
    "|extendedTextInteraction)"
)
# Element -> (needed attributes, further attributes, children as a pattern, whether it has text).
MODELS = {
    "assessmentItem": (
        {"identifier": NAME, "title": TEXT, "adaptive": FLAG, "timeDependent": FLAG},
        {},
        "(responseDeclaration )*(outcomeDeclaration )*itemBody (responseProcessing )?",
        False,
    ),
    "responseDeclaration": (
        {"identifier": NAME, "cardinality": CARDINALITY},
        {"baseType": BASE},
        "(correctResponse )?(mapping )?",
        False,
    ),
    "outcomeDeclaration": (
        {"identifier": NAME, "cardinality": CARDINALITY},
        {"baseType": BASE, "normalMaximum": NUMBER},
        "(defaultValue )?",
        False,
    ),
    "defaultValue": ({}, {}, "(value )+", False),
    "correctResponse": ({}, {}, "(value )+", False),
    "value": ({}, {}, "", True),
    "mapping": (
        {"defaultValue": NUMBER},
        {"lowerBound": NUMBER, "upperBound": NUMBER},
        "(mapEntry )+",
        False,
    ),
    "mapEntry": ({"mapKey": TEXT, "mappedValue": NUMBER}, {}, "", False),
    "itemBody": ({}, {}, f"({BLOCKS} )+", False),
    "p": ({}, {}, "(hottext )*", True),
    "hottext": ({"identifier": NAME}, {}, "", True),
    "choiceInteraction": (
        {**INTERACTION, "shuffle": FLAG, "maxChoices": WHOLE},
        {},
        "(simpleChoice )+",
        False,
    ),
    "orderInteraction": ({**INTERACTION, "shuffle": FLAG}, {}, "(simpleChoice )+", False),
    "simpleChoice": ({"identifier": NAME}, {}, "", True),
    "matchInteraction": (
        {**INTERACTION, "shuffle": FLAG, "maxAssociations": WHOLE},
        {},
        "simpleMatchSet simpleMatchSet ",
        False,
    ),
    "simpleMatchSet": ({}, {}, "(simpleAssociableChoice )+", False),
    "simpleAssociableChoice": ({"identifier": NAME, "matchMax": WHOLE}, {}, "", True),
    "hottextInteraction": ({**INTERACTION, "maxChoices": WHOLE}, {}, "(p )+", False),
    "extendedTextInteraction": (INTERACTION, {"expectedLength": WHOLE}, "", False),
    "responseProcessing": (
        {"template": r"http://www\.imsglobal\.org/question/qti_v2p1/rptemplates/\w+"},
        {},
        "",
        False,
    ),
    "assessmentTest": (
        {"identifier": NAME, "title": TEXT},
        {},
        "(outcomeDeclaration )*(testPart )+(outcomeProcessing )?",
        False,
    ),
    "testPart": (
        {
            "identifier": NAME,
            "navigationMode": "linear|nonlinear",
            "submissionMode": "individual|simultaneous",
        },
        {},
        "(assessmentSection )+",
        False,
    ),
    "assessmentSection": (
        {"identifier": NAME, "title": TEXT, "visible": FLAG},
        {},
        "(assessmentItemRef )*",
        False,
    ),
    "assessmentItemRef": ({"identifier": NAME, "href": TEXT}, {}, "(weight )*", False),
    "weight": ({"identifier": NAME, "value": NUMBER}, {}, "", False),
    "outcomeProcessing": ({}, {}, "(setOutcomeValue )*", False),
    "setOutcomeValue": ({"identifier": NAME}, {}, "sum ", False),
    "sum": ({}, {}, "(testVariables )+", False),
    "testVariables": ({"variableIdentifier": NAME}, {"weightIdentifier": NAME}, "", False),
    "manifest": ({"identifier": NAME}, {}, "metadata organizations resources ", False),
    "metadata": ({}, {}, "schema schemaversion ", False),
    "schema": ({}, {}, "", True),
    "schemaversion": ({}, {}, "", True),
    "organizations": ({}, {}, "", False),
    "resources": ({}, {}, "(resource )*", False),
    "resource": (
        {"identifier": NAME, "type": "imsqti_(item|test)_xmlv2p1", "href": TEXT},
        {},
        "(file )+(dependency )*",
        False,
    ),
    "file": ({"href": TEXT}, {}, "", False),
    "dependency": ({"identifierref": NAME}, {}, "", False),
}
RIGHT = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "orderInteraction": {("ordered", "identifier")},
    "matchInteraction": {("multiple", "directedPair")},
    "hottextInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "extendedTextInteraction": {("single", "string")},
}


def faults(root, space):
    """Return what of a document its models do not allow."""
    return [fault for element in root.iter() for fault in _faults(element, space)]


def _faults(element, space):
    name = element.tag.removeprefix(f"{{{space}}}")
    if name not in MODELS:
        return [f"{element.tag}: unknown"]
    needed, more, children, texted = MODELS[name]
    found = [f"{name}: {missing} is missing" for missing in needed if missing not in element.attrib]
    types = needed | more
    for attribute, value in element.attrib.items():
        if attribute not in types or not re.fullmatch(types[attribute], value):
            found.append(f"{name}: {attribute}={value!r}")
    row = "".join(f"{child.tag.removeprefix(f'{{{space}}}')} " for child in element)
    if not re.fullmatch(children, row):
        found.append(f"{name}: holds {row}")
    text = "".join([element.text or "", *[child.tail or "" for child in element]]).strip()
    if text and not texted:
        found.append(f"{name}: has text")
    return found


def package(name):
    data, left_out = qti_package(load_key(REPOSITORY.key(name)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            path: ET.fromstring(archive.read(path))  # noqa: S314  our own file
            for path in archive.namelist()
        }, left_out


@pytest.mark.parametrize("name", REPOSITORY.assignments())
def test_every_element_fits_its_content_model(name):
    files, _ = package(name)
    for path, root in files.items():
        assert faults(root, PACKAGE if path == "imsmanifest.xml" else QTI) == [], path


@pytest.mark.parametrize("name", REPOSITORY.assignments())
def test_responses_are_of_the_type_that_their_interaction_needs(name):
    files, _ = package(name)
    for path, root in files.items():
        declared = {
            e.get("identifier"): (e.get("cardinality"), e.get("baseType"))
            for e in root.iter(f"{{{QTI}}}responseDeclaration")
        }
        for element in root.iter():
            kind = element.tag.removeprefix(f"{{{QTI}}}")
            if kind in RIGHT:
                assert declared[element.get("responseIdentifier")] in RIGHT[kind], path
            ids = [child.get("identifier") for child in element if child.get("identifier")]
            assert len(ids) == len(set(ids)), path


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


def test_the_table_finds_what_does_not_fit():
    root = ET.fromstring(  # noqa: S314  our own text
        f'<assessmentItem xmlns="{QTI}" identifier="1 x" title="t" adaptive="no">'
        "<itemBody>text<script/></itemBody><responseDeclaration/></assessmentItem>"
    )
    found = " ".join(faults(root, QTI))
    for word in ("timeDependent is missing", "1 x", "adaptive='no'", "has text", "script", "holds"):
        assert word in found
