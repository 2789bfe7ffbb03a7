"""Shapes: plain values become a document, or every wrong field is refused by its path."""

import unicodedata
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.core import dates
from counterfoil.core.money import LARGEST_MINOR, Money, aud
from counterfoil.core.references import AccountCode, ContactCode, MatterCode
from counterfoil.core.shapes import (
    MOST_ROWS,
    Help,
    Length,
    canonical,
    clean_text,
    describe,
    parse,
    read,
    references,
    write,
)
from tests.refusals import refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    account: Annotated[AccountCode, "Account"]
    net: Annotated[Money, "Amount"]
    note: Annotated[str, "Note", Length(2000)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    on: Annotated[date, "Date"]
    matter: Annotated[MatterCode, "Matter"]
    reason: Annotated[str, "Reason", Length(300)]
    rows: Annotated[tuple[Row, ...], "Rows", Help("One for each account.")]
    payee: Annotated[ContactCode | None, "Paid to"] = None
    rest: Annotated[Money | None, "Kept back"] = None
    extras: Annotated[tuple[Row, ...], "Extras"] = ()


def slip(**changed: Any) -> dict[str, Any]:
    row = {"account": "4100", "net": "700.00"}
    return {"on": "2026-03-02", "matter": "M-104", "reason": "Search fees", "rows": [row], **changed}


def reading(**changed: Any) -> Slip:
    return read(Slip, slip(**changed), currency="AUD")


def test_plain_values_become_a_document() -> None:
    assert reading(reason="  Search fees ", rest="-1,000.5") == Slip(
        on=date(2026, 3, 2),
        matter=MatterCode("M-104"),
        reason="Search fees",
        rows=(Row(account=AccountCode("4100"), net=aud("700.00")),),
        rest=aud("-1000.50"),
    )


def test_a_shape_describes_itself() -> None:
    found = {
        field.name: (field.label, field.sort, field.required, field.length, field.help) for field in describe(Slip)
    }

    assert found == {
        "on": ("Date", "date", True, 255, ""),
        "matter": ("Matter", "reference", True, 255, ""),
        "reason": ("Reason", "text", True, 300, ""),
        "rows": ("Rows", "rows", True, 255, "One for each account."),
        "payee": ("Paid to", "reference", False, 255, ""),
        "rest": ("Kept back", "money", False, 255, ""),
        "extras": ("Extras", "rows", False, 255, ""),
    }


def test_every_wrong_field_is_refused_at_once_each_by_its_path() -> None:
    values = slip(
        on="31 March",
        matter="",
        reason="x" * 301,
        rows=[
            {"account": "4100", "net": "1.005"},
            {"net": "NaN", "note": 7},
            {"account": "4100", "net": "5", "tip": "1"},
        ],
        rest=True,
        colour="blue",
    )

    with refused("field-unknown", "colour") as caught:
        read(Slip, values, currency="AUD")

    assert caught.fields == {
        "colour": "field-unknown",
        "on": "date-not-understood",
        "matter": "field-missing",
        "reason": "text-too-long",
        "rows.0.net": "amount-too-fine",
        "rows.1.account": "field-missing",
        "rows.1.net": "amount-not-money",
        "rows.1.note": "field-wrong-type",
        "rows.2.tip": "field-unknown",
        "rest": "field-wrong-type",
    }


def test_unknown_fields_are_named_always_in_the_same_order() -> None:
    with refused("field-unknown") as caught:
        reading(zebra="1", aardvark="2", mole="3")

    assert list(caught.fields) == ["aardvark", "mole", "zebra"]


@pytest.mark.parametrize("empty", [None, "", " ", "\t\n", "\u00a0"])
def test_a_required_field_of_blanks_is_missing(empty: Any) -> None:
    with refused("field-missing", "'Reason' is empty; fill it in"):
        reading(reason=empty)


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_optional_field_of_blanks_is_empty(empty: Any) -> None:
    assert reading(payee=empty, rest=empty) == reading()


@pytest.mark.parametrize("field", ["on", "matter", "reason"])
@pytest.mark.parametrize("value", [7.5, True, [], {}, ["x"], b"x", object()])
def test_a_value_of_another_sort_is_refused(field: str, value: Any) -> None:
    with refused("field-wrong-type", "as text") as caught:
        reading(**{field: value})

    assert caught.fields == {field: "field-wrong-type"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 7.0, 700.05, False])
def test_a_float_is_never_money(value: Any) -> None:
    with refused("field-wrong-type"):
        reading(rest=value)


def test_a_whole_number_is_whole_dollars() -> None:
    assert reading(rest=7).rest == aud("7.00")


@pytest.mark.parametrize("value", [10**12, -(10**40), 10**5000], ids=["13 digits", "41 digits", "5001 digits"])
def test_a_whole_number_beyond_the_largest_amount_is_refused(value: int) -> None:
    with refused("amount-too-large"):
        reading(rest=value)


@pytest.mark.parametrize("rows", ["4100", {"account": "4100"}, ["4100"], [None], b"row", 7, True, [[]]])
def test_rows_that_are_no_list_of_rows_are_refused(rows: Any) -> None:
    with refused("field-wrong-type", "Rows is a list of rows"):
        reading(rows=rows)


@pytest.mark.parametrize("rows", [None, "", [], ()])
def test_a_document_without_its_rows_is_refused(rows: Any) -> None:
    with refused("rows-missing", "at least one row under Rows"):
        reading(rows=rows)


def test_too_many_rows_are_refused() -> None:
    row = {"account": "4100", "net": "1.00"}

    assert len(reading(rows=[row] * MOST_ROWS).rows) == 500
    with refused("too-many-rows", "500", "split it"):
        reading(rows=[row] * (MOST_ROWS + 1))


def test_text_fits_to_the_character() -> None:
    assert len(reading(reason="ß" * 300).reason) == 300
    with refused("text-too-long", "301 characters", "300 fit"):
        reading(reason="ß" * 301)


@pytest.mark.parametrize(
    "text",
    [
        "עסקת מכר, רחוב הרצל 14",
        "عقد بيع عقار",
        "北京市朝阳区",
        "Ægir & Søn – “Ltd”",
        "Zoë O’Brien",
        "می\u200cخواهم",
        "क्\u200dष",
        "line\none",
    ],
)
def test_ordinary_text_of_any_script_is_kept_as_written(text: str) -> None:
    assert reading(reason=text).reason == text


@pytest.mark.parametrize(
    "character",
    [
        *("\u202e", "\u202d", "\u202a", "\u2066", "\u2067", "\u2069", "\u200e", "\u200f", "\u200b", "\ufeff", "\u00ad"),
        *("\0", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ue000", "\U000e0041"),
    ],
)
def test_characters_nobody_can_see_are_refused_by_their_number(character: str) -> None:
    with refused("text-has-controls", f"U+{ord(character):04X}", "retype it"):
        reading(reason=f"Pay {character}000.1 to Harrow")
    with refused("text-has-controls"):
        reading(matter=f"M-{character}104")


def test_lines_may_end_as_a_browser_sends_them() -> None:
    assert clean_text("Paid by cheque,\r\ncleared on Monday \r\n", most=100) == "Paid by cheque,\ncleared on Monday"


@given(st.characters(), st.text(max_size=20))
def test_what_passes_as_text_is_printable_or_a_joiner_or_a_space(character: str, around: str) -> None:
    text = (around + character + around).replace("\r\n", "\n")
    hidden = {one for one in text.strip() if unicodedata.category(one).startswith("C")} - set("\n\t\u200c\u200d")

    with refused("text-has-controls") if hidden else nullcontext():
        assert clean_text(text, most=100) == text.strip()


def test_short_dates_and_sums_are_for_people_not_for_files() -> None:
    today = date(2026, 3, 31)

    typed = read(Slip, slip(on="-1", rest="120*1.2"), currency="AUD", today=today)

    assert (typed.on, typed.rest) == (date(2026, 3, 30), aud("144.00"))
    with refused("date-not-understood") as caught:
        reading(on="-1", rest="120*1.2")
    assert caught.fields == {"on": "date-not-understood", "rest": "amount-not-money"}


def test_every_reference_is_found_rows_included() -> None:
    found = list(references(reading(payee="C-0007", extras=[{"account": "4200", "net": "1"}])))

    assert [(type(one).__name__, str(one)) for one in found] == [
        ("MatterCode", "M-104"),
        ("AccountCode", "4100"),
        ("ContactCode", "C-0007"),
        ("AccountCode", "4200"),
    ]


def test_a_field_without_a_label_is_an_error_of_ours() -> None:
    @dataclass(frozen=True)
    class Bare:
        on: date

    with pytest.raises(TypeError, match="on has no label"):
        describe(Bare)


# --- round trips ------------------------------------------------------------------------------------------------------


def seen(text: str) -> bool:
    return text.strip() == text and (text.isprintable() or not any(unicodedata.category(one)[0] == "C" for one in text))


TEXT = st.text(max_size=80).filter(seen)
MONEY = st.integers(min_value=-LARGEST_MINOR, max_value=LARGEST_MINOR).map(lambda minor: Money(minor, "AUD"))
CODE = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789/é", min_size=1, max_size=40)
ROWS = st.builds(Row, account=CODE.map(AccountCode), net=MONEY, note=TEXT)
SLIPS = st.builds(
    Slip,
    on=st.dates(min_value=dates.EARLIEST, max_value=dates.LATEST),
    matter=CODE.map(MatterCode),
    reason=TEXT.filter(bool),
    rows=st.lists(ROWS, min_size=1, max_size=5).map(tuple),
    payee=st.none() | CODE.map(ContactCode),
    rest=st.none() | MONEY,
    extras=st.lists(ROWS, max_size=2).map(tuple),
)


@given(SLIPS)
def test_what_was_written_is_read_back_the_same(document: Slip) -> None:
    assert read(Slip, write(document), currency="AUD") == document
    assert read(Slip, parse(canonical(document)), currency="AUD") == document


@given(SLIPS)
def test_the_canonical_text_is_one_line_and_stays(document: Slip) -> None:
    text = canonical(document)

    assert "\n" not in text
    assert canonical(read(Slip, parse(text), currency="AUD")) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["on", "matter", "reason", "rows", "payee", "rest", "extras", "account", "net", ""])


@given(st.dictionaries(NAMES, JSON, max_size=7))
def test_whatever_comes_is_refused_by_path_and_never_breaks(values: dict[str, Any]) -> None:
    """Too little comes here for a whole document, so each is refused."""
    with pytest.raises(Exception, match=r"^[a-z-]+: ") as raised:
        read(Slip, values, currency="AUD")

    assert hasattr(raised.value, "fields")
