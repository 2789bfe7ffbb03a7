"""What Xero's refusals mean and what to do about them. The original text is always shown beside ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A refusal that is understood: a stable part of its text, its code here, the cause and the remedy."""

    pattern: re.Pattern[str]
    code: str
    text: str


REFUSED = "refused"
"""The code of what needs no other word: what to do stands in the text."""


def known(pattern: str, code: str, text: str) -> Known:
    return Known(re.compile(pattern, re.IGNORECASE), code, text)


KNOWN = (
    known(
        r"already assigned to another contact.*across all active contacts",
        "name-taken",
        "Another contact in Xero has this name, also with our code behind it. Rename it there, or merge the two, then"
        " retry.",
    ),
    known(
        r"(before the (period|end of year) lock date)",
        "period-locked",
        "Xero is locked for this date. Unlock the period there (Accounting > Advanced > Lock dates) and retry;"
        " or take it back here and enter it anew with a date after the lock; or enter it there by hand, and link"
        " the two under Details.",
    ),
    known(
        r"account code '.*' has been archived",
        "account-archived",
        "The account is archived in Xero. Restore it there or map another under Xero sync > Mapping, then retry.",
    ),
    known(
        r"account code '.*' is not a valid code",
        "account-not-valid",
        "Xero does not take this account here. Map another under Xero sync > Mapping, then retry.",
    ),
    known(
        r"account must be valid",
        "account-not-valid",
        "The bank account's counterpart is no active bank account in Xero. Map another under Xero sync > Mapping, then"
        " retry.",
    ),
    known(
        r"payments can only be made from bank accounts|accounts that allow payments",
        "account-no-payments",
        "The account's counterpart in Xero does not take payments. Switch on 'Enable payments to this account' there,"
        " then retry.",
    ),
    known(
        r"taxtype code '.*' (cannot be used with|does not exist)|tax rate must be valid",
        "tax-not-valid",
        "Xero does not take this tax rate on this account. Check both under Xero sync > Mapping, then retry.",
    ),
    known(
        r"contact is archived|matched an archived contact",
        "contact-archived",
        "The contact is archived in Xero. Restore it there, then retry.",
    ),
    known(
        r"exceeds the amount outstanding|only be made against authori[sz]ed documents"
        r"|already been paid off|amount is greater than amount outstanding",
        "amount-exceeded",
        "The bill owes less in Xero than is paid here: somebody recorded a payment there, or voided the bill."
        " Remove that payment in Xero and retry; or, where it is the same payment, link the two under Details.",
    ),
    known(
        r"limit of invoices you can approve",
        "plan-limit",
        "The Xero plan's monthly number of invoices is used up. Choose a larger plan in Xero or wait for next month,"
        " then retry.",
    ),
    known(
        r"enter a unique (code|name)",
        "number-taken",
        "Another account in Xero has this code or name. Choose it under Xero sync > Mapping, or rename it there, then"
        " retry.",
    ),
    known(
        r"must be unique|contact ?number .*already",
        "number-taken",
        "Another document in Xero has this number. Give it another number there, then retry; or, where it is this one,"
        " link the two under Details.",
    ),
    known(
        r"not subscribed to currency",
        "currency",
        "The organisation in Xero does not keep this currency. Add it there (Settings > Currencies), then retry.",
    ),
    known(
        r"email address must be valid",
        "email",
        "Xero does not take the contact's e-mail address. Correct it on the contact here, then retry.",
    ),
    known(
        r"contact must contain at least 1 of|contact must be specified",
        REFUSED,
        "Xero does not find the contact of this copy: it was archived or merged there. Restore it there, then retry.",
    ),
    known(
        r"existing .* could not be found|with the supplied id was not found",
        REFUSED,
        "What this copy belongs to is no longer in Xero. Sweep under Xero sync > Changed in Xero, answer what it finds"
        " there, then retry.",
    ),
    known(
        r"not of valid status|cannot be edited as it has|cannot be applied to the|within a batch cannot be",
        REFUSED,
        "Somebody paid, voided or deleted in Xero what this copy changes. Take that back there, then retry; or, where"
        " all is there already, link the two under Details.",
    ),
    known(
        r"tax amount .* is incorrect",
        "tax-not-valid",
        "Xero works out the tax of this line itself and finds another amount. Check under Xero sync > Mapping that the"
        " rate there is as high as here, then retry.",
    ),
    known(
        r"line total .* does not match",
        REFUSED,
        "Xero adds up a line otherwise than we do. Nothing can be changed about it here: enter it there by hand and"
        " link the two under Details, and report it as a mistake.",
    ),
    known(
        r"total debits .* must equal total credits",
        REFUSED,
        "Xero's side of the journal does not balance, which is a mistake of Counterfoil's. Enter it there by hand and"
        " link the two under Details, and report it.",
    ),
    known(
        r"account code is too long",
        REFUSED,
        "Xero takes account codes of 10 characters at most. Choose an account that is there under Xero sync > Mapping,"
        " then retry.",
    ),
    known(
        r"due date for bills must be between",
        REFUSED,
        "The contact's payment terms in Xero cannot be used. Open the contact there, set when its bills are due, then"
        " retry.",
    ),
    known(
        r"not of valid type for creation|only authori[sz]ed and billed purchase orders",
        REFUSED,
        "The organisation in Xero does not take this sort of document. See under Connection whether its plan has"
        " invoices and bills, then retry.",
    ),
    known(
        r"is too long|must be specified|must be a valid|needs at least",
        REFUSED,
        "Xero misses something in this copy, or finds it too long. Take it back here, correct what Xero names and post"
        " it again.",
    ),
)


def explain(messages: Iterable[str]) -> tuple[str, str]:
    """The code and the text for a person: cause and remedy where we know them, and Xero's own words in full."""
    words = " ".join(message.strip() for message in messages)
    found = next((known for known in KNOWN if known.pattern.search(words)), None)
    if found is None:
        return REFUSED, f"Xero refused it. Correct it and retry. Xero says: {words}"
    return found.code, f"{found.text} Xero says: {words}"
