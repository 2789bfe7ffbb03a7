"""The kinds of document: one file each. Importing this package walks it, so that every kind is registered."""

from importlib import import_module
from pkgutil import walk_packages

from counterfoil.core.kinds import REGISTER, Kind
from counterfoil.core.refusals import Refusal

for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)


def all_kinds() -> dict[str, Kind]:
    """Every kind by its code."""
    return dict(REGISTER)


def kind_of(code: str) -> Kind:
    found = REGISTER.get(code)
    if found is None:
        known = ", ".join(sorted(REGISTER))
        raise Refusal("kind-unknown", "there is no kind '{code}'; the kinds are {known}", code=code, known=known)
    return found
