"""Made-up figures for the preview: one firm, one conveyancing matter, and what hangs on it."""

from collections.abc import Callable

from tools.preview_data.document import document
from tools.preview_data.entry import entry
from tools.preview_data.matter import matter
from tools.preview_data.matters import empty, matters
from tools.preview_data.reports import aged, income
from tools.preview_data.shapes import Values
from tools.preview_data.shell import everywhere, found, found_accounts
from tools.preview_data.sync import sync
from tools.preview_data.trial_balance import trial_balance

__all__ = ["PAGES", "everywhere", "found", "found_accounts"]

PAGES: dict[str, tuple[str, Callable[[], Values]]] = {
    "matter": ("pages/matter.html", matter),
    "matters": ("pages/list.html", matters),
    "entry": ("pages/entry.html", entry),
    "document": ("pages/document.html", document),
    "trial-balance": ("pages/trial_balance.html", trial_balance),
    "income": ("pages/statement.html", income),
    "aged": ("pages/report.html", aged),
    "sync": ("pages/sync.html", sync),
    "empty": ("pages/list.html", empty),
}
