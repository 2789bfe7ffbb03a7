"""What suppliers bill."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED = {"As agreed", "INV-7", "CR-9", "Month's run"}


def posted(firm: BuiltFirm) -> list[Done]:
    bill = firm.supplier_bill("33.33", reference="INV-7", supplier="Harrow & Pike", account="5100", matter="M-104")
    payment = firm.supplier_payment({str(bill.number): "20.00"}, memo="Month's run")
    credit = firm.supplier_credit("8.00", reference="CR-9", supplier="Harrow & Pike")
    return [bill, payment, credit, firm.apply(credit, pays={str(bill.number): "5.00"})]
