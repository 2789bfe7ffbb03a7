"""One contact as its page shows it."""

from dataclasses import dataclass

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run


@dataclass(frozen=True, slots=True)
class Contact:
    """`sort` is person, company or bank."""

    id: int
    public_id: str
    code: str
    name: str
    sort: str
    email: str
    phone: str


def contact_head(*, firm_id: int, public_id: str) -> Contact:
    """The contact behind an address; refused when the firm has none such."""
    rows = run(
        "select id, public_id, code, name, sort, email, phone from matters_contact"
        " where firm_id = %s and public_id = %s",
        [firm_id, public_id],
    )
    if not rows:
        raise Refusal("contact-unknown", "there is no such contact in this firm")
    return Contact(*rows[0])
