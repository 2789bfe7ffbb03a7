"""What a firm calls the work that everything belongs to: the books know it as a matter, screens say the firm's word."""

from counterfoil.core.refusals import Refusal

MATTER_WORDS = {"matter": "matters", "case": "cases", "file": "files"}
"""The words to choose from, each with its plural."""


def a_matter_word(word: str) -> str:
    if word not in MATTER_WORDS:
        raise Refusal("setting-unknown", "choose one of {words}", words=", ".join(MATTER_WORDS))
    return word
