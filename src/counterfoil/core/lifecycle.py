"""Lifecycles as tables: (state, step) -> next state. Screens, API and command line read the same table."""

from collections.abc import Mapping

from counterfoil.core.refusals import Refusal

Lifecycle = Mapping[tuple[str, str], str]

EDITABLE: Lifecycle = {
    ("draft", "post"): "posted",
    ("posted", "reopen"): "draft",
    ("posted", "reverse"): "reversed",
    ("draft", "discard"): "discarded",
}
"""Reopening reverses the entry and hands the document back for editing; it is refused while a copy is in Xero."""

TRUST: Lifecycle = {step: to for step, to in EDITABLE.items() if step[1] != "reopen"}
"""Trust money is only ever reversed."""

ORDER: Lifecycle = {
    ("draft", "place"): "placed",
    ("placed", "close"): "closed",
    ("draft", "discard"): "discarded",
}
"""An order never reaches the ledger."""

STATES = ("draft", "posted", "reversed", "discarded", "placed", "closed")


def after(lifecycle: Lifecycle, *, state: str, step: str) -> str:
    """The state that `step` leads to; refused when the table has no such step."""
    to = lifecycle.get((state, step))
    if to is None:
        allowed = ", ".join(steps_from(lifecycle, state)) or "nothing"
        raise Refusal(
            "step-not-allowed",
            "a {state} document cannot be taken through '{step}'; from here: {allowed}",
            state=state,
            step=step,
            allowed=allowed,
        )
    return to


def first_step(lifecycle: Lifecycle) -> str:
    """The step that ends a draft in earnest: `post`, or `place` for what never reaches the ledger."""
    return next(step for step in steps_from(lifecycle, "draft") if step != "discard")


def steps_from(lifecycle: Lifecycle, state: str) -> list[str]:
    return [step for (start, step) in lifecycle if start == state]
