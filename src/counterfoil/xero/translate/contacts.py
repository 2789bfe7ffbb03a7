"""A contact: our code is its ContactNumber. A name that another contact in Xero has is sent as `Name (C-0123)`."""

from counterfoil.xero.translate.parts import Copy, Write, clean_name, put

MOST_NAME = 255


def contact(copy: Copy) -> Write:
    one = copy.snapshot["contact"]
    name = names(one["name"], one["code"])[1 if copy.name_taken else 0]
    return put("Contacts", {"ContactNumber": one["code"], "Name": name})


def names(name: str, code: str) -> tuple[str, str]:
    """The name a contact may have over there: plain, or with its code behind it."""
    suffix = f" ({code})"
    cleaned = clean_name(name) or code
    return cleaned[:MOST_NAME].strip(), cleaned[: MOST_NAME - len(suffix)].strip() + suffix
