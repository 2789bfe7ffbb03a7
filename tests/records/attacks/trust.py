"""Trust money and the balances that are kept of it."""

from tests.records.attacks.attack import SEALED, Attack, banked, forged, held

ATTACKS = [
    Attack("overdraw a matter", lambda s: forged(s, held(s, 99_999), banked(s, -99_999)), "[trust-overdrawn]"),
    Attack(
        "overdraw a matter or ignore",
        lambda s: forged(
            s, held(s, 99_999), banked(s, -99_999), verb="insert or ignore into", line_verb="insert or ignore into"
        ),
        "[trust-overdrawn]",
        only="sqlite",
    ),
    Attack(
        "overdraw a matter or replace",
        lambda s: forged(
            s, held(s, 99_999), banked(s, -99_999), verb="insert or replace into", line_verb="replace into"
        ),
        "[trust-overdrawn]",
        only="sqlite",
    ),
    Attack(
        "hold money for no matter",
        lambda s: forged(s, (s.trust_held, None, s.bank, -500), banked(s, 500)),
        "[trust-line-incomplete]",
    ),
    Attack(
        "hold money in no bank",
        lambda s: forged(s, (s.trust_held, s.matter, None, -500), banked(s, 500)),
        "[trust-line-incomplete]",
    ),
    Attack(
        "write a balance below zero",
        lambda s: [f"update ledger_trustbalance set minor = -1 where matter_id = {s.matter}"],
        "[trust-overdrawn]",
        SEALED,
    ),
    Attack(
        "give a balance to another matter",
        lambda s: [f"update ledger_trustbalance set matter_id = {s.second_matter} where matter_id = {s.matter}"],
        SEALED,
    ),
    Attack("delete a trust balance", lambda s: ["delete from ledger_trustbalance"], SEALED),
    Attack(
        "replace a trust balance with nothing",
        lambda s: [
            (
                "replace into ledger_trustbalance (firm_id, matter_id, bank_id, minor, newest_on) values"
                f" ({s.firm}, {s.matter}, {s.bank}, 0, '2026-03-02')"
            )
        ],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "begin a trust balance above nothing",
        lambda s: [
            (
                "insert into ledger_trustbalance (firm_id, matter_id, bank_id, minor, newest_on) values"
                f" ({s.firm}, {s.matter}, {s.office_bank}, 500, '2026-03-02')"
            )
        ],
        SEALED,
    ),
    Attack(
        "raise a trust balance",
        lambda s: ["update ledger_trustbalance set minor = minor + 1"],
        SEALED,
        only="postgresql",
    ),
    Attack(
        "raise an account's balance",
        lambda s: ["update ledger_accountmonth set minor = minor + 1"],
        SEALED,
        only="postgresql",
    ),
    Attack("delete an account's balance", lambda s: ["delete from ledger_accountmonth"], SEALED, only="postgresql"),
    Attack(
        "raise a matter's balance",
        lambda s: ["update ledger_mattermonth set minor = minor + 1"],
        SEALED,
        only="postgresql",
    ),
    Attack(
        "invent a balance",
        lambda s: [
            f"insert into ledger_accountmonth (firm_id, account_id, month, minor) select {s.firm}, {s.fees}, 209901, 5"
        ],
        SEALED,
        only="postgresql",
    ),
]
