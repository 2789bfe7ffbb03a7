"""Frozen snapshots: all that a translation will need of a posted document, amounts in whole minor units.

With matter numbers only, names, titles and typed texts are left out here, once for every translation. What a snapshot
does not hold cannot be sent later, whatever becomes of the setting meanwhile.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from counterfoil.core.books import Books, ContactFacts
from counterfoil.core.chart import Account
from counterfoil.core.kinds import Kind, Pushed
from counterfoil.core.postings import Entry, Posting, Tax
from counterfoil.core.references import BankCode
from counterfoil.documents.columns import Columns, references_of
from counterfoil.documents.firm import FirmFacts

Plain = dict[str, Any]


class Snapshots:
    """The snapshots of one document: what its records share is written once, each record adds what is its own."""

    def __init__(
        self,
        kind: Kind,
        document: Any,
        *,
        number: str,
        copy: int,
        columns: Columns,
        entry: Entry | None,
        books: Books,
        firm: FirmFacts,
    ) -> None:
        self._books, self._total = books, columns.total_minor
        self._silent = firm.link.numbers_only
        self._lines = [self._line(line) for line in entry.postings] if entry else []
        self._banks = {
            name: self._bank(code)
            for name in references_of(document.__class__, BankCode)
            if (code := getattr(document, name))
        }
        contact = next((c for c in books.contacts.values() if c.id == columns.contact_id), None)
        matter = next((m for m in books.matters.values() if m.id == columns.matter_id), None)
        self._shared: Plain = {
            "kind": kind.code,
            "number": number,
            "version": copy,
            "dated_on": columns.dated_on.isoformat(),
            "due_on": columns.due_on and columns.due_on.isoformat(),
            "memo": "" if self._silent else columns.memo,
            "currency": books.currency,
            "total": columns.total_minor,
            "contact": contact and named(contact, firm),
            "matter": matter and {"code": matter.code, "title": "" if self._silent else matter.title},
            "bank": next(iter(self._banks.values()), None),
            "lines_apart": firm.link.lines_apart,
            "lines": self._lines,
        }
        if len(self._banks) > 1:
            self._shared["banks"] = self._banks

    def of(self, record: Pushed, *, more: Mapping[str, Any]) -> str:
        """The snapshot of one record, with what is its own added."""
        own: Plain = dict(more)
        if record.through:
            own["bank"] = self._banks.get(record.through) or self._of_slot(record.through)
        bank: Plain = own.get("bank") or self._shared["bank"] or {}
        if record.carries:
            carried = [line for line in self._lines if line["slot"] in record.carries]
            own["lines"] = carried + [line for line in self._lines if line["account_id"] == bank["account_id"]]
        if record.against:
            spent = self._total if record.type == "SPEND" else -self._total
            sides = ((self._books.chart.slot(record.against), spent), (self._account_of(bank), -spent))
            own["lines"] = [_plain(account, minor) for account, minor in sides]
        return as_text(self._shared | own)

    def _bank(self, code: BankCode) -> Plain:
        return {"code": str(code)} | _named_account(self._books.bank_account(code))

    def _of_slot(self, slot: str) -> Plain:
        return {"code": ""} | _named_account(self._books.chart.slot(slot))

    def _account_of(self, bank: Mapping[str, Any]) -> Account:
        return self._books.chart.by_id[bank["account_id"]]

    def _line(self, line: Posting) -> Plain:
        text = line.account.name if self._silent else line.text
        return _plain(line.account, line.amount.minor, matter=line.matter, bank=line.bank, tax=line.tax, text=text)


def named(contact: ContactFacts, firm: FirmFacts) -> Plain:
    """With matter numbers only, the code stands for the name."""
    name = contact.code if firm.link.numbers_only else contact.name
    return {"id": contact.id, "code": contact.code, "name": name}


def as_text(snapshot: Mapping[str, Any]) -> str:
    return msgspec.json.encode(snapshot, enc_hook=str).decode()


def _plain(
    account: Account,
    minor: int,
    *,
    matter: str | None = None,
    bank: str | None = None,
    tax: Tax | None = None,
    text: str = "",
) -> Plain:
    return {
        "account_id": account.id,
        "account": account.code,
        "account_name": account.name,
        "type": account.type,
        "slot": account.slot,
        "minor": minor,
        "matter": matter,
        "bank": bank,
        "tax_code": tax and tax.code,
        "tax": tax.amount.minor if tax else 0,
        "text": text,
    }


def _named_account(account: Account) -> Plain:
    return {"account_id": account.id, "account": account.code, "account_name": account.name}
