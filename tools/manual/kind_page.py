"""The page of one kind of document, from the kind itself."""

import inspect
from collections.abc import Iterable, Iterator, Sequence

from counterfoil.core.jurisdictions import CODES as CODES_OF_PLACES
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.kinds import Kept, Kind, Pushed
from counterfoil.core.lifecycle import STATES, steps_from
from counterfoil.core.link import AREAS, WAYS
from counterfoil.core.money import Money
from counterfoil.core.postings import Entry
from counterfoil.core.references import Reference
from counterfoil.core.refusals import CODES
from counterfoil.core.shapes import MOST_ROWS, Field
from counterfoil.firms.roles import ABILITIES, ROLES, step_ability
from counterfoil.web.show.copies import record_word
from counterfoil.web.show.steps import STEPS, does
from tools.manual import raised
from tools.manual.example import REF, Example, example_of, place_of
from tools.manual.raised import Refused
from tools.manual.writing import block, code, listed, page, section, sentence, table, template

PER = {"document": "", "allocation": ", one for each bill that is paid", "remainder": " for what is left over"}


def kind_page(kind: Kind) -> str:
    """The whole page. Raises what posting its sample would refuse."""
    example = example_of(kind)
    return page(
        kind.title,
        *_told(kind),
        _where(kind),
        f"Numbered {kind.series}-1001, {kind.series}-1002 and so on, without a gap.",
        _entered(kind, example),
        _from_a_file(example),
        _through_the_api(example),
        _life(kind),
        _books(kind, example.entry),
        _xero(kind),
        _refusals(kind),
        source="the kind, in its file under src/counterfoil/kinds",
    )


def _told(kind: Kind) -> Iterator[str]:
    """What the kind's file says of it, without the postings drawn there: the page has real ones."""
    first, *rest = inspect.cleandoc(inspect.getdoc(inspect.getmodule(kind.shape)) or kind.title).split("\n\n")
    yield sentence(first.removeprefix(f"{kind.title}: ").replace("\n", " "))
    yield from (part for part in rest if not part.lstrip().startswith(("Dr ", "Cr ")))


def _where(kind: Kind) -> str:
    """The jurisdictions that have no such document, each with its reason."""
    if not kind.only_with:
        return ""
    lacking = [(place.name, why) for place in map(jurisdiction, CODES_OF_PLACES) if (why := kind.missing_in(place))]
    return table(("Not in", "Because"), lacking)


def _entered(kind: Kind, example: Example) -> str:
    rows = [cells for field in kind.fields for cells in _field_rows(field, example.values.get(field.name))]
    lists = [field for field in kind.fields if field.sort == "rows"]
    notes = [
        f"*{field.label}* {'takes one' if field.required else 'may stay empty, or take up'} to {MOST_ROWS} rows."
        + (f" {field.help}" if field.help else "")
        for field in lists
    ]
    if example.filled_in:
        notes.append(f"Left empty, {listed(_italic(example.filled_in))} are filled in.")
    if example.worked_out:
        notes.append(f"{listed(_italic(example.worked_out))} are worked out, never entered.")
    heads = ("On screen", "Name", "What it holds", "Needed", "Example")
    return section("What is entered", table(heads, rows), " ".join(notes))


def _field_rows(field: Field, value: object) -> Iterator[Sequence[str]]:
    if field.sort != "rows":
        yield _field_row(field, field.label, field.name, value, needed=field.required)
        return
    first = value[0] if isinstance(value, list) and value else {}
    for column in field.rows:
        label, name = f"{field.label}: {column.label}", f"{field.name}.{column.name}"
        yield _field_row(column, label, name, first.get(column.name), needed=column.required)


def _field_row(field: Field, label: str, name: str, value: object, *, needed: bool) -> Sequence[str]:
    holds = f"{_holds(field)}. {field.help}".strip() if field.help else _holds(field)
    return (label, code(name), holds, "yes" if needed else "", code(str(value)) if value else "")


def _holds(field: Field) -> str:
    if field.sort == "money":
        return "an amount"
    if field.sort == "date":
        return "a day"
    if issubclass(field.type, Reference):
        return _named(field.type)
    return f"text of at most {field.length:,} characters"


def _named(sort: type[Reference]) -> str:
    """`the code of a matter`, or what the reference says of itself."""
    about = f"a {sort.names}" if not sort.__doc__ else sort.__doc__.strip().rstrip(".")
    about = about[:1].lower() + about[1:]
    return about if sort.names.endswith(sort.called) else f"the {sort.called} of {about}"


def _italic(labels: Iterable[str]) -> list[str]:
    return [f"*{label}*" for label in labels]


def _from_a_file(example: Example) -> str:
    said = (
        "[`counterfoil enter`](../commands.md#enter) takes the names above as the columns of a CSV file. `ref` is the"
        " file's own name for the document: rows that share it are one document, and a file that is run again enters"
        " only what is missing."
    )
    return section("From a file", said, block("csv", example.csv))


def _through_the_api(example: Example) -> str:
    if example.posted_by_programs:
        posting = "With `false` for `post` it stays a draft."
    else:
        posting = (
            f"A program leaves it as a draft, which only a {_who(example.kind.first_step, example.kind)} may post."
        )
    said = (
        f"`POST /api/v1/documents` with a key (`Authorization: Bearer ...`) takes this body. {posting} The header"
        f" `Idempotency-Key: {REF}` makes it safe to ask twice: the same answer comes again."
    )
    return section("Through the API", said, block("json", example.body))


def _life(kind: Kind) -> str:
    rows = [
        (state, STEPS[step][0] if step in STEPS else step.capitalize(), does(step, kind), to, _who(step, kind))
        for state in STATES
        for step in steps_from(kind.lifecycle, state)
        for to in (kind.lifecycle[state, step],)
    ]
    heads = ("While it is", "one may", "What happens", "Then it is", "Who may")
    return section("What can be done with it", table(heads, rows))


def _who(step: str, kind: Kind) -> str:
    ability = step_ability(step, trust=kind.trust, incoming=kind.incoming)
    names = [ROLES[role] for role in ROLES if role in ABILITIES[ability]]
    return listed([name if name.startswith("API") else name.lower() for name in names], "or")


def _books(kind: Kind, entry: Entry | None) -> str:
    if not kind.posts:
        return section("What it does to the books", "Nothing: it is placed, and never reaches the ledger.")
    if entry is None:
        return section("What it does to the books", "Nothing: it says what settles what, and moves no account.")
    rows = [
        (
            str(line.account),
            line.matter or "",
            line.bank or "",
            str(line.amount) if line.amount.minor > 0 else "",
            str(-line.amount) if line.amount.minor < 0 else "",
        )
        for line in entry.postings
    ]
    in_all = Money.sum(line.amount for line in entry.postings if line.amount.minor > 0)
    rows.append(("**Total**", "", "", f"**{in_all}**", f"**{in_all}**"))
    return section(
        "What it does to the books",
        f"The example above, dated {entry.dated_on}, on {_chart(place_of(kind))}:",
        table(("Account", "Matter", "Bank", "Debit", "Credit"), rows, right=("Debit", "Credit")),
    )


def _chart(place: str) -> str:
    return "the Australian chart" if place == "au" else f"the chart of {jurisdiction(place).name}"


def _xero(kind: Kind) -> str:
    if isinstance(kind.push, Kept):
        refused = f"While the firm is connected it is refused: {kind.refused}." if kind.refused else ""
        return section("What Xero gets", f"Nothing. {sentence(kind.push.reason)}", refused, *_switched_on(kind.push))
    return section(
        "What Xero gets",
        "While the firm is connected, posting queues:",
        "\n".join(_record(record) for record in kind.push),
        "What is sent, when, and what happens in doubt: [how a copy reaches Xero](../../concepts/push.md).",
    )


def _switched_on(kept: Kept) -> tuple[str, ...]:
    """What it becomes after all under a setting of the link."""
    if not kept.becomes:
        return ()
    title = AREAS[kept.unless].title
    return (
        f"Where the firm switches on *{title}* under the settings of the link, posting queues:",
        "\n".join(_record(record) for record in kept.becomes),
    )


def _record(record: Pushed) -> str:
    resource = " ".join(part for part in (record.resource, record.type) if part)
    way = f", where the link writes such things “{_way(*record.when)}”" if record.when else ""
    return f"- {record_word(record.resource, record.type)} (`{resource}`){PER[record.per]}{way}"


def _way(setting: str, choice: str) -> str:
    return WAYS[setting][choice]


def _refusals(kind: Kind) -> str:
    parts = ["When it is posted:" if kind.posts else "When it is placed:", _refused(raised.on_posting(kind))]
    if {"reopen", "reverse"} & {step for _, step in kind.lifecycle}:
        parts += ["When it is taken back or reversed:", _refused(raised.on_undoing(kind))]
    parts.append(
        "Words in italics are filled in. A field that is missing or cannot be read is refused beside the field:"
        " see [all refusals](../refusals.md)."
    )
    return section("When the books say no", *parts)


def _refused(found: Refused) -> str:
    rows = [(code(name), sentence(template(says))) for name in CODES if name in found for says in found[name]]
    return table(("Refusal", "What it says"), rows)
