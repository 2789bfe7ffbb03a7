"""The firm's billing."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED = {"Harrow", "Pike", "Quayside", "Advice", "Costs to date", "Costs reduced", "By transfer"}


def posted(firm: BuiltFirm) -> list[Done]:
    bill, small = firm.bill("800.00", matter="M-104"), firm.bill("33.33", matter="M-104")
    receipt = firm.receipt("1000.00", pays={str(bill.number): "880.00", str(small.number): "10.00"})
    note = firm.credit_note("20.00", matter="M-104")
    used = [firm.apply(credit, pays={str(small.number): "5.00"}) for credit in (receipt, note)]
    return [bill, small, receipt, note, *used]
