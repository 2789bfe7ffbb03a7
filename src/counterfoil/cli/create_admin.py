"""`counterfoil create-admin`: the first person of a firm, and the firm itself where it is new."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from counterfoil.cli.saying import say
from counterfoil.core.jurisdictions import CODES
from counterfoil.firms.models import Firm, User
from counterfoil.firms.roles import ROLES, Actor
from counterfoil.practice.firm import FOUNDER, found_firm
from counterfoil.practice.people import make_user, take_in

app = typer.Typer()


@app.command()
def create_admin(
    email: Annotated[str, typer.Argument(help="The person's e-mail address; they sign in with it.")],
    name: Annotated[str, typer.Option(help="The person's name; asked for when a new account needs it.")] = "",
    firm: Annotated[str, typer.Option(help="The firm's name; a new firm is founded, a known one joined.")] = "",
    jurisdiction: Annotated[str, typer.Option(help="Whose rules a new firm follows: au, ew, nz or us.")] = "",
    roles: Annotated[str, typer.Option(help="Comma-separated roles.")] = ",".join(FOUNDER),
    guided: Annotated[
        bool, typer.Option("--guided", help="Make the person alone; they set up a firm in the browser.")
    ] = False,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read a new account's password from standard input.")
    ] = False,
) -> None:
    """Make a person who may do everything in a firm. The password is asked for, or read from standard input."""
    at = datetime.now(UTC)
    wanted = tuple(role.strip() for role in roles.split(",") if role.strip())
    if unknown := set(wanted) - set(ROLES):
        raise typer.BadParameter(f"no such role: {', '.join(sorted(unknown))}", param_hint="--roles")
    try:
        validate_email(email)
    except ValidationError:
        raise typer.BadParameter(f"{email!r} is no e-mail address", param_hint="EMAIL") from None
    if guided:
        _guided(email.lower(), name, from_stdin=password_stdin)
        return
    firm = firm or typer.prompt("Name of the firm")
    known = list(Firm.objects.filter(name=firm))
    if len(known) > 1:
        raise typer.BadParameter(f"several firms are called {firm}", param_hint="--firm")
    if not known and jurisdiction not in CODES:
        raise typer.BadParameter(f"choose one of {', '.join(CODES)} for the new firm", param_hint="--jurisdiction")
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        name = name or typer.prompt("Name of the person")
        password = _password(from_stdin=password_stdin)
    with transaction.atomic():
        user = user or _new_user(email, name, password)
        if known:
            by = Actor(user_id=None, name="command line", firm_id=known[0].pk, roles=frozenset({"admin"}))
            take_in(user=user, roles=frozenset(wanted), by=by, at=at)
        else:
            found_firm(name=firm, jurisdiction_code=jurisdiction, at=at, owner=user, roles=wanted)
    say(f"{user.name} <{user.email}> is {', '.join(ROLES[role].lower() for role in wanted)} of {firm}.")


def _guided(email: str, name: str, *, from_stdin: bool) -> None:
    """A person who may found a firm; one who is known keeps name and password."""
    user = User.objects.filter(email=email).first()
    if user is None:
        name = name or typer.prompt("Name of the person")
        user = _new_user(email, name, _password(from_stdin=from_stdin))
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    say(f"{user.name} <{user.email}> may set up a firm: sign in, and the guide begins.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _new_user(email: str, name: str, password: str) -> User:
    try:
        return make_user(email=email, name=name, password=password)
    except ValidationError as weak:
        raise typer.BadParameter(" ".join(weak.messages), param_hint="password") from None
