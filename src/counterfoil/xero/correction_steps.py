"""The steps of a correction as a table: (state, step) -> next state. Each step is one transaction, and may be resumed.

begun        written down, nothing done yet
voiding      voids wait in the outbox; Xero is asked for each
voided       nothing of it stands in Xero as a copy any more
taken_back   its entries are reversed here, and those of what leaned on it
done         the drafts that take their place are there
given_up     a person stopped it; what was done stays done
"""

from counterfoil.core.lifecycle import Lifecycle

OPEN = ("begun", "voiding", "voided", "taken_back")
OVER = ("done", "given_up")

CORRECTING: Lifecycle = {
    ("begun", "void"): "voiding",
    ("voiding", "look"): "voided",
    ("voided", "take back"): "taken_back",
    ("taken_back", "draft"): "done",
    **{(state, "give up"): "given_up" for state in OPEN},
}

WORDS = {
    "begun": "Begun",
    "voiding": "Voiding in Xero",
    "voided": "Void in Xero",
    "taken_back": "Taken back here",
    "done": "Done",
    "given_up": "Given up",
}


def next_step(state: str) -> str:
    """The step that comes by itself; nothing when it is over."""
    return next((step for (start, step) in CORRECTING if start == state and step != "give up"), "")
