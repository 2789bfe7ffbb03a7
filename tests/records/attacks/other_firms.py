"""Rows that refer to another firm's."""

from tests.records.attacks.attack import CROSS, Attack, banked, fee, forged, held, owed

ATTACKS = [
    Attack(
        "charge another firm's account",
        lambda s: forged(s, (s.other_fees, None, None, 500), owed(s)),
        CROSS,
    ),
    Attack(
        "pay from another firm's matter",
        lambda s: forged(s, (s.trust_held, s.other_matter, s.bank, 500), banked(s, -500)),
        CROSS,
    ),
    Attack(
        "pay from another firm's bank",
        lambda s: forged(s, held(s, 500), (s.trust_bank, None, s.other_bank, -500)),
        CROSS,
    ),
    Attack("give lines to another firm", lambda s: forged(s, fee(s), owed(s), line_firm=s.other_firm), CROSS),
    Attack(
        "refer first and make the target afterwards",
        lambda s: [
            (
                "insert into matters_matter"
                " (id, firm_id, public_id, code, title, client_id, sort, lawyer, state, opened_on)"
                f" values (9999, {s.firm}, 'zzzzzzzzzzzz', 'M-9', 'Later', 9999, '', '', 'open', '2026-01-05')"
            ),
            (
                "insert into matters_contact (id, firm_id, public_id, code, name, sort, email, phone, address)"
                f" values (9999, {s.other_firm}, 'yyyyyyyyyyyy', 'C-9', 'Later', 'company', '', '', '')"
            ),
        ],
        CROSS,
    ),
]
