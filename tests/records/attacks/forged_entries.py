"""Entries nobody may post: unbalanced, incomplete, of no document, reversing what they may not."""

from tests.records.attacks.attack import CROSS, DAY, SEALED, UNBALANCED, Attack, fee, forged, line_of, owed

ATTACKS = [
    Attack("post an unbalanced entry", lambda s: forged(s, fee(s), owed(s, -499)), UNBALANCED),
    Attack(
        "post an unbalanced entry or ignore",
        lambda s: forged(s, fee(s), owed(s, -499), verb="insert or ignore into", line_verb="insert or ignore into"),
        UNBALANCED,
        only="sqlite",
    ),
    Attack("post an entry of one line", lambda s: forged(s, fee(s)), UNBALANCED),
    Attack("post an entry without lines", forged, UNBALANCED),
    Attack("declare lines that never come", lambda s: forged(s, count=2), UNBALANCED),
    Attack(
        "declare fewer lines than there are", lambda s: forged(s, fee(s), fee(s), owed(s, -1000), count=2), UNBALANCED
    ),
    Attack("declare more lines than there are", lambda s: forged(s, fee(s), owed(s), count=3), UNBALANCED),
    Attack(
        "leave lines without an entry",
        lambda s: [line_of(s, entry=s.next_entry, minor=5), line_of(s, entry=s.next_entry, minor=-5)],
        "FOREIGN KEY",
        CROSS,
    ),
    Attack(
        "leave lines without an entry or ignore",
        lambda s: [line_of(s, entry=s.next_entry, minor=5, verb="insert or ignore into")],
        "FOREIGN KEY",
        only="sqlite",
    ),
    Attack(
        "add lines to an entry after sealing it",
        lambda s: [
            *forged(s, fee(s), owed(s)),
            line_of(s, entry=s.next_entry, minor=7, on=DAY),
            line_of(s, entry=s.next_entry, minor=-7, on=DAY),
        ],
        SEALED,
        UNBALANCED,
    ),
    Attack("post half a cent", lambda s: forged(s, fee(s, 0.5), owed(s, -0.5)), "[not-whole]", only="sqlite"),
    Attack(
        "post text for an amount", lambda s: forged(s, fee(s, "'x'"), owed(s, "'-x'")), "[not-whole]", only="sqlite"
    ),
    Attack(
        "post half a cent or ignore",
        lambda s: forged(s, fee(s, 0.5), owed(s, -0.5), line_verb="insert or ignore into"),
        "[not-whole]",
        only="sqlite",
    ),
    Attack("post a line of nothing", lambda s: forged(s, fee(s), owed(s), fee(s, 0)), "line_not_zero"),
    Attack("post lines of another day", lambda s: forged(s, fee(s), owed(s), line_day="2026-02-01"), "[line-differs]"),
    Attack(
        "post on a day that is no day",
        lambda s: forged(s, fee(s), owed(s), on="2026-3-20"),
        "[line-differs]",
        only="sqlite",
    ),
    Attack(
        "post on a day that is no day or ignore",
        lambda s: forged(s, fee(s), owed(s), on="yesterday", verb="insert or ignore into"),
        "[line-differs]",
        only="sqlite",
    ),
    Attack(
        "reverse an entry twice",
        lambda s: forged(s, fee(s), owed(s), reverses=s.reversed_entry),
        "reverses_id",
        "entry_reversed_once",
    ),
    Attack(
        "reverse an entry twice or replace",
        lambda s: forged(s, fee(s), owed(s), reverses=s.reversed_entry, verb="insert or replace into"),
        SEALED,
        only="sqlite",
    ),
    Attack(
        "reverse another document's entry",
        lambda s: forged(s, fee(s), owed(s), reverses=s.entry, document=s.paid_bill),
        SEALED,
    ),
    Attack("post a document twice", lambda s: forged(s, fee(s), owed(s), document=s.bill), SEALED),
    Attack("post an entry for no document", lambda s: forged(s, fee(s), owed(s), document=999_999), CROSS),
]
