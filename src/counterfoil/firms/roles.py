"""Who may do what: the roles of a firm as a table. Doors and actions ask `require`; nothing else decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from counterfoil.core.refusals import Refusal

ROLES = {
    "fee_earner": "Fee earner",
    "bookkeeper": "Bookkeeper",
    "trust_manager": "Trust manager",
    "admin": "Admin",
    "owner": "Owner",
    "auditor": "Auditor",
    "api_client": "API client",
}

ABILITIES: dict[str, frozenset[str]] = {
    "read": frozenset({"fee_earner", "bookkeeper", "trust_manager", "auditor", "api_client"}),
    "draft": frozenset({"fee_earner", "bookkeeper", "trust_manager", "api_client"}),
    "open matter": frozenset({"fee_earner", "bookkeeper", "trust_manager", "api_client"}),
    "post general": frozenset({"bookkeeper", "trust_manager", "api_client"}),
    "receive trust": frozenset({"bookkeeper", "trust_manager", "api_client"}),
    "pay trust": frozenset({"trust_manager"}),
    "reverse general": frozenset({"bookkeeper", "trust_manager"}),
    "reverse trust": frozenset({"trust_manager"}),
    "lock period": frozenset({"bookkeeper", "trust_manager"}),
    "set up firm": frozenset({"admin"}),
    "connect": frozenset({"admin"}),
    "replace organisation": frozenset({"owner"}),
    "release safe": frozenset({"trust_manager"}),
    "retry push": frozenset({"bookkeeper", "trust_manager", "admin"}),
    "unlink": frozenset({"bookkeeper", "trust_manager", "owner"}),
    "manage people": frozenset({"admin"}),
    "export": frozenset({"bookkeeper", "trust_manager", "auditor"}),
}
"""Security design, section 1. Approval by a second person comes later; until then a trust manager pays alone."""


MEANING: dict[str, str] = {
    "read": "See matters, contacts, documents, ledgers and reports.",
    "draft": "Enter a document without posting it, change a draft, put one away.",
    "open matter": "Open and close a matter, add and change a contact.",
    "post general": "Post bills, receipts and whatever else moves the firm's own money.",
    "receive trust": "Post clients' money that comes into a trust account.",
    "pay trust": "Post clients' money that leaves a trust account.",
    "reverse general": "Take a posted document of the firm's own money back, or reverse it.",
    "reverse trust": "Reverse a posted document of trust money.",
    "lock period": "Close the books through a day.",
    "set up firm": "Choose the accounting package; set up the firm's own facts, bank accounts, currencies, divisions.",
    "connect": "Connect the firm to Xero, map its accounts and tax codes, disconnect it.",
    "replace organisation": "Leave the organisation in Xero for good and connect another one in its place.",
    "release safe": "Let copies go out again after a restore held them back.",
    "retry push": "Try a failed copy again, or settle one that is in doubt.",
    "unlink": "Let a document and its copy in Xero go their own ways, so that it can be changed here.",
    "manage people": "Give people their roles, programs their keys.",
    "export": "Write the books to a file.",
}
"""What each ability allows, for people to read."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work in one firm: handed to every action. `user_id` is None for the installation itself."""

    user_id: int | None
    name: str
    firm_id: int
    roles: frozenset[str]

    def may(self, ability: str) -> bool:
        return bool(self.roles & ABILITIES[ability])


def installation(firm_id: int) -> Actor:
    """The installation itself at work for a firm, for the audit log. It holds no role."""
    return Actor(user_id=None, name="the installation", firm_id=firm_id, roles=frozenset())


def require(actor: Actor, ability: str) -> None:
    if not actor.may(ability):
        allowed = " or ".join(ROLES[role].lower() for role in ROLES if role in ABILITIES[ability])
        raise Refusal("not-permitted", "only a {allowed} may {ability}; ask one", allowed=allowed, ability=ability)


def parse_roles(text: str) -> frozenset[str]:
    return frozenset(part for part in text.split(",") if part in ROLES)


def write_roles(roles: Iterable[str]) -> str:
    return ",".join(role for role in ROLES if role in set(roles))


def step_ability(step: str, *, trust: bool, incoming: bool) -> str:
    """What a step of a document's life takes."""
    if step == "post":
        return posting_ability(trust=trust, incoming=incoming)
    if step in ("reopen", "reverse"):
        return "reverse trust" if trust else "reverse general"
    return "draft"


def posting_ability(*, trust: bool, incoming: bool) -> str:
    """What posting a document takes: trust money out is the trust manager's alone."""
    if not trust:
        return "post general"
    return "receive trust" if incoming else "pay trust"
