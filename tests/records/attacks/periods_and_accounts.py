"""Closed periods, accounts that are in use, and the accounting package."""

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
        "choose another accounting package",
        lambda s: [f"update firms_firm set package = 'billing' where id = {s.firm}"],
        "[package-chosen]",
    ),
    Attack(
        "take the accounting package back",
        lambda s: [f"update firms_firm set package = '', package_at = null where id = {s.firm}"],
        "[package-chosen]",
    ),
    Attack(
        "let somebody else have chosen the package",
        lambda s: [f"update firms_firm set package_by_id = null where id = {s.firm}"],
        "[package-chosen]",
    ),
    Attack(
        "replace the firm",
        lambda s: [f"replace into firms_firm select * from firms_firm where id = {s.firm}"],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "delete an account in use",
        lambda s: [f"delete from ledger_account where id = {s.fees}"],
        "FOREIGN KEY",
        "foreign key",
    ),
]
