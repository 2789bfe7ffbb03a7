"""General retainers: what is held for each matter on the firm's own account."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.firms.rows import marks, run


@dataclass(frozen=True, slots=True)
class RetainerHeld:
    """A matter that holds one, by code and address, with its client's code."""

    matter: str
    public_id: str
    client: str
    minor: int


def retainers_held(*, firm_id: int, matters: Sequence[str] | None = None) -> tuple[RetainerHeld, ...]:
    """Every matter of the firm that holds a retainer, or those of the codes."""
    of_those = f" and m.code in ({marks(matters)})" if matters is not None else ""
    rows = run(
        "select m.code, m.public_id, c.code, -sum(l.minor) from ledger_line l"
        " join ledger_account a on a.id = l.account_id join matters_matter m on m.id = l.matter_id"
        " join matters_contact c on c.id = m.client_id"
        f" where a.firm_id = %s and a.slot = 'RETAINERS_HELD'{of_those} group by m.code, m.public_id, c.code"
        " having sum(l.minor) <> 0 order by m.code",
        [firm_id, *(matters or ())],
    )
    return tuple(RetainerHeld(code, public_id, client, int(minor)) for code, public_id, client, minor in rows)
