"""What a file gives: a document with the line it stands on, or the reason why it is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text

LONGEST_REF = 100


@dataclass(frozen=True, slots=True)
class Given:
    """One document of a file. `refusal` says why it cannot even be tried."""

    line: int
    ref: str
    kind: str
    values: Mapping[str, Any]
    refusal: Refusal | None = None


class Unreadable(Refusal):
    """The file cannot be read on from here; what stood before it has been given."""


def not_understood(line: int, advice: str) -> Refusal:
    return Refusal("file-not-understood", "line {line}: {advice}", line=line, advice=advice)


def unreadable(line: int, advice: str) -> Unreadable:
    return Unreadable("file-not-understood", "line {line}: {advice}", line=line, advice=advice)


def checked_ref(value: Any) -> str:
    """The document's own name in its file: what makes running the file again change nothing."""
    ref = clean_text(value, most=LONGEST_REF) if value is not None else ""
    if not ref:
        raise Refusal(
            "field-missing", "give the document a ref of its own, so that running the file again changes nothing"
        )
    return ref
