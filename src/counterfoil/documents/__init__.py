"""Documents of every kind: draft, post, reopen, reverse, discard."""
