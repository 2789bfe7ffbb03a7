"""What the app may not do because the person who consented may not: Organisation/Actions says it, and writes obey it.

Xero names an action for invoices, bills and payments only; for everything else the scopes decide alone.
"""

from xero_sandbox.model.records import Profile
from xero_sandbox.model.sent import Sent


class NotAllowed(Exception):
    """403: the person's role in Xero is too weak for this. The argument is the action that is missing."""


def check(profile: Profile, resource: str, sent: Sent) -> None:
    """Refuse a document that needs an action the person is denied."""
    action = needed(resource, sent)
    if action in profile.denied:
        raise NotAllowed(action)


def needed(resource: str, sent: Sent) -> str:
    """The action's name; empty where Xero names none."""
    if resource == "Payments":
        return "CreateInvoicePayment"
    if resource != "Invoices":
        return ""
    made = "Approved" if str(sent.get("Status", "")).upper() == "AUTHORISED" else "Draft"
    return f"Create{made}{'Bill' if str(sent.get('Type', '')).upper() == 'ACCPAY' else 'Invoice'}"
