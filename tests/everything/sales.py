"""The firm's billing."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED = {"Harrow", "Pike", "Quayside", "Advice", "Costs to date", "By transfer"}


def posted(firm: BuiltFirm) -> list[Done]:
    bill, small = firm.bill("800.00", matter="M-104"), firm.bill("33.33", matter="M-104")
    receipt = firm.receipt("1000.00", pays={str(bill.number): "880.00", str(small.number): "10.00"})
    return [bill, small, receipt]
