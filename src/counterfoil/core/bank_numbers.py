"""Bank account numbers as each country writes them: what was typed is put into that form, or refused with an example.

    read_bank_number("062000 1234 5678", written)      refused: digits are not split inside a part
    read_bank_number("062000-12345678", written)       "062-000 12345678"

An American routing number carries a check digit (American Bankers Association): its digits times 3, 7, 1, 3, 7, 1,
3, 7, 1 add up to a multiple of 10. The check digits of New Zealand and the United Kingdom differ by bank, and are not
looked at.
"""

import re

from counterfoil.core.jurisdictions import BankAccountFormat
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text

LONGEST = 40
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7, 1)


def read_bank_number(text: str, written: BankAccountFormat) -> str:
    """The number as the country writes it; an empty one stays empty."""
    typed = clean_text(text, most=LONGEST)
    if not typed:
        return ""
    parts = re.fullmatch(written.typed, typed, re.ASCII)
    if parts is None:
        raise Refusal(
            "bank-number-not-understood",
            "'{typed}' is no bank account number; write it like {example} ({name})",
            typed=typed,
            name=written.name,
            example=written.example,
        )
    if written.checksum == "aba" and not is_routing_number(parts[1]):
        raise Refusal(
            "bank-number-not-understood",
            "{routing} is not a routing number, a digit of it is wrong; the whole is written like {example}",
            routing=parts[1],
            example=written.example,
        )
    return written.written.format(*parts.groups())


def is_routing_number(digits: str) -> bool:
    """Whether nine digits carry the check digit of the American Bankers Association."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return weighted > 0 and weighted % 10 == 0
