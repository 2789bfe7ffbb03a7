"""Any document of trust money, thrown with dice: more goes out than comes in, on any day of March, on a few matters."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from counterfoil.kinds import all_kinds
from tests.builders import BuiltFirm

HOT = ("M-104", "M-117", "M-121")
BILLS_EACH = 12
PLACES = ("au", "nz")

EVERYWHERE = (
    *["trust_payment"] * 8,
    *["trust_receipt"] * 7,
    *["trust_transfer", "trust_bank_transfer", "trust_journal"] * 2,
    *["client_bill"] * 2,
    *["bill_paid_from_trust"] * 3,
    "trust_interest",
)
ONLY_IN = {
    "au": ("statutory_deposit_made", "statutory_deposit_returned") * 2,
    "nz": (
        *["firm_interest_added", "bill_kept_in_trust", "firm_advance"] * 2,
        "firm_interest_drawn",
        "firm_advance_repaid",
    ),
}
REFUSED = {"trust-overdrawn", "bank-overdrawn", "more-than-held", "bill-over-paid"}
"""What competing for the same money may end in; nothing else."""


def kinds_of_trust_money() -> set[str]:
    return {kind.code for kind in all_kinds().values() if kind.area == "trust"}


def prepare(firm: BuiltFirm) -> None:
    """Money and bills on each of the matters, and a second trust account."""
    for matter in HOT:
        firm.matter(matter)
        firm.trust_receipt("900.00", matter=matter, on="2026-03-01")
        for _ in range(BILLS_EACH):
            firm.bill("100.00", matter=matter, on="2026-03-01")
    firm.bank("Term deposit", sort="trust")


@dataclass
class Dice:
    firm: BuiltFirm
    chance: random.Random
    party: str = field(init=False)

    def __post_init__(self) -> None:
        self.party = self.firm.contact("Harrow & Pike").code

    def throw(self) -> tuple[str, dict[str, Any]]:
        """The code of a kind, and what somebody types."""
        code = self.chance.choice([*EVERYWHERE, *ONLY_IN[self.firm.firm.jurisdiction]])
        on = date(2026, 3, self.chance.randint(1, 31)).isoformat()
        return code, {"on": on, **self._values(code)}

    def _values(self, code: str) -> dict[str, Any]:
        bank, other = self.chance.sample(("T1", "T2"), 2) if self.chance.randint(1, 4) == 1 else ("T1", "T2")
        in_trust: dict[str, Any] = {"bank": bank, "reason": "Any"}
        match code:
            case "client_bill":
                item = {"description": "Advice", "account": "4100", "net": "10.00", "tax": "GST"}
                return {"due_on": "2026-04-30", "matter": self.chance.choice(HOT), "items": [item]}
            case "trust_receipt" | "firm_advance_repaid":
                whose = {"payer": self.party} if code == "trust_receipt" else {}
                return {**in_trust, **whose, "parts": self._parts()}
            case "trust_payment" | "firm_advance":
                return {**in_trust, "payee": self.party, "parts": self._parts()}
            case "trust_interest":
                parts = [{"matter": matter, "interest": "9.00", "withheld": "2.00", "fees": "0.10"} for matter in HOT]
                return {**in_trust, "payer": self.party, "parts": parts}
            case "trust_transfer":
                out, into = self.chance.sample(HOT, 2)
                return {**in_trust, "matter": out, "to": into, "amount": self._amount()}
            case "trust_bank_transfer":
                return {**in_trust, "into": other, "parts": self._parts()}
            case "trust_journal":
                out, into = self.chance.sample(HOT, 2)
                amount = self._amount()
                return {**in_trust, "lines": [{"matter": out, "debit": amount}, {"matter": into, "credit": amount}]}
            case "bill_paid_from_trust" | "bill_kept_in_trust":
                last = 1000 + BILLS_EACH * len(HOT)
                part = {"bill": f"B-{self.chance.randint(1001, last)}", "amount": f"{self.chance.randint(1, 40)}.00"}
                office = {"into": "O1"} if code == "bill_paid_from_trust" else {}
                return {**in_trust, **office, "client": self.party, "parts": [part]}
            case "firm_interest_added":
                return {"bank": "O1", "into": bank, "amount": self._amount(), "reason": "Float"}
            case "firm_interest_drawn":
                return {**in_trust, "into": "O1", "amount": self._amount()}
            case _:
                return {**in_trust, "amount": self._amount()}

    def _parts(self) -> list[dict[str, str]]:
        return [
            {"matter": matter, "amount": self._amount()}
            for matter in self.chance.sample(HOT, self.chance.randint(1, 2))
        ]

    def _amount(self) -> str:
        return f"{self.chance.randint(1, 400)}.00"
