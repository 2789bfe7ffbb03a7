"""Trust money."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED = {"On account", "Search fees", "Quarterly"}


def posted(firm: BuiltFirm) -> list[Done]:
    interest = [{"matter": "M-104", "interest": "10.00", "withheld": "4.70", "fees": "0.10"}]
    payer = firm.contact("Harrow & Pike").code
    return [
        firm.trust_receipt("500.00", matter="M-104"),
        firm.trust_payment("120.00", matter="M-104", payee="Harrow & Pike"),
        firm.enter("trust_interest", on="2026-03-20", bank="T1", payer=payer, reason="Quarterly", parts=interest),
    ]
