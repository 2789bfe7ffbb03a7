"""The firm's own banking and its journals."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED = {"desks", "Stamps", "By hand", "Put aside", "Search booked"}


def posted(firm: BuiltFirm) -> list[Done]:
    firm.bank("Savings", sort="office")
    party = firm.contact("Harrow & Pike").code
    desks = [{"description": "Old desks", "account": "4920", "net": "100.00"}]
    stamps = [{"description": "Stamps", "account": "6090", "net": "20.00"}]
    sides = [{"account": "6090", "debit": "3.00", "text": "Search booked"}, {"account": "4920", "credit": "3.00"}]
    return [
        firm.enter("firm_deposit", on="2026-03-20", bank="O1", payer=party, items=desks, memo="By hand"),
        firm.enter("firm_withdrawal", on="2026-03-20", bank="O1", payee=party, items=stamps, memo="By hand"),
        firm.enter("bank_transfer", on="2026-03-20", bank="O1", into="O2", amount="50.00", memo="Put aside"),
        firm.enter("general_journal", on="2026-03-20", memo="By hand", lines=sides),
    ]
