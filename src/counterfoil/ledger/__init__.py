"""Accounts, entries, lines and kept balances. `record` is the one way in."""
