"""The accounting packages a firm chooses from, once: which pages each has, and whether it leads to Xero.

Source: the articles on connecting; "Billing and trust only" means that an accountant keys the entries in elsewhere.
"""

from dataclasses import dataclass

from counterfoil.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Package:
    """`ledger`: the trial balance, the chart and the entries are shown. `xero`: the firm may connect to Xero."""

    code: str
    title: str
    says: str
    ledger: bool
    xero: bool

    def keeps(self, area: str) -> bool:
        """Whether documents of the area are entered here; a ledger that is elsewhere gets its own entries there."""
        return self.ledger or area in BILLING_AREAS


BILLING_AREAS = frozenset({"sales", "trust"})

PACKAGES = {
    package.code: package
    for package in (
        Package(
            "xero",
            "Xero",
            "Your accountant works in Xero. Bills, payments and trust money are entered here, and copied there.",
            ledger=True,
            xero=True,
        ),
        Package(
            "ledger_xero",
            "Own ledger with Xero",
            "The firm's ledger is the one here, with its own chart and reports. Xero gets a copy.",
            ledger=True,
            xero=True,
        ),
        Package(
            "ledger",
            "Own ledger only",
            "The ledger here is all there is. Nothing goes to Xero.",
            ledger=True,
            xero=False,
        ),
        Package(
            "billing",
            "Billing and trust only",
            "Bills and trust money are kept here. An accountant keys the entries into another program from a file.",
            ledger=False,
            xero=False,
        ),
    )
}


def package_of(code: str) -> Package:
    found = PACKAGES.get(code)
    if found is None:
        titles = ", ".join(package.title for package in PACKAGES.values())
        raise Refusal("package-unknown", "choose one of {titles}", titles=titles)
    return found
