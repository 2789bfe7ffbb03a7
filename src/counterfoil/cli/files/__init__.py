"""Documents in files: JSON lines or CSV, told apart by how they begin, read one document at a time."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from counterfoil.cli.files import csv_rows, json_lines
from counterfoil.cli.files.given import Given, Unreadable, unreadable

__all__ = ["Given", "Unreadable", "read_documents"]

LONGEST_LINE = 4 * 1024 * 1024
"""A bill of 500 rows with full descriptions is about 1 MB; a longer line is no document, nor kept in memory."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_documents(file: BinaryIO) -> Iterator[Given]:
    """Every document of the file in order. Raises Unreadable where the file itself cannot be read on."""
    lines = _lines(file)
    for number, line in lines:
        if line.strip():
            reader = json_lines.documents if line.lstrip().startswith((b"{", b"[")) else csv_rows.documents
            yield from reader(chain([(number, line)], lines))
            return


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise unreadable(number, "the line is longer than 4 MB; write one document a line")
        yield number, line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
