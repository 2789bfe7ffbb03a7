"""The examples of the manual, taken from its pages as they are committed, and a firm in which they can be entered."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from counterfoil.core.facts import (
    Fact,
    GivenTo,
    LowestHeld,
    LowestHeldForBill,
    LowestInBank,
    LowestOn,
    MadeFrom,
    SameReference,
)
from counterfoil.core.kinds import Kind
from counterfoil.core.references import FIRM, ContactCode, DocumentNumber, MatterCode
from counterfoil.core.shapes import references
from counterfoil.documents.actions import Done
from counterfoil.ledger.models import Line, Series
from counterfoil.matters.models import Contact
from counterfoil.practice.banks import open_bank_account
from counterfoil.practice.contacts import add_contact
from counterfoil.practice.matters import open_matter
from tests.builders import BuiltFirm, a_firm
from tools.manual.example import CLIENT, MATTER, MATTER_OF, SECOND_BANKS, place_of

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
AMPLE = "50000.00"


def page_of(kind: Kind) -> str:
    return (REFERENCE / "kinds" / f"{kind.code}.md").read_text("utf-8")


def block_of(kind: Kind, language: str) -> str:
    """The one block of that language on the kind's page."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", page_of(kind), re.MULTILINE | re.DOTALL)
    return str(found)


def rows_under(heading: str, text: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its two head lines."""
    lines = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].splitlines()
    table = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def firm_for(kind: Kind) -> BuiltFirm:
    """A firm that knows, holds and is owed whatever the kind's sample names, and has nothing else."""
    sample, firm = kind.sample(), a_firm(jurisdiction=place_of(kind))
    named = list(references(sample))
    for code in dict.fromkeys([CLIENT, *(code for code in named if isinstance(code, ContactCode))]):
        firm.clients[code] = add_contact(name=f"Contact {code}", code=code, by=firm.by, at=firm.at)
    matters = [MATTER, *filter(None, MATTER_OF.values()), *(code for code in named if isinstance(code, MatterCode))]
    for code in dict.fromkeys(matters):
        open_matter(
            title=f"Matter {code}", client_code=CLIENT, opened_on=date(2026, 1, 5), code=code, by=firm.by, at=firm.at
        )
    for code, (_, name, sort) in SECOND_BANKS.items():
        if code in named:
            open_bank_account(
                sort="trust" if sort == "trust_bank" else "office",
                name=name,
                provider=Contact.objects.get(firm=firm.firm, sort="bank").code,
                by=firm.by,
                at=firm.at,
            )
    before = (sample.on - timedelta(days=1)).isoformat()
    for number in named:
        if isinstance(number, DocumentNumber):
            series, _, digits = number.partition("-")
            Series.objects.create(firm=firm.firm, code=series, next=int(digits))
            POSTS[number.kinds[0]](firm, before)
    for fact in kind.asks(sample):
        if not isinstance(fact, GivenTo | SameReference | MadeFrom):
            HOLDS[type(fact)](firm, fact, before)
    return firm


POSTS: Mapping[str, Callable[[BuiltFirm, str], Done]] = {
    "client_bill": lambda firm, on: firm.bill(AMPLE, matter=MATTER, on=on, due_on=on),
    "client_receipt": lambda firm, on: firm.receipt(AMPLE, payer=CLIENT, on=on),
    "credit_note": lambda firm, on: firm.credit_note(AMPLE, matter=MATTER_OF["credit_note"], on=on),
    "supplier_credit": lambda firm, on: firm.supplier_credit(AMPLE, reference="CR-9", supplier=CLIENT, on=on),
    "supplier_bill": lambda firm, on: firm.supplier_bill(AMPLE, reference="INV-7", supplier=CLIENT, on=on),
}
"""How a document that a sample names comes to be posted, by its kind."""

HOLDS: Mapping[type[Fact], Callable[[BuiltFirm, Any, str], Done]] = {
    LowestHeld: lambda firm, fact, on: (
        own_money(firm, on)
        if fact.matter == FIRM
        else firm.trust_receipt(AMPLE, matter=fact.matter, on=on, payer=CLIENT)
    ),
    LowestHeldForBill: lambda firm, fact, on: firm.trust_receipt(AMPLE, matter=MATTER, on=on, payer=CLIENT),
    LowestInBank: lambda firm, fact, on: firm.trust_receipt(AMPLE, matter=MATTER, on=on, payer=CLIENT),
    LowestOn: lambda firm, fact, on: STANDS[fact.slot](firm, fact, on),
}
"""How a firm comes to hold what a sample asks for."""


def own_money(firm: BuiltFirm, on: str) -> Done:
    return firm.enter("firm_interest_added", on=on, bank="O1", into="T1", amount=AMPLE, reason="Float")


def deposited(firm: BuiltFirm, fact: LowestOn, on: str) -> Done:
    firm.trust_receipt(AMPLE, matter=MATTER, on=on, payer=CLIENT)
    return firm.enter("statutory_deposit_made", on=on, bank="T1", amount=AMPLE, reason="Quarter")


def advanced(firm: BuiltFirm, fact: LowestOn, on: str) -> Done:
    own_money(firm, on)
    part = [{"matter": MATTER, "amount": AMPLE}]
    return firm.enter("firm_advance", on=on, bank="T1", payee=CLIENT, reason="Filing fee", parts=part)


STANDS: Mapping[str, Callable[[BuiltFirm, Any, str], Done]] = {
    "RETAINERS_HELD": lambda firm, fact, on: firm.retainer(AMPLE, matter=fact.matter, on=on, payer=CLIENT),
    "STATUTORY_DEPOSIT": deposited,
    "TRUST_ADVANCES": advanced,
}
"""The same for an account of the chart, by its slot."""


def booked(document_id: int) -> list[list[str]]:
    """The document's lines in the ledger as the page shows them: account, matter, bank, debit, credit."""
    return [
        [
            f"{line.account.code} {line.account.name}",
            line.matter.code if line.matter else "",
            line.bank.code if line.bank else "",
            f"{line.minor / 100:,.2f}" if line.minor > 0 else "",
            f"{-line.minor / 100:,.2f}" if line.minor < 0 else "",
        ]
        for line in Line.objects.filter(entry__document_id=document_id)
        .select_related("account", "matter", "bank")
        .order_by("id")
    ]
