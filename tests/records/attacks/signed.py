"""Comparisons that were signed off. The scene has one of firm A."""

from tests.records.attacks.attack import SEALED, Attack

OURS = "where firm_id = {firm}"

ATTACKS = [
    *(
        Attack(
            f"change the {column} of what was signed",
            lambda s, column=column, value=value: [  # type: ignore[misc]
                f"update xero_signedcomparison set {column} = {value} {OURS.format(firm=s.firm)}"
            ],
            SEALED,
        )
        for column, value in (
            ("accounts", "'[]'"),
            ("trust", "'[]'"),
            ("why", "'another'"),
            ("by_id", "null"),
            ("as_at", "'2026-01-01'"),
            ("signed_at", "'2026-01-01 00:00:00'"),
        )
    ),
    Attack(
        "delete what was signed", lambda s: [f"delete from xero_signedcomparison {OURS.format(firm=s.firm)}"], SEALED
    ),
    Attack(
        "replace what was signed",
        lambda s: [
            (
                "replace into xero_signedcomparison (id, firm_id, public_id, destination_id, as_at, read_at, signed_at,"
                " why, accounts, trust) select id, firm_id, public_id, destination_id, as_at, read_at, signed_at, why,"
                f" '[]', '[]' from xero_signedcomparison {OURS.format(firm=s.firm)}"
            )
        ],
        SEALED,
        only="sqlite",
    ),
]
