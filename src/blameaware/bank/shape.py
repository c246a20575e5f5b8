"""From the dataclasses of `models.py`: JSON Schemas, a check with plain messages, and objects.

The check reads the same annotations that the schemas are made from, so that an editor with
schema support and `blameaware bank check` say the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from blameaware.bank.models import Item

T = TypeVar("T")

UNIONS = (Union, UnionType)  # the same thing from Python 3.14 on
JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
PLAIN_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class Fault(NamedTuple):
    """One thing that is off in an entry: where (a dotted path) and what to do."""

    field: str
    message: str


class Slot(NamedTuple):
    """One field as an author writes it."""

    name: str
    attribute: str
    type: Any
    required: bool
    secret: bool
    rules: Mapping[str, Any]


@cache
def slots_of(cls: type) -> dict[str, Slot]:
    """Return the fields of a dataclass by the name that stands in TOML."""
    hints = get_type_hints(cls)
    return {slot.name: slot for slot in (_slot(f, hints[f.name]) for f in fields(cls))}


def _slot(field: "Field[Any]", kind: Any) -> Slot:  # noqa: ANN401  a type annotation
    rules = field.metadata
    secret = bool(rules.get("secret"))
    # A secret may be missing in the public part of a graded item, so it has a default; an author
    # still has to write it where its rules ask for something.
    must_write = secret and ("least" in rules or get_origin(kind) in UNIONS or kind is bool)
    required = field.default is MISSING or must_write
    return Slot(rules.get("key", field.name), field.name, kind, required, secret, rules)


def _parts(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401  a type annotation
    """Return the members of a union without None, or the type alone."""
    if get_origin(kind) in UNIONS:
        return tuple(part for part in get_args(kind) if part is not NoneType)
    return (kind,)


# --- JSON Schema ----------------------------------------------------------------------------


def schema_of(cls: type[Item]) -> dict[str, Any]:
    """Return the JSON Schema of a file of items of one kind."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Bank items of kind “{cls.kind}”",
        "description": (cls.__doc__ or "").strip(),
        "type": "object",
        "required": ["item"],
        "additionalProperties": False,
        "properties": {"item": {"type": "array", "minItems": 1, "items": _table_schema(cls)}},
    }


def _table_schema(cls: type) -> dict[str, Any]:
    slots = slots_of(cls).values()
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [slot.name for slot in slots if slot.required],
        "properties": {slot.name: _slot_schema(slot) for slot in slots},
    }


def _slot_schema(slot: Slot) -> dict[str, Any]:
    parts = _parts(slot.type)
    if all(get_origin(part) is Literal for part in parts):
        choices = [value for part in parts for value in get_args(part) if value != ""]
        return {"enum": choices, "description": slot.rules["doc"]}
    return {**_type_schema(parts[0], slot.rules), "description": slot.rules["doc"]}


def _type_schema(kind: Any, rules: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    least, most = rules.get("least"), rules.get("most")
    if get_origin(kind) is tuple:
        inner = _type_schema(get_args(kind)[0], {"least": 1} if get_args(kind)[0] is str else {})
        bounds = {"minItems": least, "maxItems": most}
        return {"type": "array", "items": inner, **_given(bounds)}
    if is_dataclass(kind):
        return _table_schema(kind)  # type: ignore[arg-type]
    if kind is str:
        whole = f"^{rules['pattern']}$" if "pattern" in rules else None
        return {"type": "string", **_given({"minLength": least, "pattern": whole})}
    return {"type": JSON_TYPES[kind], **_given({"minimum": least, "maximum": most})}


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


# --- Checking -------------------------------------------------------------------------------


def faults(cls: type, entry: object, *, public: bool = False, path: str = "") -> Iterator[Fault]:
    """Yield everything in `entry` (one table as read from TOML) that does not fit `cls`.

    With `public`, the entry is the public part of a graded item and need not have its secrets.
    """
    if not isinstance(entry, dict):
        yield Fault(path or "item", "is not a table; write it with its own fields")
        return
    slots = slots_of(cls)
    for name in entry:
        if name not in slots:
            yield Fault(_join(path, name), f"is not a field here; {_did_you_mean(name, slots)}")
    for slot in slots.values():
        where = _join(path, slot.name)
        if slot.name in entry:
            yield from _value_faults(slot.type, entry[slot.name], slot.rules, where, public)
        elif slot.required and not (public and slot.secret):
            yield Fault(where, f"is missing; add it: {slot.rules['doc']}")


def _value_faults(
    kind: Any,  # noqa: ANN401  a type annotation
    value: Any,  # noqa: ANN401  whatever the file held
    rules: Mapping[str, Any],
    where: str,
    public: bool,
) -> Iterator[Fault]:
    parts = _parts(kind)
    if all(get_origin(part) is Literal for part in parts):
        choices = [choice for part in parts for choice in get_args(part)]
        if value not in choices:
            shown = ", ".join(f"“{choice}”" for choice in choices if choice)
            yield Fault(where, f"is {_show(value)}; use one of {shown}")
        return
    kind = parts[0]
    if get_origin(kind) is tuple:
        yield from _list_faults(get_args(kind)[0], value, rules, where, public)
    elif is_dataclass(kind):
        yield from faults(kind, value, public=public, path=where)  # type: ignore[arg-type]
    else:
        yield from _plain_faults(kind, value, rules, where)


def _list_faults(
    kind: Any,  # noqa: ANN401  a type annotation
    value: Any,  # noqa: ANN401  whatever the file held
    rules: Mapping[str, Any],
    where: str,
    public: bool,
) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(where, f"is {_show(value)}; write a list: {rules['doc']}")
        return
    least, most = rules.get("least", 0), rules.get("most")
    if len(value) < least:
        yield Fault(where, f"has {len(value)} of at least {least}; add more: {rules['doc']}")
    if most is not None and len(value) > most:
        yield Fault(where, f"has {len(value)} where {most} is the most; take some out")
    for index, entry in enumerate(value, 1):
        inner = {"doc": rules["doc"], "least": 1}
        yield from _value_faults(kind, entry, inner, f"{where}[{index}]", public)


def _plain_faults(
    kind: type,
    value: Any,  # noqa: ANN401  whatever the file held
    rules: Mapping[str, Any],
    where: str,
) -> Iterator[Fault]:
    # In Python True is an int; to an author it is not a number.
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        yield Fault(where, f"is {_show(value)}; write {PLAIN_NAMES[kind]}: {rules['doc']}")
        return
    least, most = rules.get("least"), rules.get("most")
    if isinstance(value, str):
        if least and not value.strip():
            yield Fault(where, f"is empty; write it: {rules['doc']}")
        elif "pattern" in rules and not re.fullmatch(rules["pattern"], value):
            told = f"use small letters, digits and hyphens: {rules['doc']}"
            yield Fault(where, f"is {_show(value)}; {told}")
    elif kind is not bool and (
        (least is not None and value < least) or (most is not None and value > most)
    ):
        yield Fault(where, f"is {value}; use {least} to {most}: {rules['doc']}")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."  # noqa: PLR2004  a line's length


def _did_you_mean(name: str, slots: Mapping[str, Slot]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  only an author needs it

    near = get_close_matches(name, slots, n=1)
    return f"did you mean “{near[0]}”?" if near else f"the fields are {', '.join(slots)}"


# --- Building -------------------------------------------------------------------------------


def build(cls: type[T], entry: Mapping[str, Any]) -> T:
    """Return the object for one table. The table has been checked before; unknown names are left.

    Raises KeyError or TypeError for a table that was not checked and does not fit.
    """
    fields_of: Any = slots_of  # its cache asks for a hashable argument, which a class is
    slots = fields_of(cls)
    values = {
        slot.attribute: _value(slot.type, entry[slot.name])
        for slot in slots.values()
        if slot.name in entry
    }
    return cls(**values)


def _value(kind: Any, value: Any) -> Any:  # noqa: ANN401  whatever the annotation says
    kind = _parts(kind)[0]
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(inner, entry) for entry in value)
    if is_dataclass(kind):
        return build(kind, value)  # type: ignore[arg-type]
    return value


EMPTY: Mapping[Any, Any] = {str: "", int: 0, float: 0.0, bool: False}


def patched(cls: type[T], entry: object) -> T:
    """Return the object for a table with faults: what is missing or does not fit is left empty.

    For rules that look at the rest of the table; never for something that a learner sees.
    """
    table: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    fields_of: Any = slots_of
    values = {
        slot.attribute: _patched(slot.type, table.get(slot.name))
        for slot in fields_of(cls).values()
        if slot.name in table or slot.required
    }
    return cls(**values)


def _patched(kind: Any, value: Any) -> Any:  # noqa: ANN401  whatever the file held
    parts = _parts(kind)
    choices = [c for part in parts if get_origin(part) is Literal for c in get_args(part)]
    if choices:
        return value if value in choices else next(filter(None, choices), "")
    kind = parts[0]
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_patched(inner, one) for one in value) if isinstance(value, list) else ()
    if is_dataclass(kind):
        return patched(kind, value)  # type: ignore[arg-type]
    fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    return value if fits else EMPTY[kind]


def plain(thing: object, *, public: bool = False) -> Any:  # noqa: ANN401  JSON
    """Return an object as JSON data with the names of TOML; `public` leaves secrets out."""
    if is_dataclass(thing):
        return {
            slot.name: plain(getattr(thing, slot.attribute), public=public)
            for slot in slots_of(type(thing)).values()  # type: ignore[arg-type]
            if not (public and slot.secret) and getattr(thing, slot.attribute) is not None
        }
    if isinstance(thing, tuple):
        return [plain(entry, public=public) for entry in thing]
    return thing
