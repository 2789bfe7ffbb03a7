"""The areas of the firm's money as the side bar shows them: an entry each, with the kinds of its documents beneath."""

from collections.abc import Iterable
from dataclasses import dataclass

from counterfoil.core.kinds import Kind


@dataclass(frozen=True, slots=True)
class Area:
    """`first` are the codes of the kinds that come first, as a bookkeeper meets them; the others follow by name."""

    code: str
    title: str
    icon: str
    first: tuple[str, ...] = ()


AREAS = (
    Area("sales", "Billing", "receipt", ("client_bill", "client_receipt", "credit_note", "credit_application")),
    Area(
        "trust",
        "Trust money",
        "shield-check",
        ("trust_receipt", "trust_payment", "trust_transfer", "bill_paid_from_trust"),
    ),
    Area(
        "payables",
        "Suppliers",
        "shopping-cart",
        ("supplier_bill", "supplier_payment", "supplier_credit", "supplier_credit_application", "purchase_order"),
    ),
    Area("banking", "Banking", "landmark", ("firm_deposit", "firm_withdrawal", "bank_transfer")),
    Area("general", "Journals", "notebook-text", ("general_journal",)),
)


def kinds_of(area: Area, kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds of the area, in its order."""
    of_area = [kind for kind in kinds if kind.area == area.code]
    return sorted(of_area, key=lambda kind: (_rank(kind, area), kind.plural))


def _rank(kind: Kind, area: Area) -> int:
    return area.first.index(kind.code) if kind.code in area.first else len(area.first)
