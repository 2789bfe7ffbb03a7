"""The page of the commands, from the commands themselves."""

import inspect
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from counterfoil.cli.main import COMMANDS, HELP, load
from tools.manual.writing import block, code, page, sentence, table

OF_THE_SHELL = {"install_completion", "show_completion"}
VALUES = {str: "TEXT", int: "NUMBER", Path: "FILE", datetime: "DAY"}


def commands_page() -> str:
    commands = [(name, load(name)) for name in COMMANDS]
    short = [(f"[`{name}`](#{name})", COMMANDS[name].help) for name in COMMANDS]
    module = inspect.getdoc(sys.modules[load.__module__]) or ""
    return page(
        "Commands",
        HELP,
        module.rpartition("\n\n")[2],
        table(("Command", "What it does"), short),
        *(part for name, command in commands for part in _command(name, command)),
        source="the command, in its file under src/counterfoil/cli",
    )


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## {name}"
    if inner := getattr(command, "commands", {}):
        yield _said(command)
        for inner_name, inner_command in inner.items():
            yield f"### {name} {inner_name}"
            yield from _usage(f"{name} {inner_name}", inner_command)
    else:
        yield from _usage(name, command)


def _usage(name: str, command: Any) -> Iterator[str]:
    taken = [one for one in command.params if one.name not in OF_THE_SHELL]
    arguments = [one.name.upper() for one in taken if one.param_type_name == "argument"]
    options = "[OPTIONS]" if len(taken) > len(arguments) else ""
    yield block("sh", " ".join(part for part in ("counterfoil", name, options, *arguments) if part))
    yield _said(command)
    if taken:
        yield table(("Given", "What it is", "Unless said"), [_given(one) for one in taken])


def _said(command: Any) -> str:
    """What the command says of itself: its paragraphs, each on one line, as its own --help shows them."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _given(one: Any) -> Sequence[str]:
    return code(_named(one)), sentence(one.help or ""), code(_unless_said(one))


def _named(one: Any) -> str:
    if one.param_type_name == "argument":
        return str(one.name).upper()
    names = ", ".join(one.opts)
    if one.is_flag:
        return " / ".join(part for part in (names, ", ".join(one.secondary_opts)) if part)
    kind = one.type_descriptor.annotation
    choices = [str(each.value) for each in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []
    return f"{names} {'|'.join(choices) or VALUES.get(kind, 'TEXT')}"


def _unless_said(one: Any) -> str:
    default = one.default.value if isinstance(one.default, Enum) else one.default
    if getattr(one, "is_flag", False) and one.secondary_opts:
        return str((one.opts if default else one.secondary_opts)[0])
    return "" if default in (None, "", False) else str(default)
