"""The command `counterfoil`. A command's file is read when the command is typed, so that starting stays quick.

Exit codes of every command: 0 done, 1 refused or something was found, 2 the call itself was wrong or not readable.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from pydantic import ValidationError
from typer.core import TyperCommand, TyperGroup

from counterfoil.cli import saying
from counterfoil.core.refusals import Refusal
from counterfoil.keys import KeyFileRefused

HELP = "Counterfoil: practice accounting for law firms, with a one-way copy into Xero."


@dataclass(frozen=True, slots=True)
class Command:
    """A file in this folder with a Typer `app`. `books` says whether it needs the database, and Django before it."""

    module: str
    help: str
    books: bool = True


COMMANDS = {
    "demo": Command("demo", "A sample firm, a sandbox, the worker and the web pages on this machine.", books=False),
    "serve": Command("serve", "Answer web pages and the API, for this machine unless told otherwise.", books=False),
    "worker": Command("worker", "Send copies to Xero as they become due."),
    "migrate": Command("migrate", "Make or update the tables. Run it after every update."),
    "create-admin": Command("create_admin", "Make a person with all rights, and the firm where it is new."),
    "create-key": Command("create_key", "Give a program a key to the API of one firm; shown once."),
    "revoke-key": Command("revoke_key", "Take a program's key back."),
    "enter": Command("enter", "Enter and post documents from a file of JSON lines or CSV."),
    "demo-firm": Command("demo_firm", "Build the sample firm in an installation that has none."),
    "push": Command("push", "Send all that is due to Xero now, and stop."),
    "unlink": Command("unlink", "Let documents and their copies in Xero go their own ways."),
    "release": Command("release", "Let the push go on after a restore has held it."),
    "check": Command("check", "Look at every invariant of the books."),
    "compare": Command("compare", "Put the trial balance beside Xero's, and explain each difference by document."),
    "sweep": Command("sweep", "Read back what people changed in Xero, and list what differs."),
    "report": Command("report", "Write a standard report: aged receivables, trust listing, balance sheet and others."),
    "export": Command("export", "Write journal, trial balance or documents to a file."),
    "backup": Command("backup", "Copy the database while it is in use, and verify the copy."),
    "rotate-keys": Command("rotate_keys", "A new key for the tokens of Xero; the old one is thrown away."),
    "doctor": Command("doctor", "Is this installation in order?"),
    "capabilities": Command("capabilities", "What the link copies to Xero and what not, and why.", books=False),
}


class Commands(TyperGroup):
    """Lists every command by its name and one line; reads its file only to run it."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        known = COMMANDS.get(cmd_name)
        return known and TyperCommand(cmd_name, help=known.help)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and command else command, rest


def load(name: str) -> Any:
    """The whole command. The one place where Django is set up."""
    known = COMMANDS[name]
    if known.books:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.settings")
        import_module("django").setup()
    command = typer.main.get_command(import_module(f"counterfoil.cli.{known.module}").app)
    command.name = name
    return command


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; ends in SystemExit with one of the codes above."""
    group = Commands(name="counterfoil", help=HELP, no_args_is_help=True)
    try:
        group.main(args=None if arguments is None else list(arguments), prog_name="counterfoil")
    except Refusal as refusal:
        saying.refused(refusal)
        sys.exit(1)
    except KeyFileRefused as unsafe:
        saying.wrong(str(unsafe))
        sys.exit(2)
    except ValidationError as wrong:
        for error in wrong.errors():
            saying.wrong(f"setting {'.'.join(map(str, error['loc']))}: {error['msg']}")
        sys.exit(2)
