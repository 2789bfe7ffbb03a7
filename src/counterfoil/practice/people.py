"""People of a firm: making an account for one, and taking one in as a member."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.firms import audit
from counterfoil.firms.models import Member, User
from counterfoil.firms.roles import Actor, parse_roles, require, write_roles


def make_user(*, email: str, name: str, password: str) -> User:
    """An account that may sign in. Django's ValidationError says what is wrong with a weak password."""
    email, name = clean_text(email, most=254).lower(), clean_text(name, most=255)
    if User.objects.filter(email=email).exists():
        raise Refusal("name-taken", "{email} has an account already", email=email)
    validate_password(password, User(email=email, name=name))
    return User.objects.create_user(email, password, name=name)


def take_in(*, user: User, roles: frozenset[str], by: Actor, at: datetime) -> Member:
    """Make the person a member of the actor's firm, or give a member other roles. Owners alone name owners."""
    require(by, "manage people")
    with transaction.atomic():
        member, fresh = Member.objects.get_or_create(
            firm_id=by.firm_id, user=user, defaults={"roles": write_roles(roles)}
        )
        was = "" if fresh else member.roles
        _owners_alone("owner" in roles, "owner" in parse_roles(was), by)
        member.roles, member.active = write_roles(roles), True
        member.save(update_fields=["roles", "active"])
        detail = {"person": user.email, "roles": member.roles, "was": was}
        audit.note(by=by, at=at, action="take in", subject="member", subject_id=member.pk, detail=detail)
    return member


def _owners_alone(wanted: bool, was: bool, by: Actor) -> None:
    """The installation itself, at the command line, may name an owner as well."""
    if wanted != was and by.user_id is not None and "owner" not in by.roles:
        raise Refusal("not-permitted", "only an owner makes or unmakes an owner; ask one")
