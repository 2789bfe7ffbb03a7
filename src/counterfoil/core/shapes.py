"""Shapes: a document's fields read off its dataclass. Forms, API, `enter` and the manual all ask here.

A field is `name: Annotated[type, "Label", ...]`. Types: Money, date, text, a Reference, or a tuple of a row dataclass.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from counterfoil.core import dates, sums
from counterfoil.core.money import LARGEST_MINOR, Money
from counterfoil.core.references import Reference
from counterfoil.core.refusals import InputRefused, Refusal

MOST_ROWS = 500
"""More lines than any bill here; a guard against a file that went wrong, not a limit of the books."""


MOST_OF_A_SUM = 200
"""Characters of a sum such as `120*1.2` that a person may type as an amount."""

_BEYOND = LARGEST_MINOR + 1
"""More than any amount: a longer whole number is not worth writing out to say so."""


WORKED_OUT = "worked out"
"""`Annotated[..., "Label", WORKED_OUT]`: a field that pricing fills in and nobody enters."""


@dataclass(frozen=True, slots=True)
class Length:
    """The most characters a text field takes; 255 when not said."""

    most: int


@dataclass(frozen=True, slots=True)
class Help:
    """A sentence under the field."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `sort` is money, date, text, reference or rows; `rows` holds the columns of a repeating row."""

    name: str
    label: str
    sort: str
    row_type: type | None
    type: type
    required: bool
    length: int
    help: str
    rows: tuple["Field", ...]


_described: dict[type[Any], tuple[Field, ...]] = {}


def describe(shape: type[Any]) -> tuple[Field, ...]:
    """The fields of a shape in order, those that are worked out left aside."""
    if shape not in _described:
        hints = get_type_hints(shape, include_extras=True)
        entered = [part for part in fields(shape) if WORKED_OUT not in getattr(hints[part.name], "__metadata__", ())]
        _described[shape] = tuple(_field(part.name, hints[part.name], part.default is MISSING) for part in entered)
    return _described[shape]


def worked_out(shape: type[Any]) -> tuple[str, ...]:
    """The labels of the fields that pricing fills in and nobody enters."""
    hints = get_type_hints(shape, include_extras=True)
    about: list[tuple[Any, ...]] = [getattr(hints[part.name], "__metadata__", ()) for part in fields(shape)]
    return tuple(extras[0] for extras in about if WORKED_OUT in extras)


def _field(name: str, hint: Any, required: bool) -> Field:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name} has no label: write Annotated[..., 'Label']")
    inner, label, *extras = get_args(hint)
    if get_origin(inner) in (Union, UnionType):
        inner = next(part for part in get_args(inner) if part is not type(None))
    length = next((extra.most for extra in extras if isinstance(extra, Length)), 255)
    help_text = next((extra.text for extra in extras if isinstance(extra, Help)), "")
    row_type = None
    if get_origin(inner) is tuple:
        row_type = get_args(inner)[0]
        sort, inner = "rows", tuple
    elif inner is Money:
        sort = "money"
    elif inner is date:
        sort = "date"
    elif issubclass(inner, Reference):
        sort = "reference"
    elif inner is str:
        sort = "text"
    else:
        raise TypeError(f"{name}: no field is made of {inner!r}")
    rows = describe(row_type) if row_type else ()
    return Field(name, label, sort, row_type, inner, required, length, help_text, rows)


Shape = TypeVar("Shape")


def read(shape: type[Shape], values: Mapping[str, Any], *, currency: str, today: date | None = None) -> Shape:
    """Read typed or posted values into the shape. Every wrong field is refused at once, each by its path.

    With `today`, dates may be short (`t`, `-1`, `31/10`) and amounts sums (`120*1.2`): for people, not for files.
    """
    wrong: dict[str, Refusal] = {}
    found = _read(shape, values, "", currency, today, wrong)
    if wrong:
        raise InputRefused(wrong)
    return cast(Shape, found)


def _read(
    shape: type, values: Mapping[str, Any], at: str, currency: str, today: date | None, wrong: dict[str, Refusal]
) -> Any:
    known = describe(shape)
    for name in sorted(str(name)[:40] for name in values.keys() - {field.name for field in known}):
        wrong[at + name] = Refusal("field-unknown", "there is no field '{name}' here", name=name)
    given: dict[str, Any] = {}
    for field in known:
        value = values.get(field.name)
        path = at + field.name
        try:
            if field.sort == "rows":
                given[field.name] = _read_rows(field, value, path, currency, today, wrong)
            elif value is None or (isinstance(value, str) and not value.strip()):
                if field.required:
                    raise Refusal("field-missing", "'{label}' is empty; fill it in", label=field.label)
            else:
                given[field.name] = _READERS[field.sort](field, value, currency, today)
        except Refusal as refusal:
            wrong[path] = refusal
    return None if wrong else shape(**given)


def _read_rows(
    field: Field, value: Any, path: str, currency: str, today: date | None, wrong: dict[str, Refusal]
) -> tuple[Any, ...]:
    rows = () if value is None or value == "" else value
    if (
        not isinstance(rows, Sequence)
        or isinstance(rows, str | bytes)
        or not all(isinstance(row, Mapping) for row in rows)
    ):
        raise Refusal("field-wrong-type", "{label} is a list of rows", label=field.label)
    if field.required and not rows:
        raise Refusal("rows-missing", "enter at least one row under {label}", label=field.label)
    if len(rows) > MOST_ROWS:
        raise Refusal("too-many-rows", "one document takes {most} rows; split it", most=MOST_ROWS)
    assert field.row_type is not None
    row_type = field.row_type
    return tuple(_read(row_type, row, f"{path}.{at}.", currency, today, wrong) for at, row in enumerate(rows))


def clean_text(value: Any, *, most: int) -> str:
    """Text as typed, without its outer spaces; refused when too long, or with characters nobody can see.

    Browsers and Windows end a line with two characters; one is kept.
    """
    if not isinstance(value, str):
        raise Refusal("field-wrong-type", "write it as text, in quotes")
    cleaned = value.replace("\r\n", "\n").strip()
    if len(cleaned) > most:
        raise Refusal("text-too-long", "{count} characters; at most {most} fit", count=len(cleaned), most=most)
    if not cleaned.isprintable():
        for character in cleaned:
            if (
                unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
                and character not in "\n\t\u200c\u200d"
            ):
                raise Refusal(
                    "text-has-controls", "it holds the invisible character U+{at:04X}; retype it", at=ord(character)
                )
    return cleaned


def _read_money(field: Field, value: Any, currency: str, today: date | None) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(max(-_BEYOND, min(value, _BEYOND)))
    text = clean_text(value, most=MOST_OF_A_SUM if today else 40)
    return Money.parse(sums.worked_out(text, currency) if today else text, currency)


def _read_date(field: Field, value: Any, currency: str, today: date | None) -> date:
    return value if type(value) is date else dates.parse(clean_text(value, most=40), today=today)


def _read_text(field: Field, value: Any, currency: str, today: date | None) -> str:
    return clean_text(value, most=field.length)


def _read_reference(field: Field, value: Any, currency: str, today: date | None) -> Reference:
    return cast(Reference, field.type(clean_text(value, most=40)))


_READERS: Mapping[str, Callable[[Field, Any, str, date | None], Any]] = {
    "money": _read_money,
    "date": _read_date,
    "text": _read_text,
    "reference": _read_reference,
}


def write(document: Any) -> dict[str, Any]:
    """The document as plain values: what `read` takes. Empty optional fields are left out."""
    plain: dict[str, Any] = {}
    for field in describe(type(document)):
        value = getattr(document, field.name)
        if field.sort == "rows":
            plain[field.name] = [write(row) for row in value]
        elif value is None or value == "":
            continue
        else:
            plain[field.name] = value.plain() if isinstance(value, Money) else str(value)
    return plain


def canonical(document: Any) -> str:
    """The document as one line of JSON, always the same for the same content."""
    return msgspec.json.encode(write(document)).decode()


def references(document: Any) -> list[Reference]:
    """Every reference in the document, rows included, in order."""
    found: list[Reference] = []
    for field in describe(type(document)):
        if field.sort == "reference":
            value = getattr(document, field.name)
            if value is not None:
                found.append(value)
        elif field.sort == "rows":
            for row in getattr(document, field.name):
                found += references(row)
    return found


def parse(text: str) -> dict[str, Any]:
    """The plain values that `canonical` wrote."""
    return cast(dict[str, Any], msgspec.json.decode(text))
