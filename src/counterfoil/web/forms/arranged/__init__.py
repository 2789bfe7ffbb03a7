"""How the form of a kind is laid out, where its shape alone does not say it best. Any kind has one without it."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged import banking, general, payables, sales, trust
from counterfoil.web.forms.arranged.layout import Arranged, LeadsTo

ARRANGED: Mapping[str, Arranged] = {
    **sales.ARRANGED,
    **trust.ARRANGED,
    **payables.ARRANGED,
    **banking.ARRANGED,
    **general.ARRANGED,
}

__all__ = ["ARRANGED", "Arranged", "LeadsTo", "arranged"]

PLAIN = Arranged()


def arranged(kind_code: str) -> Arranged:
    return ARRANGED.get(kind_code, PLAIN)
