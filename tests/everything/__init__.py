"""One document of every kind that may be copied, area by area: for tests that walk all of them.

done = post_everything(firm)        what was posted, in order; the firm needs the matter M-104

A firm in Australia posts all but what the firm itself holds in trust, and one in New Zealand that.
"""

from counterfoil.documents.actions import Done
from counterfoil.kinds import all_kinds
from tests.builders import BuiltFirm
from tests.everything import banking, own_money, sales, suppliers, trust

PLACES = ("au", own_money.PLACE)


def post_everything(firm: BuiltFirm) -> list[Done]:
    """A new kind is posted in its area's file."""
    if firm.firm.jurisdiction == own_money.PLACE:
        return own_money.posted(firm)
    return [*sales.posted(firm), *trust.posted(firm), *suppliers.posted(firm), *banking.posted(firm)]


def kinds_in(place: str) -> set[str]:
    """The kinds that may be copied and are posted in that place."""
    own = {code for code, kind in all_kinds().items() if kind.moves_firms_ledger}
    copied = {code for code, kind in all_kinds().items() if kind.records()}
    return own | {"client_bill", "trust_receipt"} if place == own_money.PLACE else copied - own


TYPED = sales.TYPED | trust.TYPED | own_money.TYPED | suppliers.TYPED | banking.TYPED
"""What people typed in those documents: names, titles, texts. None of it leaves with matter numbers only."""
