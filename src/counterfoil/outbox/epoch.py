"""The installation's name and epoch: made once, when the tables are made."""

import secrets

from counterfoil.firms.rows import run
from counterfoil.outbox.markers import ALPHABET


def make_installation() -> None:
    """Give this installation its four characters, unless it has them."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(4))
    run("insert into outbox_epoch (id, installation, number) values (1, %s, 0) on conflict (id) do nothing", [code])
