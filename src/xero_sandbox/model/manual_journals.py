"""Manual journals: debits positive, credits negative, never on a bank, a control account or retained earnings.

DRAFT -> POSTED, DELETED          POSTED -> VOIDED          either may be edited
"""

from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import ledger, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import wire_date, wire_instant
from xero_sandbox.model.lines import AMOUNTS_ARE, line_rate, line_tax
from xero_sandbox.model.money import number, plain
from xero_sandbox.model.records import (
    ACTIVE,
    DELETED,
    DRAFT,
    POSTED,
    VOIDED,
    ZERO_ID,
    Account,
    JournalLine,
    ManualJournal,
)
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

MOVES = {DRAFT: {DRAFT, POSTED, DELETED}, POSTED: {POSTED, VOIDED}, VOIDED: set(), DELETED: set()}
NOT_FOR_JOURNALS = {"DEBTORS", "CREDITORS", "RETAINEDEARNINGS"}


def create(call: Call, sent: Sent) -> ManualJournal:
    reader = Reader(sent)
    status = (reader.text("Status") or DRAFT).upper()
    if status not in (DRAFT, POSTED):
        reader.refuse(texts.JOURNAL_STATUS_ON_CREATE)
    return _save(call, reader, status, None)


def create_or_update(call: Call, sent: Sent) -> ManualJournal:
    journal_id = (Reader(sent).text("ManualJournalID") or ZERO_ID).lower()
    if journal_id == ZERO_ID:
        return create(call, sent)
    found = call.books.manual_journals.get(journal_id)
    if found is None:
        raise Invalid(texts.JOURNAL_NOT_FOUND)
    return update(call, found, sent)


def update(call: Call, before: ManualJournal, sent: Sent) -> ManualJournal:
    reader = Reader(sent)
    status = (reader.text("Status") or before.status).upper()
    if status not in MOVES[before.status]:
        raise Invalid(texts.JOURNAL_STATUS_ON_CHANGE)
    call.books.check_open(before.on)
    if status in (VOIDED, DELETED):
        return _keep(call, before, replace(before, status=status, updated_at=call.now), status.capitalize())
    return _save(call, reader, status, before)


def _save(call: Call, reader: Reader, status: str, before: ManualJournal | None) -> ManualJournal:
    narration, url = reader.text("Narration"), reader.text("Url")
    narration = (before.narration if before else "") if narration is None else narration
    if not narration:
        reader.refuse(texts.JOURNAL_NARRATION_MISSING)
    amounts_are = AMOUNTS_ARE.get(
        (reader.text("LineAmountTypes") or (before.amounts_are if before else "NoTax")).lower(), "NoTax"
    )
    on = reader.day("Date") or (before.on if before else call.today)
    lines = _lines(call, reader, status, amounts_are, before)
    reader.trying(lambda: call.books.check_open(on))
    reader.done()
    cash_basis = reader.flag("ShowOnCashBasisReports")
    after = ManualJournal(
        id=before.id if before else call.books.new_id(),
        narration=narration,
        on=on,
        status=status,
        amounts_are=amounts_are,
        lines=lines,
        updated_at=call.now,
        made_by=before.made_by if before else call.who,
        url=(before.url if before else "") if url is None else url,
        on_cash_basis=(before.on_cash_basis if before else True) if cash_basis is None else cash_basis,
    )
    if before is None:
        return _keep(call, None, after, "Created")
    return _keep(call, before, after, "Posted" if before.status != status else "Edited")


def _lines(
    call: Call, reader: Reader, status: str, amounts_are: str, before: ManualJournal | None
) -> tuple[JournalLine, ...]:
    sent = reader.parts("JournalLines")
    lines: list[JournalLine] = []
    if sent is None and before is not None:
        lines = [_taxed(call, line, amounts_are) for line in before.lines]
    for one in sent or ():
        try:
            lines.append(_line(call, Reader(one), status, amounts_are))
        except Invalid as refused:
            reader.refuse(*refused.messages)
    if sent is not None and len(lines) < len(sent):
        return ()
    if len(lines) < 2:
        reader.refuse(texts.JOURNAL_LINES_MISSING)
    elif status == POSTED and any(line.account_id is None for line in lines):
        reader.refuse(texts.LINE_ACCOUNT_MISSING)
    whole = [line.amount + (line.tax if amounts_are == "Exclusive" else 0) for line in lines]
    if sum(whole):
        debits, others = sum(one for one in whole if one > 0), sum(one for one in whole if one < 0)
        reader.refuse(texts.JOURNAL_UNBALANCED.format(debits=plain(debits), credits=plain(others)))
    return tuple(lines)


def _line(call: Call, reader: Reader, status: str, amounts_are: str) -> JournalLine:
    amount = reader.money("LineAmount")
    if amount is None:
        reader.refuse(texts.JOURNAL_AMOUNT_MISSING)
    account = reader.trying(lambda: _account(call, reader, status))
    tax_type = "NONE"
    if amounts_are != "NoTax":
        tax_type = reader.text("TaxType") or (account.tax_type if account else "NONE")
        reader.trying(lambda: line_rate(call.books, tax_type, account))
    reader.done()
    line = JournalLine(
        amount=amount or 0,
        account_id=account.id if account else None,
        tax_type=tax_type,
        description=reader.text("Description") or "",
    )
    return _taxed(call, line, amounts_are)


def _account(call: Call, reader: Reader, status: str) -> Account | None:
    """A draft loses a code that nobody knows, with a warning; a journal to be posted is refused for it."""
    code, account_id = reader.text("AccountCode"), reader.text("AccountID")
    if not code and not account_id:
        return None
    found = call.books.accounts.find("code", code) if code else [call.books.accounts.get((account_id or "").lower())]
    account, name = found[0] if found else None, code or account_id
    if account is None and status == DRAFT:
        call.warnings.append(texts.JOURNAL_CODE_REMOVED.format(code=name))
        return None
    if account is None or account.type == "BANK" or account.system in NOT_FOR_JOURNALS:
        raise Invalid(texts.ACCOUNT_CODE_INVALID.format(code=name))
    if account.status != ACTIVE:
        raise Invalid(texts.ACCOUNT_CODE_ARCHIVED.format(code=name))
    return account


def _taxed(call: Call, line: JournalLine, amounts_are: str) -> JournalLine:
    rate = call.books.tax_rates.get(line.tax_type)
    return replace(line, tax=line_tax(line.amount, rate.percent, amounts_are) if rate else 0)


def _keep(call: Call, before: ManualJournal | None, after: ManualJournal, change: str) -> ManualJournal:
    if before is not None and before.status == POSTED:
        ledger.reverse(call.books, before.id)
    if after.status == POSTED:
        ledger.post_manual_journal(call.books, after)
    call.note(after.id, change, f"{after.narration} {after.status}")
    return call.books.manual_journals.put(after)


def show(call: Call, journal: ManualJournal, *, with_lines: bool = True) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "Date": wire_date(journal.on),
        "Status": journal.status,
        "LineAmountTypes": journal.amounts_are,
        "UpdatedDateUTC": wire_instant(journal.updated_at),
        "ManualJournalID": journal.id,
        "Narration": journal.narration,
        "JournalLines": [_show_line(call, line) for line in journal.lines] if with_lines else [],
        "ShowOnCashBasisReports": journal.on_cash_basis,
        "HasAttachments": False,
    }
    return shown | ({"Url": journal.url} if journal.url else {})


def _show_line(call: Call, line: JournalLine) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "Description": line.description,
        "TaxType": line.tax_type,
        "TaxAmount": number(line.tax),
        "LineAmount": number(line.amount),
    }
    if line.account_id:
        shown |= {"AccountCode": call.books.accounts[line.account_id].code, "AccountID": line.account_id}
    return shown | {"Tracking": [], "IsBlank": False}
