"""The pages that compare: kinds side by side, refusals, roles, and the charts a firm may begin with."""

from collections.abc import Mapping

from counterfoil.api.refused import STATUS
from counterfoil.core.chart import SLOTS
from counterfoil.core.jurisdictions import CODES as JURISDICTIONS
from counterfoil.core.jurisdictions import TYPE_OF_SLOT, Jurisdiction, jurisdiction
from counterfoil.core.kinds import Kept, Kind
from counterfoil.core.refusals import TOPICS
from counterfoil.firms.roles import ABILITIES, MEANING, ROLES, step_ability
from counterfoil.reports.capabilities import Capability, capabilities
from counterfoil.web.show.copies import record_word
from tools.manual import raised
from tools.manual.writing import code, page, section, sentence, table

PER = {"document": "", "allocation": " for each bill paid", "remainder": " for what is left over"}
USUAL_STATUS = 400
ABOUT_THE_LINK = """\
The article's table of supported transactions, with what is true here under the settings of a new connection.
*Setting* names the switch under *Xero sync > Settings of the link* that decides over a row."""


def capabilities_page(kinds: Mapping[str, Kind]) -> str:
    heads = ("Kind", "Numbers", "Posted by a program", "Back to draft", "Reversed", "What Xero gets")
    rows = [
        (
            _to(kind),
            kind.series,
            "yes" if "api_client" in ABILITIES[_posting(kind)] else "",
            "yes" if ("posted", "reopen") in kind.lifecycle else "",
            "yes" if ("posted", "reverse") in kind.lifecycle else "",
            _xero(kind),
        )
        for kind in kinds.values()
    ]
    return page(
        "What each kind of document can do",
        "Every kind is entered on screen, through the API and from a file with"
        " [`counterfoil enter`](commands.md#enter); a person or a program may leave it as a draft first. Where"
        " *posted by a program* is blank, a key of the API leaves drafts only, and a person posts them.",
        table(heads, rows),
        section("What the link copies", ABOUT_THE_LINK, _link(kinds)),
        "Both ways back are refused while a copy is in Xero or on its way, and while something is allocated to the"
        " document. Trust money is only ever reversed. `counterfoil capabilities` prints the second"
        " table in a terminal, with `--kinds` the first.",
        source="the kinds under src/counterfoil/kinds",
    )


def _link(kinds: Mapping[str, Kind]) -> str:
    """The article's table with our answers beside it."""
    heads = ("", "Transaction", "The article", "Here", "Why", "Setting")
    rows, before = [], ""
    for row in capabilities(kinds):
        rows.append(("" if row.section == before else row.section, *_cells(row)))
        before = row.section
    return table(heads, rows)


def _cells(row: Capability) -> tuple[str, ...]:
    return row.transaction, row.article, row.here, row.why, row.setting


def _to(kind: Kind) -> str:
    return f"[{kind.title}](kinds/{kind.code}.md)"


def _posting(kind: Kind) -> str:
    return step_ability("post", trust=kind.trust, incoming=kind.incoming)


def _xero(kind: Kind) -> str:
    if isinstance(kind.push, Kept):
        return f"nothing: {kind.push.reason}"
    return "; ".join(f"{record_word(each.resource, each.type).lower()}{PER[each.per]}" for each in kind.push)


def refusals_page(kinds: Mapping[str, Kind]) -> str:
    found = {code: raised.on_posting(kind) | raised.on_undoing(kind) for code, kind in kinds.items()}
    parts = []
    for topic, codes in TOPICS.items():
        rows = []
        for name, says in codes.items():
            of_kinds = [_to(kind) for kind in kinds.values() if name in found[kind.code]]
            where = "every kind" if len(of_kinds) == len(kinds) else ", ".join(of_kinds)
            rows.append((code(name), says, str(STATUS.get(name, USUAL_STATUS)), where))
        shown = 4 if any(row[3] for row in rows) else 3
        heads = ("Code", "What it means", "API answers", "Posting or taking back")
        parts.append(section(topic, table(heads[:shown], [row[:shown] for row in rows])))
    return page(
        "Refusals",
        "When the books say no they say it by a code, which never changes, and with advice that says what to do next."
        " Pages, API and commands show the same code and the same advice. *Posting or taking back* names the kinds of"
        " document that may end in it; what is said of a field, a file or a request holds for all.",
        *parts,
        source="src/counterfoil/core/refusals.py",
    )


def roles_page() -> str:
    rows = [
        (sentence(ability).rstrip("."), MEANING[ability], *("yes" if role in allowed else "" for role in ROLES))
        for ability, allowed in ABILITIES.items()
    ]
    return page(
        "Who may do what",
        "A person has one role or several in each firm they work in, and may do what any of them allows. A program's"
        " key has the role API client.",
        table(("Ability", "What it allows", *ROLES.values()), rows),
        source="src/counterfoil/firms/roles.py",
    )


def charts_page() -> str:
    here = [jurisdiction(code) for code in JURISDICTIONS]
    slots = [
        (_slot(slot), TYPE_OF_SLOT[slot].replace("_", " "), *(_filled(one, slot) for one in here)) for slot in SLOTS
    ]
    heads = ("Function", "Type", *(one.name for one in here))
    missing = [f"- {_slot(slot)}, {one.name}: {why}" for one in here for slot, why in one.without.items()]
    why_not = "What a jurisdiction leaves out, it leaves out for a reason:"
    return page(
        "Charts and tax codes",
        "A new firm begins with the chart and the tax codes of its jurisdiction. Documents find an account by its"
        " function, whatever its number and its name.",
        section("Accounts with a function", table(heads, slots), why_not, "\n".join(missing)),
        *(section(f"Tax codes: {one.name}", _tax_codes(one)) for one in here),
        source="the files under src/counterfoil/core/jurisdictions",
    )


def _slot(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _filled(one: Jurisdiction, slot: str) -> str:
    account = one.account_for(slot)
    return f"{account.code} {account.name}" if account else ""


def _tax_codes(one: Jurisdiction) -> str:
    rows = [
        (
            code(tax.code),
            tax.name,
            {"collected": "sales", "paid": "purchases", "none": ""}[tax.direction],
            "; ".join(
                f"{rate / 100:g} % from {day}" if day.year > 1900 else f"{rate / 100:g} %" for day, rate in tax.rates
            ),
        )
        for tax in one.tax_codes
    ]
    return table(("Code", "Name", "Side", "Rate"), rows)
