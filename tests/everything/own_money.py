"""The firm's own money in trust, where the law lets it stay there: New Zealand."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

PLACE = "nz"
TYPED = {"Float", "Sheriff", "Filed", "Given back", "Kept there", "Fees of"}


def posted(firm: BuiltFirm) -> list[Done]:
    client = firm.contact("Harrow & Pike").code
    bill = firm.bill("100.00", matter="M-104")
    on = {"on": "2026-03-20"}
    part = [{"matter": "M-104", "amount": "40.00"}]
    pays = [{"bill": bill.number, "amount": "115.00"}]
    payee = firm.contact("Sheriff").code
    return [
        bill,
        firm.trust_receipt("500.00", matter="M-104"),
        firm.enter("firm_interest_added", **on, bank="O1", into="T1", amount="60.00", reason="Float"),
        firm.enter("firm_advance", **on, bank="T1", payee=payee, reason="Filed", parts=part),
        firm.enter("firm_advance_repaid", **on, bank="T1", reason="Given back", parts=part),
        firm.enter("bill_kept_in_trust", **on, bank="T1", client=client, reason="Kept there", parts=pays),
        firm.enter("firm_interest_drawn", **on, bank="T1", into="O1", amount="115.00", reason="Fees of March"),
    ]
