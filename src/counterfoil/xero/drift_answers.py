"""The words of drift: what may be found, and what it may be answered with."""

SORTS = {
    "voided": "Voided in Xero",
    "deleted": "Deleted in Xero",
    "edited": "Changed in Xero",
    "paid": "Paid in Xero",
    "duplicate": "Twice in Xero",
    "orphan": "Nobody's copy",
}

ANSWERS = {
    "open": "Needs an answer",
    "kept": "Ours kept",
    "accepted": "Theirs accepted",
    "ignored": "Ignored",
    "removed": "Voided there",
    "linked": "Linked here",
    "mended": "Mended there",
}
"""`mended`: a later sweep found that it is no longer so."""
