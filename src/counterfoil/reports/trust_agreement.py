"""The trust money of a firm seen three ways, which must agree: in the banks, as a liability, and matter by matter."""

from dataclasses import dataclass

from counterfoil.firms.rows import run


@dataclass(frozen=True, slots=True)
class TrustAgreement:
    """`banks_minor` holds trust banks and statutory deposits, `held_minor` what is owed to clients."""

    banks_minor: int
    held_minor: int
    matters_minor: int
    matters: int

    @property
    def agrees(self) -> bool:
        return self.banks_minor == self.held_minor == self.matters_minor


def trust_agreement(*, firm_id: int) -> TrustAgreement:
    """One statement over kept balances."""
    ((banks, held, matters, count),) = run(
        "select"
        " (select coalesce(sum(k.minor), 0) from ledger_accountmonth k join ledger_account a on a.id = k.account_id"
        "  where a.firm_id = f.id and (a.type = 'trust_bank' or a.slot = 'STATUTORY_DEPOSIT')),"
        " (select coalesce(-sum(k.minor), 0) from ledger_accountmonth k join ledger_account a on a.id = k.account_id"
        "  where a.firm_id = f.id and a.slot = 'TRUST_HELD'),"
        " (select coalesce(sum(minor), 0) from ledger_trustbalance where firm_id = f.id),"
        " (select count(distinct matter_id) from ledger_trustbalance where firm_id = f.id and minor > 0)"
        " from firms_firm f where f.id = %s",
        [firm_id],
    )
    return TrustAgreement(int(banks), int(held), int(matters), int(count))
