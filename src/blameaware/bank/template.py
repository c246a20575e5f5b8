"""A new item to fill in: every field of its kind, with what it is for as a comment."""

from dataclasses import is_dataclass
from typing import Any, Literal, get_args, get_origin

from blameaware.bank.models import KINDS
from blameaware.bank.shape import Slot, slots_of


def template(kind: str, item_id: str = "") -> str:
    """Return TOML text of one item to fill in; the check names what is still empty."""
    cls = KINDS[kind]
    lines = [f"# {(cls.__doc__ or '').strip()}"]
    lines += _table(cls, "item", {"id": f'"{item_id or cls.prefix + "rename-me"}"'})
    return "\n".join(lines)


def _table(cls: type, path: str, known: dict[str, str]) -> list[str]:
    flat, nested = [], []
    for slot in slots_of(cls).values():
        inner = next((part for part in _parts(slot.type) if is_dataclass(part)), None)
        if slot.name in ("people", "right"):
            flat += _people() if slot.name == "people" else []
        elif inner is None:
            flat.append(_line(slot, known))
        else:
            many = get_origin(slot.type) is tuple
            nested += ["", f"# {slot.rules['doc']}"]
            nested += _table(inner, f"{path}.{slot.name}", {})  # type: ignore[arg-type]
            if not many:
                nested = [
                    line.replace(f"[[{path}.{slot.name}]]", f"[{path}.{slot.name}]")
                    for line in nested
                ]
    return [f"[[{path}]]", *flat, *nested]


def _parts(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401  a type annotation
    return get_args(kind) or (kind,)


def _people() -> list[str]:
    return ['people = [  # Everybody in the item; nobody is always the culprit.',
            '  {name = "", role = "", gender = "unstated", culture = ""},', "]"]  # fmt: skip


def _line(slot: Slot, known: dict[str, str]) -> str:
    value = known.get(slot.name) or _empty(slot.type)
    start, hint = ("", "") if slot.required or slot.name in known else ("# ", "May be left out. ")
    return f"{start}{slot.name} = {value}  # {hint}{slot.rules['doc']}"


def _empty(kind: Any) -> str:  # noqa: ANN401  a type annotation
    if get_origin(kind) is tuple:
        return "[]"
    literals = [part for part in _parts(kind) if get_origin(part) is Literal]
    if get_origin(kind) is Literal or literals:
        values = get_args(kind) if get_origin(kind) is Literal else get_args(literals[0])
        return f'"{values[0]}"'
    if bool in _parts(kind):
        return "false"
    return "1" if int in _parts(kind) else '""'
