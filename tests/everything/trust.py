"""Trust money."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED = {"On account", "Search fees", "Quarterly", "Osei", "Share of", "Put right", "Invested", "As billed", "Lodged"}


def posted(firm: BuiltFirm) -> list[Done]:
    firm.matter("M-117", client="R. Osei")
    firm.bank("Term deposit", sort="trust")
    interest = [{"matter": "M-104", "interest": "10.00", "withheld": "4.70", "fees": "0.10"}]
    client = firm.contact("Harrow & Pike").code
    bill = firm.bill("100.00", matter="M-104")
    in_t1 = {"on": "2026-03-20", "bank": "T1"}
    invested = [{"matter": "M-104", "amount": "20.00"}, {"matter": "M-117", "amount": "5.00"}]
    sides = [{"matter": "M-117", "debit": "7.00"}, {"matter": "M-104", "credit": "7.00", "text": "Put right"}]
    pays = [{"bill": bill.number, "amount": "110.00"}]
    return [
        bill,
        firm.trust_receipt("500.00", matter="M-104"),
        firm.trust_payment("120.00", matter="M-104", payee="Harrow & Pike"),
        firm.enter("trust_interest", **in_t1, payer=client, reason="Quarterly", parts=interest),
        firm.enter("trust_transfer", **in_t1, matter="M-104", to="M-117", amount="40.00", reason="Share of it"),
        firm.enter("trust_bank_transfer", **in_t1, into="T2", reason="Invested", parts=invested),
        firm.enter("trust_journal", **in_t1, reason="Put right", lines=sides),
        firm.enter("bill_paid_from_trust", **in_t1, into="O1", client=client, reason="As billed", parts=pays),
        firm.enter("statutory_deposit_made", **in_t1, amount="30.00", reason="Lodged"),
        firm.enter("statutory_deposit_returned", **in_t1, amount="10.00", reason="Lodged too much"),
    ]
