"""One document a page: what it says, its lines, payments and ledger movements, its history, and what one may do."""
