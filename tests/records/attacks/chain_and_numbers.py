"""The chain of entries and the series of numbers: moved, taken back, begun anew."""

from tests.records.attacks.attack import CHAIN, Attack, fee, forged, owed

ATTACKS = [
    Attack("skip a number of the chain", lambda s: forged(s, fee(s), owed(s), seq=s.seq + 2), CHAIN),
    Attack("use a number of the chain again", lambda s: forged(s, fee(s), owed(s), seq=s.seq), CHAIN),
    Attack("follow another hash", lambda s: forged(s, fee(s), owed(s), prev_hash="0" * 64), CHAIN),
    Attack("post without a hash", lambda s: forged(s, fee(s), owed(s), digest=""), CHAIN),
    Attack(
        "move the chain's head", lambda s: [f"update ledger_chain set seq = seq + 1 where firm_id = {s.firm}"], CHAIN
    ),
    Attack(
        "take the chain's head back", lambda s: [f"update ledger_chain set seq = 1 where firm_id = {s.firm}"], CHAIN
    ),
    Attack(
        "change the chain's hash",
        lambda s: [f"update ledger_chain set hash = '{'0' * 64}' where firm_id = {s.firm}"],
        CHAIN,
    ),
    Attack("delete a chain", lambda s: [f"delete from ledger_chain where firm_id = {s.firm}"], CHAIN),
    Attack(
        "begin a chain anew",
        lambda s: [f"insert into ledger_chain (firm_id, seq, hash) values ({s.firm}, 0, '{'0' * 64}')"],
        CHAIN,
        "ledger_chain_pkey",
    ),
    Attack(
        "replace a chain",
        lambda s: [f"replace into ledger_chain (firm_id, seq, hash) values ({s.firm}, 0, '{'0' * 64}')"],
        CHAIN,
        only="sqlite",
    ),
    Attack("take a series back", lambda s: ["update ledger_series set next = next - 1"], "[number-gap]"),
    Attack("leave a gap in a series", lambda s: ["update ledger_series set next = next + 2"], "[number-gap]"),
    Attack(
        "rename a series",
        lambda s: ["update ledger_series set next = next + 1, code = 'X' where code = 'B'"],
        "[number-gap]",
    ),
    Attack("delete a series", lambda s: ["delete from ledger_series"], "[number-gap]"),
    Attack(
        "replace a series",
        lambda s: [f"replace into ledger_series (firm_id, code, next) values ({s.firm}, 'B', 1001)"],
        "[number-gap]",
        only="sqlite",
    ),
]
