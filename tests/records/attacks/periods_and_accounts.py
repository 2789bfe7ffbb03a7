"""Closed periods, and accounts that are in use."""

from tests.records.attacks.attack import DAY, SEALED, Attack, banked, fee, forged, held, owed

ATTACKS = [
    Attack("delete a period", lambda s: [f"delete from ledger_period where firm_id = {s.firm}"], SEALED),
    Attack("rename a period", lambda s: [f"update ledger_period set ledger = 'x' where firm_id = {s.firm}"], SEALED),
    Attack(
        "replace a period",
        lambda s: [f"replace into ledger_period (firm_id, ledger) values ({s.firm}, 'general')"],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "post into a closed period",
        lambda s: [
            f"update ledger_period set closed_through = '{DAY}' where firm_id = {s.firm}",
            *forged(s, fee(s), owed(s)),
        ],
        "[period-closed]",
    ),
    Attack(
        "post trust money into a closed trust period",
        lambda s: [
            f"update ledger_period set closed_through = '{DAY}' where firm_id = {s.firm} and ledger = 'trust'",
            *forged(s, held(s, -500), banked(s, 500)),
        ],
        "[period-closed]",
    ),
    Attack(
        "turn an account in use into another type",
        lambda s: [f"update ledger_account set type = 'expense' where id = {s.trust_held}"],
        "[account-in-use]",
    ),
    Attack(
        "take the function from an account in use",
        lambda s: [f"update ledger_account set slot = null where id = {s.trust_held}"],
        "[account-in-use]",
    ),
    Attack(
        "delete an account in use",
        lambda s: [f"delete from ledger_account where id = {s.fees}"],
        "FOREIGN KEY",
        "foreign key",
    ),
]
