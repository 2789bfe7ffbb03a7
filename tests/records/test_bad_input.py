"""What a firm may mistype, import or try: refused under a stable code with what to do next, and nothing is stored."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from counterfoil.cli.files import Unreadable, read_documents
from counterfoil.core.refusals import CODES, Refusal
from counterfoil.documents import actions
from counterfoil.documents.foreseeing import foresee
from counterfoil.kinds import kind_of
from counterfoil.practice.contacts import add_contact
from counterfoil.practice.matters import close_matter, open_matter
from counterfoil.practice.periods import close_period
from tests.builders import BuiltFirm, a_firm
from tests.records.scene import fingerprint
from tests.refusals import refused

ITEM = {"description": "Advice", "account": "4100", "net": "100.00", "tax": "GST"}
HELD = {"matter": "M-104", "amount": "10.00"}
GOOD: dict[str, dict[str, Any]] = {
    "client_bill": {"on": "2026-03-09", "due_on": "2026-03-23", "matter": "M-104", "items": [ITEM]},
    "client_receipt": {"on": "2026-03-16", "bank": "O1", "payer": "C-0001", "amount": "50.00"},
    "trust_receipt": {"on": "2026-03-16", "bank": "T1", "payer": "C-0001", "reason": "On account", "parts": [HELD]},
    "trust_payment": {"on": "2026-03-16", "bank": "T1", "payee": "C-0001", "reason": "Fees", "parts": [HELD]},
}


@pytest.fixture(scope="module")
def books(shared_database: None) -> BuiltFirm:
    """A firm with 500.00 in trust for M-104 since 10 March, a bill of 880.00, and January closed."""
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-090", client="R. Osei")
    firm.contact("Land Registry")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-10")
    firm.bill("800.00", matter="M-104")
    close_matter(code="M-090", closed_on=date(2026, 3, 1), by=firm.by, at=firm.at)
    close_period(ledger="general", through=date(2026, 1, 31), by=firm.by, at=firm.at, why="BAS lodged")
    close_period(ledger="trust", through=date(2026, 2, 28), by=firm.by, at=firm.at, why="Reconciled")
    return firm


@pytest.fixture
def firm(books: BuiltFirm) -> Iterator[BuiltFirm]:
    with transaction.atomic():
        yield books
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class Bad:
    """A good document of the kind with one thing wrong, and what the refusal must say."""

    what: str
    kind: str
    wrong: dict[str, Any]
    code: str
    words: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


def items(**wrong: Any) -> dict[str, Any]:
    return {"items": [{**ITEM, **wrong}]}


def parts(**wrong: Any) -> dict[str, Any]:
    return {"parts": [{**HELD, **wrong}]}


BILL, RECEIPT, IN, OUT = "client_bill", "client_receipt", "trust_receipt", "trust_payment"
BAD = [
    Bad("an amount with three decimals", BILL, items(net="100.005"), "amount-too-fine", ("items.0.net", "round it")),
    Bad("NaN", BILL, items(net="NaN"), "amount-not-money", ("items.0.net", "write it like 1234.50")),
    Bad("infinity", RECEIPT, {"amount": "Infinity"}, "amount-not-money"),
    Bad("an exponent", RECEIPT, {"amount": "1e5"}, "amount-not-money"),
    Bad("a float", RECEIPT, {"amount": 50.1}, "field-wrong-type", ("as text",)),
    Bad("a true", RECEIPT, {"amount": True}, "field-wrong-type"),
    Bad("too much money", RECEIPT, {"amount": "10000000000"}, "amount-too-large", ("9,999,999,999.99",)),
    Bad("full-width digits", RECEIPT, {"amount": "５０"}, "amount-not-money"),
    Bad("an amount of nothing", RECEIPT, {"amount": "0"}, "total-not-positive"),
    Bad("an amount below nothing", IN, parts(amount="-5"), "total-not-positive"),
    Bad("a discount beyond the bill", BILL, items(net="-5"), "total-not-positive"),
    Bad("a bill of nothing", BILL, items(net="0"), "total-not-positive"),
    Bad("an unknown tax code", BILL, items(tax="VAT20"), "tax-code-unknown", ("VAT20", "choose one from the list")),
    Bad("a tax code of purchases", BILL, items(tax="GST-P"), "tax-code-not-allowed", ("choose a sales code",)),
    Bad("an unknown account", BILL, items(account="9999"), "account-unknown", ("choose one from the chart",)),
    Bad("a system account", BILL, items(account="2150"), "account-not-allowed", ("choose one",)),
    Bad("an unknown matter", BILL, {"matter": "M-999"}, "matter-unknown", ("M-999", "open it first")),
    Bad("a closed matter", BILL, {"matter": "M-090"}, "matter-closed", ("reopen it or choose another",)),
    Bad("an unknown client", BILL, {"client": "C-9999"}, "contact-unknown", ("add it first",)),
    Bad("no matter", BILL, {"matter": " "}, "field-missing", ("'Matter' is empty",)),
    Bad("no items", BILL, {"items": []}, "rows-missing", ("at least one row",)),
    Bad("501 items", BILL, {"items": [ITEM] * 501}, "too-many-rows", ("split it",)),
    Bad("an unknown field", BILL, {"discount": "5"}, "field-unknown", ("discount",)),
    Bad("a memo of 300 characters", BILL, {"memo": "m" * 300}, "text-too-long", ("300 characters", "255 fit")),
    Bad(
        "a description of 2,001", BILL, items(description="d" * 2001), "text-too-long", ("items.0.description", "2000")
    ),
    Bad("text that turns around", BILL, {"memo": "Fee \u202e00.001"}, "text-has-controls", ("U+202E", "retype it")),
    Bad("a null character", BILL, items(description="Ad\0vice"), "text-has-controls", ("U+0000",)),
    Bad("half a surrogate", BILL, {"memo": "\ud83d"}, "text-has-controls", ("U+D83D",)),
    Bad("a matter written by a robot", BILL, {"matter": "M-104'; drop table firms_firm; --"}, "matter-unknown"),
    Bad("a day that is none", BILL, {"on": "2026-02-30"}, "date-not-understood", ("write it like 2026-03-31",)),
    Bad("the year 1", BILL, {"on": "0001-01-01"}, "date-out-of-range", ("1970 and 2099",)),
    Bad("the year 9999", BILL, {"due_on": "9999-12-31"}, "date-out-of-range"),
    Bad("due before its date", BILL, {"due_on": "2026-03-08"}, "due-before-date", ("change one",)),
    Bad("a day in a closed period", BILL, {"on": "2026-01-31"}, "period-closed", ("2026-01-31", "date it later")),
    Bad("a day in a closed trust period", OUT, {"on": "2026-02-28"}, "period-closed", ("2026-02-28",)),
    Bad("trust money tomorrow", IN, {"on": "2026-04-01"}, "date-in-future", ("2026-03-31 or earlier",)),
    Bad("paying trust money tomorrow", OUT, {"on": "2026-04-01"}, "date-in-future"),
    Bad("more than is held", OUT, parts(amount="500.01"), "trust-overdrawn", ("M-104 holds 500.00", "500.01")),
    Bad("more than was held then", OUT, {"on": "2026-03-09"}, "trust-overdrawn", ("holds 0.00 on 2026-03-09",)),
    Bad("from a matter that holds nothing", OUT, parts(matter="M-090"), "trust-overdrawn", ("M-090 holds 0.00",)),
    Bad("from the office account", OUT, {"bank": "O1"}, "bank-wrong-sort", ("O1 is not a trust account",)),
    Bad("into an unknown account", IN, {"bank": "T9"}, "bank-unknown", ("T9",)),
    Bad("for no matter", IN, {"parts": []}, "rows-missing"),
    Bad("for a closed matter", IN, parts(matter="M-090"), "matter-closed"),
    Bad("no reason", IN, {"reason": "\t"}, "field-missing", ("'Reason' is empty",)),
    Bad("a part below nothing", IN, {"parts": [HELD, {**HELD, "amount": "-1"}]}, "amount-not-positive"),
    Bad("office money into trust", RECEIPT, {"bank": "T1"}, "bank-wrong-sort", ("not an office account",)),
    Bad("an unknown bill", RECEIPT, {"parts": [{"bill": "B-9", "amount": "1"}]}, "bill-unknown", ("B-9",)),
    Bad(
        "more than the bill owes",
        RECEIPT,
        {"amount": "900", "parts": [{"bill": "B-1001", "amount": "880.01"}]},
        "bill-over-paid",
        ("owes 880.00",),
    ),
    Bad(
        "more than was received",
        RECEIPT,
        {"parts": [{"bill": "B-1001", "amount": "50.01"}]},
        "receipt-over-allocated",
        ("0.01 more",),
    ),
    Bad(
        "one bill twice",
        RECEIPT,
        {"parts": [{"bill": "B-1001", "amount": "5"}] * 2},
        "bill-named-twice",
        ("make them one",),
    ),
    Bad(
        "before the bill",
        RECEIPT,
        {"on": "2026-03-08", "parts": [{"bill": "B-1001", "amount": "5"}]},
        "paid-before-billed",
        ("2026-03-09 or later",),
    ),
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_it_is_refused_and_nothing_is_stored(bad: Bad, firm: BuiltFirm) -> None:
    stored = fingerprint()

    with refused(bad.code, *bad.words):
        firm.enter(bad.kind, **{**GOOD[bad.kind], **bad.wrong})

    assert bad.code in CODES
    assert fingerprint() == stored


@pytest.mark.parametrize("kind", GOOD)
def test_with_nothing_wrong_it_is_posted(kind: str, firm: BuiltFirm) -> None:
    assert firm.enter(kind, **GOOD[kind]).state == "posted"


@pytest.mark.parametrize("kind", GOOD)
def test_looking_ahead_stores_nothing(kind: str, firm: BuiltFirm) -> None:
    stored = fingerprint()
    of_kind = kind_of(kind)
    document = actions.read(of_kind, GOOD[kind], firm_id=firm.id, at=firm.at)

    entry = foresee(kind=of_kind, document=document, firm_id=firm.id, at=firm.at).entry

    assert entry is not None and len(entry.postings) >= 2
    assert fingerprint() == stored


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("N" * 300, "text-too-long"),
        (" ", "field-missing"),
        ("Harrow\u202e & Pike", "text-has-controls"),
        ("Harrow\0", "text-has-controls"),
    ],
)
def test_names_are_refused_where_no_column_holds_them_or_nobody_sees_them(
    name: str, code: str, firm: BuiltFirm
) -> None:
    stored = fingerprint()

    with refused(code):
        add_contact(name=name, by=firm.by, at=firm.at)
    with refused(code):
        open_matter(title=name, client_code="C-0001", opened_on=date(2026, 3, 1), by=firm.by, at=firm.at)

    assert fingerprint() == stored


def test_a_code_that_is_taken_is_refused(firm: BuiltFirm) -> None:
    stored = fingerprint()

    with refused("name-taken", "M-104", "choose another"):
        open_matter(
            title="Again", client_code="C-0001", opened_on=date(2026, 3, 1), by=firm.by, at=firm.at, code="M-104"
        )
    with refused("name-taken", "C-0001"):
        add_contact(name="Again", by=firm.by, at=firm.at, code="C-0001")

    assert fingerprint() == stored


# --- the back-dated payment -------------------------------------------------------------------------------------------


@pytest.fixture
def back_dated(firm: BuiltFirm) -> BuiltFirm:
    """1,000.00 received on 1 March, all paid on the 20th, 500.00 received on the 25th."""
    firm.matter("M-200")
    firm.trust_receipt("1000.00", matter="M-200", on="2026-03-01")
    firm.trust_payment("1000.00", matter="M-200", on="2026-03-20")
    firm.trust_receipt("500.00", matter="M-200", on="2026-03-25")
    return firm


def test_a_payment_keyed_late_may_not_overdraw_the_days_between(back_dated: BuiltFirm) -> None:
    stored = fingerprint()

    with refused("trust-overdrawn", "M-200 holds 0.00 on 2026-03-20", "400.00"):
        back_dated.trust_payment("400.00", matter="M-200", on="2026-03-10")

    assert fingerprint() == stored


def test_a_payment_keyed_late_is_taken_where_the_days_between_bear_it(back_dated: BuiltFirm) -> None:
    back_dated.trust_receipt("400.00", matter="M-200", on="2026-03-15")

    assert back_dated.trust_payment("400.00", matter="M-200", on="2026-03-10").state == "posted"


def test_a_payment_keyed_late_into_a_closed_month_is_refused_whatever_is_held(back_dated: BuiltFirm) -> None:
    close_period(ledger="trust", through=date(2026, 3, 25), by=back_dated.by, at=back_dated.at, why="Reconciled")

    with refused("period-closed", "2026-03-25", "date it later"):
        back_dated.trust_payment("1.00", matter="M-200", on="2026-03-10")


# --- files ------------------------------------------------------------------------------------------------------------


def given(text: str | bytes) -> list[Any]:
    return list(read_documents(io.BytesIO(text.encode() if isinstance(text, str) else text)))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("kind,ref,on,colour\nclient_bill,1,2026-03-02,blue\n", "column-unknown", ("colour", "correct the heading")),
        ("kind,on\nclient_bill,2026-03-02\n", "field-missing", ("ref",)),
        ("kind,ref,on,on\n", "column-unknown", ("twice",)),
        (b"kind,ref,memo\nclient_bill,1,\xff\xfe\n", "file-not-understood", ("UTF-8",)),
        ('kind,ref,memo\nclient_bill,1,"open\n', "file-not-understood", ("CSV",)),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(text: str | bytes, code: str, words: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable) as raised:
        given(text)

    assert raised.value.code == code
    assert [word for word in words if word not in raised.value.advice] == [], raised.value.advice


def test_a_column_of_another_kind_is_refused_on_its_document() -> None:
    (one,) = given("kind,ref,on,parts.bill\nclient_bill,1,2026-03-02,B-1001\n")

    assert isinstance(one.refusal, Refusal)
    assert one.refusal.code == "column-unknown"


BROKEN = [
    '{"kind": "client_bill", "ref": "1", "amount": NaN}',
    '{"kind": ',
    "[1]",
    '{"a": 1}{"b": 2}',
    '{"a": 1, "a": 2}',
]


@pytest.mark.parametrize("line", BROKEN)
def test_a_line_that_is_no_document_is_refused(line: str) -> None:
    (one,) = given('{"kind": "client_bill", "ref": "0"}\n' + line + "\n")[1:]

    assert one.refusal is not None
    assert one.refusal.code in ("file-not-understood", "field-wrong-type")


@pytest.mark.parametrize(("number", "code"), [("50.255", "amount-too-fine"), ("5e1", "amount-not-money")])
def test_a_number_in_a_file_is_read_digit_by_digit(number: str, code: str, firm: BuiltFirm) -> None:
    written = json.dumps({"kind": "client_receipt", "ref": "1", **GOOD["client_receipt"], "amount": "HERE"})
    (one,) = given(written.replace('"HERE"', number) + "\n")

    with refused(code):
        firm.enter(one.kind, **one.values)
