"""JSON lines: one document a line, {"kind": "client_bill", "ref": "2026-117", "on": "2026-03-02", ...}.

A number is taken as it is written, never through a binary fraction: 12.50 stays 12.50. A line that is no document loses
only itself.
"""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from counterfoil.cli.files.given import Given, checked_ref, not_understood
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text


def documents(lines: Iterator[tuple[int, bytes]]) -> Iterator[Given]:
    for number, line in lines:
        if line.strip():
            yield _document(number, line)


def _document(number: int, line: bytes) -> Given:
    ref = kind = ""
    try:
        values = _parse(number, line)
        ref = checked_ref(values.pop("ref", None))
        kind = clean_text(values.pop("kind", ""), most=40)
        if not kind:
            raise Refusal("field-missing", "say which kind of document it is: kind")
    except Refusal as refusal:
        return Given(number, ref, kind, {}, refusal)
    return Given(number, ref, kind, values)


def _parse(number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(
            line.decode("utf-8"), parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_object
        )
    except UnicodeDecodeError:
        raise not_understood(number, "it is not UTF-8 text; save the file as UTF-8") from None
    except (ValueError, RecursionError):
        raise not_understood(
            number, 'it is not one JSON object; write a document like {"kind": ..., "ref": ...}'
        ) from None
    if not isinstance(found, dict):
        raise not_understood(
            number, "it is a list or a bare value; write one document a line, without brackets around all"
        )
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice would silently lose one of its values."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise Refusal("field-wrong-type", "'{name}' stands twice in one object; leave one", name=twice[:40])
    return found
