"""One document of every kind that may be copied, area by area: for tests that walk all of them.

done = post_everything(firm)        what was posted, in order; the firm needs the matter M-104
"""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm
from tests.everything import banking, sales, suppliers, trust


def post_everything(firm: BuiltFirm) -> list[Done]:
    """A new kind is posted in its area's file."""
    return [*sales.posted(firm), *trust.posted(firm), *suppliers.posted(firm), *banking.posted(firm)]


TYPED = sales.TYPED | trust.TYPED | suppliers.TYPED | banking.TYPED
"""What people typed in those documents: names, titles, texts. None of it leaves with matter numbers only."""
