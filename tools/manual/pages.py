"""Every page of the manual that is derived, by its path under docs/reference/."""

from collections.abc import Mapping

from counterfoil.core.kinds import Kind
from counterfoil.kinds import all_kinds
from tools.manual.commands_page import commands_page
from tools.manual.kind_page import kind_page
from tools.manual.lists import capabilities_page, charts_page, refusals_page, roles_page
from tools.manual.reports_page import reports_page
from tools.manual.sizes import later_page, sizes_page
from tools.manual.writing import page, section

AREAS = {
    "sales": "Clients and their bills",
    "trust": "Trust money",
    "payables": "Suppliers",
    "banking": "The firm's own banking",
    "general": "The ledger",
}
"""An area without a name here goes by its own."""

ABOUT = """\
These pages are read off the product itself: what a page says is what the product does. `./check lint` refuses a page
that differs from what `python -m tools.manual` would write."""

TYPED = """\
## How things are written

| What | In files and through the API | On screen also |
| --- | --- | --- |
| a day | `2026-03-02` | `t` for today, `-1`, `+7`, `31/10`, `31 oct` |
| an amount | `1234.50`, `-3`; never more decimals than the currency has | a sum: `120*1.2` |
| a matter, a contact, an account, a bank account, a tax code | its code | any words of it |
| a bill | its number, `B-1042` | any words of it |"""

BESIDE = """\
## Beside these

[The Xero sandbox](sandbox.md) is written by hand."""


def all_pages() -> dict[str, str]:
    """Path -> text. Raises what posting a kind's sample would refuse."""
    kinds = dict(sorted(all_kinds().items(), key=lambda pair: (pair[1].area, pair[0])))
    return {
        "README.md": index_page(kinds),
        "capabilities.md": capabilities_page(kinds),
        "charts.md": charts_page(),
        "commands.md": commands_page(),
        "later.md": later_page(kinds),
        "refusals.md": refusals_page(kinds),
        "reports.md": reports_page(),
        "roles.md": roles_page(),
        "sizes.md": sizes_page(kinds),
    } | {f"kinds/{code}.md": kind_page(kind) for code, kind in kinds.items()}


def index_page(kinds: Mapping[str, Kind]) -> str:
    parts = []
    for area in dict.fromkeys(kind.area for kind in kinds.values()):
        links = [f"[{kind.title.lower()}](kinds/{code}.md)" for code, kind in kinds.items() if kind.area == area]
        parts.append(f"{AREAS.get(area, area.capitalize())}: {', '.join(links)}.")
    parts.append(
        "Side by side: [what each kind can do](capabilities.md), [what each costs](sizes.md), and"
        " [what comes later](later.md)."
    )
    lists = (
        "- [Reports](reports.md), on screen, as files and for programs\n- [Commands](commands.md)\n"
        "- [Refusals](refusals.md): every code and what it means\n"
        "- [Who may do what](roles.md)\n- [Charts and tax codes](charts.md) of each jurisdiction"
    )
    return page(
        "Reference",
        ABOUT,
        section("Kinds of document", *parts),
        section("Lists", lists),
        TYPED,
        BESIDE,
        source="tools/manual/pages.py",
    )
