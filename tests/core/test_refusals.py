"""A refusal carries a stable code and a sentence with its facts in it."""

import pytest

from counterfoil.core.refusals import CODES, InputRefused, Refusal


def test_the_advice_has_its_facts_filled_in() -> None:
    refusal = Refusal("matter-closed", "matter {code} is closed; reopen it or choose another", code="M-104")

    assert refusal.code == "matter-closed"
    assert refusal.advice == "matter M-104 is closed; reopen it or choose another"
    assert refusal.facts == {"code": "M-104"}
    assert str(refusal) == "matter-closed: matter M-104 is closed; reopen it or choose another"


def test_braces_in_what_was_typed_are_left_alone() -> None:
    assert Refusal("amount-not-money", "'{text}' is not an amount", text="{code.__class__}").advice == (
        "'{code.__class__}' is not an amount"
    )
    assert Refusal("reason-missing", "write {why}").advice == "write {why}"


def test_a_code_that_is_not_on_the_list_is_an_error_of_ours() -> None:
    with pytest.raises(LookupError, match="made-up"):
        Refusal("made-up", "no")


def test_every_code_is_words_with_dashes_and_has_a_sentence() -> None:
    assert [code for code in CODES if not all(word.isalpha() and word.islower() for word in code.split("-"))] == []
    assert [code for code, text in CODES.items() if not (text[0].isupper() and text.endswith("."))] == []


def test_several_wrong_fields_speak_with_the_voice_of_the_first() -> None:
    refusal = InputRefused(
        {
            "items.2.net": Refusal("amount-not-money", "'x' is not an amount"),
            "on": Refusal("field-missing", "enter date"),
        }
    )

    assert refusal.code == "amount-not-money"
    assert refusal.advice == "items.2.net: 'x' is not an amount"
    assert list(refusal.fields) == ["items.2.net", "on"]
