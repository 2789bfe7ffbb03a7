"""The trust money of a firm seen three ways, which must agree: in the banks, as a liability, and matter by matter."""

from dataclasses import dataclass

from counterfoil.core.references import FIRM
from counterfoil.firms.rows import run


@dataclass(frozen=True, slots=True)
class TrustAgreement:
    """`banks_minor` holds trust banks and statutory deposits, `held_minor` what is held, `matters_minor` the ledgers.

    `firm_minor` is what of it is the firm's own, which is no client's and counted in no matter.
    """

    banks_minor: int
    held_minor: int
    matters_minor: int
    matters: int
    firm_minor: int

    @property
    def agrees(self) -> bool:
        return self.banks_minor == self.held_minor == self.matters_minor


def trust_agreement(*, firm_id: int) -> TrustAgreement:
    """One statement over kept balances."""
    ((banks, held, matters, count, own),) = run(
        "select"
        " (select coalesce(sum(k.minor), 0) from ledger_accountmonth k join ledger_account a on a.id = k.account_id"
        "  where a.firm_id = f.id and (a.type = 'trust_bank' or a.slot = 'STATUTORY_DEPOSIT')),"
        " (select coalesce(-sum(k.minor), 0) from ledger_accountmonth k join ledger_account a on a.id = k.account_id"
        "  where a.firm_id = f.id and a.slot = 'TRUST_HELD'),"
        " (select coalesce(sum(minor), 0) from ledger_trustbalance where firm_id = f.id),"
        " (select count(distinct t.matter_id) from ledger_trustbalance t join matters_matter m on m.id = t.matter_id"
        "  where t.firm_id = f.id and t.minor > 0 and m.code <> %s),"
        " (select coalesce(sum(t.minor), 0) from ledger_trustbalance t join matters_matter m on m.id = t.matter_id"
        "  where m.firm_id = f.id and m.code = %s)"
        " from firms_firm f where f.id = %s",
        [FIRM, FIRM, firm_id],
    )
    return TrustAgreement(int(banks), int(held), int(matters), int(count), int(own))
