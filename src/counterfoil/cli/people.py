"""For whom a command works: the firm and the person, named on the line or the only ones; and documents by number."""

from typing import Annotated

import typer

from counterfoil.core.refusals import Refusal
from counterfoil.documents.models import Document
from counterfoil.firms.models import Firm, Member
from counterfoil.firms.roles import Actor, parse_roles

FirmOption = Annotated[str, typer.Option("--firm", help="The firm's name or id, where there are several.")]
AsOption = Annotated[str, typer.Option("--as", help="E-mail of the person who does it; else the only admin.")]


def firm_called(name: str) -> Firm:
    """The firm of that name or public id; without a name the only one."""
    firms = Firm.objects.order_by("id")
    found = list(firms.filter(public_id=name) or firms.filter(name=name)) if name else list(firms)
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{firm.name} ({firm.public_id})" for firm in found or firms)
    if not known:
        raise typer.BadParameter("there is no firm yet; make one with create-admin", param_hint="--firm")
    raise typer.BadParameter(f"name one of: {known}", param_hint="--firm")


def person(email: str, *, firm: Firm) -> Actor:
    """The member with that address; without one the only admin of the firm."""
    members = Member.objects.filter(firm=firm, active=True, user__is_active=True).select_related("user").order_by("id")
    if email:
        found = [member for member in members if member.user.email == email.lower()]
    else:
        found = [member for member in members if "admin" in parse_roles(member.roles)]
    if len(found) != 1:
        asked = f"nobody in {firm.name} has the address {email}" if email else f"{firm.name} has {len(found)} admins"
        raise typer.BadParameter(f"{asked}; name a member of the firm", param_hint="--as")
    return Actor(user_id=found[0].user_id, name=found[0].user.name, firm_id=firm.pk, roles=parse_roles(found[0].roles))


def numbered(number: str, *, firm: Firm) -> int:
    """The id of the firm's document with that number."""
    found = Document.objects.filter(firm=firm, number=number).values_list("id", flat=True).first()
    if found is None:
        raise Refusal("document-unknown", "{firm} has no document {number}", firm=firm.name, number=number)
    return found
