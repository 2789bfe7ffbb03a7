"""Whatever every kind of document must do. It walks the register: a new kind is tried by being there."""

from collections.abc import Mapping
from datetime import date

import pytest

from counterfoil.core.books import Books
from counterfoil.core.chart import Account
from counterfoil.core.jurisdictions import CODES, jurisdiction
from counterfoil.core.kinds import Kept, Kind, Pushed
from counterfoil.core.lifecycle import EDITABLE, ORDER, TRUST, after, steps_from
from counterfoil.core.money import Money
from counterfoil.core.postings import Entry
from counterfoil.core.references import FIRM, BankCode, ContactCode, DocumentNumber, MatterCode
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import canonical, describe, parse, read, references, write
from counterfoil.documents.columns import columns_of, rows_of
from counterfoil.firms.roles import ABILITIES, posting_ability
from counterfoil.kinds import all_kinds, kind_of
from tests.kinds.books import Movements, a_bill, books_for

KINDS = sorted(all_kinds().values(), key=lambda kind: kind.code)
AMPLE: Movements = [(date(2026, 1, 5), "10000.00")]
HELD: Mapping[tuple[str, str], Movements] = {("M-104", "T1"): AMPLE, (FIRM, "T1"): AMPLE}
STANDING: Mapping[tuple[str, str, str], Movements] = {
    ("RETAINERS_HELD", "M-104", ""): AMPLE,
    ("STATUTORY_DEPOSIT", "", "T1"): AMPLE,
    ("TRUST_ADVANCES", "M-104", ""): AMPLE,
}
POSTED = [
    a_bill(),
    a_bill(number="CN-1003", kind="credit_note", matter="M-117"),
    a_bill(number="R-1003", kind="client_receipt", matter=""),
    a_bill(number="SC-1003", kind="supplier_credit", matter="", owes="55.00"),
    a_bill(number="SB-1042", kind="supplier_bill", matter="", owes="165.00"),
]


def place_of(kind: Kind) -> str:
    """The first jurisdiction that has such a document."""
    return next(code for code in CODES if not kind.missing_in(jurisdiction(code)))


def suitable(kind: Kind) -> Books:
    """Books in which the kind's sample can be posted."""
    return books_for(trust=HELD, slots=STANDING, bills=POSTED, place=place_of(kind))


every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


NAMING = [
    kind
    for kind in KINDS
    if any(isinstance(each, MatterCode | BankCode | DocumentNumber) for each in references(kind.sample()))
]
"""Kinds whose sample names something that may be closed or missing."""
POSTING = [kind for kind in KINDS if kind.lines]
every_posting_kind = pytest.mark.parametrize("kind", POSTING, ids=lambda kind: kind.code)


def entry_of(kind: Kind) -> Entry:
    entry = kind.entry(kind.priced(kind.sample(), suitable(kind)), suitable(kind))
    assert entry is not None
    return entry


def test_there_are_kinds_and_each_is_found_by_its_code() -> None:
    assert {"client_bill", "client_receipt", "trust_receipt", "trust_payment"} <= set(all_kinds())
    assert [kind for kind in KINDS if kind_of(kind.code) is not kind] == []


def test_no_two_kinds_share_a_series_or_a_name() -> None:
    assert len({kind.series for kind in KINDS}) == len({kind.title for kind in KINDS}) == len(KINDS)


@every_kind
def test_its_sample_passes_its_rules(kind: Kind) -> None:
    priced = kind.priced(kind.sample(), suitable(kind))

    kind.check(priced, suitable(kind))

    assert kind.total(priced, suitable(kind)) > Money.zero("AUD")


@pytest.mark.parametrize("kind", NAMING, ids=lambda kind: kind.code)
def test_its_rules_refuse_with_books_that_hold_and_know_nothing(kind: Kind) -> None:
    """Otherwise nobody would notice a rule that never runs."""
    nothing = books_for(closed_bank="T1" if kind.trust else "O1", place=place_of(kind))
    nothing.matters = {code: facts for code, facts in nothing.matters.items() if not facts.open}

    with pytest.raises(Refusal):
        kind.check(kind.priced(kind.sample(), nothing), nothing)


@every_posting_kind
def test_its_entry_balances_and_carries_its_total(kind: Kind) -> None:
    entry = entry_of(kind)

    assert sum(line.amount.minor for line in entry.postings) == 0
    total = kind.total(kind.priced(kind.sample(), suitable(kind)), suitable(kind))
    debits = sum(line.amount.minor for line in entry.postings if line.amount.minor > 0)
    assert debits in (total.minor, 2 * total.minor), "twice where money of clients and of the firm moves in step"
    assert (entry.dated_on, entry.title) == (kind.sample().on, kind.title)


@every_posting_kind
def test_it_reverses_to_nothing(kind: Kind) -> None:
    entry = entry_of(kind)
    mirror = entry.reversed(on=entry.dated_on, title="Reversal")

    left: dict[tuple[str, str | None, str | None], int] = {}
    for line in (*entry.postings, *mirror.postings):
        place = (line.account.code, line.matter, line.bank)
        left[place] = left.get(place, 0) + line.amount.minor

    assert set(left.values()) == {0}


@every_posting_kind
def test_trust_money_names_its_matter_and_its_bank(kind: Kind) -> None:
    for line in entry_of(kind).postings:
        if line.account.slot == "TRUST_HELD":
            assert line.matter and line.bank
        if line.account.type in ("bank", "trust_bank"):
            assert line.bank and suitable(kind).bank_account(line.bank) == line.account


def _is_trust(account: Account) -> bool:
    return account.type in ("trust_bank", "trust_liability") or account.slot == "STATUTORY_DEPOSIT"


@every_posting_kind
def test_money_of_clients_and_of_the_firm_never_meet_in_one_entry(kind: Kind) -> None:
    trust = sum(line.amount.minor for line in entry_of(kind).postings if _is_trust(line.account))

    assert trust == 0


@every_kind
def test_it_settles_no_more_than_its_total(kind: Kind) -> None:
    settled = Money.sum((each.amount for each in kind.allocations(kind.sample())), currency="AUD")

    assert settled <= kind.total(kind.priced(kind.sample(), suitable(kind)), suitable(kind))


@every_posting_kind
def test_what_is_owed_stands_among_debtors_or_creditors(kind: Kind) -> None:
    lines = entry_of(kind).postings
    owed_to_us = [line for line in lines if line.account.slot == "RECEIVABLE" and line.amount.minor > 0]
    owed_by_us = [line for line in lines if line.account.slot == "PAYABLE" and line.amount.minor < 0]

    if kind.open_as == "owed":
        assert owed_to_us or owed_by_us
        assert all(line.matter for line in owed_to_us)


@every_kind
def test_a_kind_without_an_entry_says_what_settles_what(kind: Kind) -> None:
    assert kind.lines or kind.allocates or kind.lifecycle is ORDER


@every_kind
def test_it_reaches_an_end_from_every_state(kind: Kind) -> None:
    assert kind.lifecycle in (EDITABLE, TRUST, ORDER)
    for state, step in kind.lifecycle:
        reached, tries = after(kind.lifecycle, state=state, step=step), 0
        while steps := steps_from(kind.lifecycle, reached):
            reached, tries = after(kind.lifecycle, state=reached, step=steps[-1]), tries + 1
            assert tries < 5, f"{kind.code} goes in circles from {state}"


@every_kind
def test_trust_money_is_only_ever_reversed(kind: Kind) -> None:
    assert (kind.lifecycle is TRUST) == kind.trust


@every_kind
def test_it_is_read_back_as_it_was_written(kind: Kind) -> None:
    sample = kind.sample()

    assert read(kind.shape, write(sample), currency="AUD") == sample
    assert read(kind.shape, parse(canonical(sample)), currency="AUD") == sample


@every_kind
def test_every_field_has_a_label_for_people(kind: Kind) -> None:
    fields = [column for field in describe(kind.shape) for column in (field, *field.rows)]

    assert [field.name for field in fields if not field.label or field.label != field.label.strip()] == []
    assert [field.name for field in fields if field.required and field.name == "memo"] == []


@every_kind
def test_its_columns_and_rows_are_read_off_its_shape(kind: Kind) -> None:
    priced = kind.priced(kind.sample(), suitable(kind))

    columns = columns_of(kind, priced, kind.total(priced, suitable(kind)), suitable(kind))

    assert (columns.dated_on, columns.total_minor) == (kind.sample().on, kind.total(priced, suitable(kind)).minor)
    names_a_contact = any(field.type is ContactCode for field in kind.fields)
    names_a_contact |= kind.contact_of_its_bank
    names_a_contact |= any(isinstance(code, DocumentNumber) for code in references(kind.sample()))
    assert (columns.contact_id in {contact.id for contact in suitable(kind).contacts.values()}) == names_a_contact
    assert [row for row in rows_of(priced, suitable(kind)) if row.net_minor == 0] == []


@every_kind
def test_it_says_what_is_pushed_or_why_it_stays(kind: Kind) -> None:
    if isinstance(kind.push, Kept):
        assert kind.push.reason.strip()
    else:
        assert kind.push and all(isinstance(one, Pushed) for one in kind.push)
        assert any(one.per == "allocation" for one in kind.push) == bool(kind.allocates)


@every_kind
def test_posting_it_takes_an_ability(kind: Kind) -> None:
    ability = posting_ability(trust=kind.trust, incoming=kind.incoming)

    assert ability in ABILITIES
    assert (ability == "post general") == (not kind.trust)
