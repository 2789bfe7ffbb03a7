"""What suppliers bill."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED = {"As agreed", "INV-7", "Month's run"}


def posted(firm: BuiltFirm) -> list[Done]:
    bill = firm.supplier_bill("33.33", reference="INV-7", supplier="Harrow & Pike", account="5100", matter="M-104")
    payment = firm.supplier_payment({str(bill.number): "20.00"}, memo="Month's run")
    return [bill, payment]
