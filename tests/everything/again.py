"""One more document of each kind, as often as one asks: what it takes from is there in plenty.

firms = Firms.prepared(times=9)     a connected firm in Australia, one that is not, and a connected one in New Zealand
firms.of("write_off")               the one of them that may post it
values("write_off", 7)              what somebody types the seventh time
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counterfoil.kinds import all_kinds
from tests.builders import BuiltFirm, a_firm
from tests.everything import own_money

PLENTY = "900000.00"
PARTY, ON = "C-0001", "2026-03-20"
Values = dict[str, Any]


def of_bill(time: int, series: str = "B") -> list[Values]:
    """A credit may settle a bill once: the next document takes the next bill."""
    return [{"bill": f"{series}-{1001 + time}", "amount": "0.11"}]


def of_matter(amount: str = "0.11") -> list[Values]:
    return [{"matter": "M-104", "amount": amount}]


def items(account: str, **more: str) -> list[Values]:
    return [{"description": f"Line {line}", "account": account, "net": f"1{line}.33", **more} for line in range(2)]


IN_TRUST: Values = {"bank": "T1", "reason": "As agreed"}
BETWEEN_ACCOUNTS = [{"account": "1500", "debit": "3.00"}, {"account": "3100", "credit": "3.00"}]
BETWEEN_MATTERS = [{"matter": "M-104", "debit": "0.11"}, {"matter": "M-117", "credit": "0.11"}]

TYPED: dict[str, Callable[[int], Values]] = {
    "bank_transfer": lambda time: {"bank": "O1", "into": "O2", "amount": "0.11"},
    "firm_deposit": lambda time: {"bank": "O1", "payer": PARTY, "items": items("4920")},
    "firm_withdrawal": lambda time: {"bank": "O1", "payee": PARTY, "items": items("6090")},
    "general_journal": lambda time: {"lines": BETWEEN_ACCOUNTS},
    "opening_balances": lambda time: {"lines": BETWEEN_ACCOUNTS},
    "tax_return_settlement": lambda time: {"period": "January to March", "collected": "18.00", "paid": "6.50"},
    "purchase_credit_order": lambda time: {"supplier": PARTY, "items": items("6290")},
    "purchase_order": lambda time: {"supplier": PARTY, "items": items("6290")},
    "purchase_template": lambda time: {"name": f"Template {time}", "supplier": PARTY, "items": items("6290")},
    "supplier_bill": lambda time: {
        "due_on": "2026-04-20",
        "supplier": PARTY,
        "reference": f"INV-{time}",
        "items": items("6290"),
    },
    "supplier_credit": lambda time: {"supplier": PARTY, "reference": f"CR-{time}", "items": items("6290")},
    "supplier_credit_application": lambda time: {"credit": "SC-1001", "parts": of_bill(time, "SB")},
    "supplier_payment": lambda time: {"bank": "O1", "parts": of_bill(time, "SB")},
    "client_bill": lambda time: {"due_on": "2026-04-03", "matter": "M-104", "items": items("4100", tax="GST")},
    "client_receipt": lambda time: {"bank": "O1", "payer": PARTY, "amount": "0.11", "parts": of_bill(time)},
    "client_refund": lambda time: {"bank": "O1", "credit": "CN-1001", "amount": "0.11"},
    "credit_application": lambda time: {"credit": "CN-1001", "parts": of_bill(time)},
    "credit_note": lambda time: {"matter": "M-104", "items": items("4100", tax="GST")},
    "receipt_allocation": lambda time: {"receipt": "R-1001", "parts": of_bill(time)},
    "retainer_payment": lambda time: {"matter": "M-104", "parts": of_bill(time)},
    "retainer_receipt": lambda time: {"bank": "O1", "matter": "M-104", "payer": PARTY, "amount": "0.11"},
    "retainer_refund": lambda time: {"bank": "O1", "matter": "M-104", "payee": PARTY, "amount": "0.11"},
    "write_off": lambda time: {"parts": [{**of_bill(time)[0], "account": "6040"}]},
    "bill_kept_in_trust": lambda time: {**IN_TRUST, "client": PARTY, "parts": of_bill(time)},
    "bill_paid_from_trust": lambda time: {**IN_TRUST, "into": "O1", "client": PARTY, "parts": of_bill(time)},
    "firm_advance": lambda time: {**IN_TRUST, "payee": PARTY, "parts": of_matter()},
    "firm_advance_repaid": lambda time: {**IN_TRUST, "parts": of_matter()},
    "firm_interest_added": lambda time: {"bank": "O1", "into": "T1", "amount": "0.11", "reason": "Float"},
    "firm_interest_drawn": lambda time: {**IN_TRUST, "into": "O1", "amount": "0.11"},
    "statutory_deposit_made": lambda time: {**IN_TRUST, "amount": "0.11"},
    "statutory_deposit_returned": lambda time: {**IN_TRUST, "amount": "0.11"},
    "trust_bank_transfer": lambda time: {**IN_TRUST, "into": "T2", "parts": of_matter()},
    "trust_interest": lambda time: {
        **IN_TRUST,
        "payer": PARTY,
        "parts": [{"matter": "M-104", "interest": "1.10", "withheld": "0.40", "fees": "0.10"}],
    },
    "trust_journal": lambda time: {**IN_TRUST, "lines": BETWEEN_MATTERS},
    "trust_payment": lambda time: {**IN_TRUST, "payee": PARTY, "parts": of_matter()},
    "trust_receipt": lambda time: {**IN_TRUST, "payer": PARTY, "parts": of_matter()},
    "trust_transfer": lambda time: {**IN_TRUST, "matter": "M-104", "to": "M-117", "amount": "0.11"},
}


def values(code: str, time: int) -> Values:
    return {"on": ON, **TYPED[code](time)}


@dataclass(frozen=True)
class Firms:
    connected: BuiltFirm
    alone: BuiltFirm
    in_new_zealand: BuiltFirm

    @staticmethod
    def prepared(*, times: int) -> "Firms":
        connected, alone = (a_firm(name, connected=name == "Hollis Lane") for name in ("Hollis Lane", "Mercer Lowe"))
        for firm in (connected, alone):
            _begin(firm, times)
            firm.enter("statutory_deposit_made", on="2026-03-02", **IN_TRUST, amount="5000.00")
        there = a_firm("Kauri Law", jurisdiction=own_money.PLACE, connected=True)
        _begin(there, times)
        there.enter("firm_interest_added", on="2026-03-02", bank="O1", into="T1", amount=PLENTY, reason="Float")
        there.enter("firm_advance", on="2026-03-02", **IN_TRUST, payee=PARTY, parts=of_matter("5000.00"))
        alone.retainer(PLENTY, matter="M-104")
        return Firms(connected, alone, there)

    def of(self, code: str) -> BuiltFirm:
        kind = all_kinds()[code]
        if kind.refused:
            return self.alone
        return self.in_new_zealand if kind.moves_firms_ledger else self.connected


def _begin(firm: BuiltFirm, times: int) -> None:
    firm.matter("M-104")
    firm.matter("M-117")
    firm.bank("Term deposit", sort="trust")
    firm.bank("Savings", sort="office")
    firm.trust_receipt(PLENTY, matter="M-104")
    firm.credit_note(PLENTY, matter="M-104")
    firm.receipt(PLENTY)
    for time in range(times):
        firm.bill("1.00", matter="M-104", on="2026-03-02")
        firm.supplier_bill("1.00", reference=f"Small {time}", account="6290", supplier="Harrow & Pike")
    firm.supplier_credit(PLENTY, reference="Plenty", account="6290", supplier="Harrow & Pike")
