"""What never leaves: orders and templates, balances from before, returns; and what a connected firm is refused."""

from typing import Any

from counterfoil.core.kinds import Kept
from counterfoil.documents.actions import Done
from counterfoil.kinds import all_kinds
from tests.builders import BuiltFirm

ON = "2026-03-20"


def posted(firm: BuiltFirm) -> list[Done]:
    """Each posted, or placed; an order and a template become a bill, and an order for credit a credit."""
    supplier = firm.contact("Harrow & Pike").code
    chairs = [{"description": "Four chairs", "account": "1520", "net": "120.00"}]
    ordered = {"on": ON, "supplier": supplier, "items": chairs}
    begun = [{"account": "1500", "debit": "540.00"}, {"account": "3100", "credit": "540.00"}]
    return [
        firm.enter("purchase_order", **ordered, memo="Deliver to Level 4"),
        firm.enter("purchase_credit_order", **ordered),
        firm.enter("purchase_template", **ordered, name="Chairs by the four"),
        firm.enter("opening_balances", on=ON, lines=begun, memo="From the books before"),
        firm.enter("tax_return_settlement", on=ON, period="January to March", collected="18.00", paid="6.50"),
    ]


REFUSED: dict[str, dict[str, Any]] = {
    "client_refund": {"bank": "O1", "credit": "CN-1001", "amount": "2.00"},
    "write_off": {"parts": [{"bill": "B-1001", "amount": "1.00", "account": "6040"}]},
    "retainer_receipt": {"bank": "O1", "matter": "M-104", "payer": "C-0001", "amount": "50.00"},
    "retainer_payment": {"matter": "M-104", "parts": [{"bill": "B-1001", "amount": "1.00"}]},
    "retainer_refund": {"bank": "O1", "matter": "M-104", "payee": "C-0001", "amount": "1.00"},
}
"""What stands beside the date in a document of each kind that a connected firm cannot post."""


def kinds_that_stay() -> set[str]:
    """Kinds that become nothing over there under any setting, and are posted nevertheless."""
    return {code for code, kind in all_kinds().items() if not kind.records() and not kind.refused}


def kinds_refused() -> set[str]:
    return {code for code, kind in all_kinds().items() if isinstance(kind.push, Kept) and kind.refused}
