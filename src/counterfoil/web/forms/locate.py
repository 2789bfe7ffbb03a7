"""Where a refusal belongs in a form: the control beside which its sentence stands."""

from counterfoil.core.chart import Account
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.core.shapes import Field
from counterfoil.web.forms.typed import Row, Typed

OF_A_FIELD = {
    "period-closed": "on",
    "date-in-future": "on",
    "paid-before-billed": "on",
    "used-before-credited": "on",
    "due-before-date": "due_on",
    "receipt-over-allocated": "amount",
    "reference-taken": "reference",
}
"""Refusals that name no record, and the field that ends them."""

OF_A_CELL = {"matter-missing": "matter"}
"""Refusals that name a record of a row, though another cell of it ends them."""

OF_AN_AMOUNT = frozenset({"trust-overdrawn", "bill-over-paid"})
"""Refusals that name a record of a row, though its amount is what is too much."""


def located(kind: Kind, typed: Typed, refusal: Refusal) -> dict[str, Refusal]:
    """Each control's path (`on`, `items.2.net`) with its refusal; an empty path stands for the whole document."""
    if isinstance(refusal, InputRefused):
        return dict(refusal.fields)
    return {_place(kind, typed, refusal): refusal}


def _place(kind: Kind, typed: Typed, refusal: Refusal) -> str:
    parts = kind.fields
    field = OF_A_FIELD.get(refusal.code)
    if field and any(part.name == field for part in parts):
        return field
    facts = {_text(fact) for fact in refusal.facts.values()}
    for part in parts:
        if part.sort == "rows":
            for at, row in enumerate(typed.rows[part.name]):
                if found := _cell(part.rows, row, facts, refusal):
                    return f"{part.name}.{at}.{found}"
        elif part.sort == "reference" and typed.values.get(part.name) in facts:
            return part.name
    return ""


def _cell(cells: tuple[Field, ...], row: Row, facts: set[str], refusal: Refusal) -> str:
    named = next((cell.name for cell in cells if cell.sort == "reference" and row.get(cell.name) in facts), "")
    amount = next((cell.name for cell in cells if cell.sort == "money"), "")
    if named:
        return amount if amount and refusal.code in OF_AN_AMOUNT else OF_A_CELL.get(refusal.code, named)
    refused = refusal.facts.get("amount")
    if refusal.code == "amount-not-positive" and isinstance(refused, Money) and amount:
        return amount if row.get(amount, "").replace(",", "") in _written(refused) else ""
    return ""


def _written(amount: Money) -> tuple[str, ...]:
    plain = amount.plain()
    return (plain, plain.removesuffix(".00"), plain.rstrip("0").rstrip("."))


def _text(fact: object) -> str:
    return fact.code if isinstance(fact, Account) else str(fact)


def control_id(path: str) -> str:
    """`items.2.net` is drawn with the id `id_items-2-net`."""
    return f"id_{path.replace('.', '-')}"
