"""What is compared of a reading: lines of words, so that a difference can be read."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from documents.grid import placed_rows
from documents.kinds import section_kind
from documents.model import (
    AdministrativeDocument,
    Cell,
    Item,
    Table,
    Text,
    plain,
    text_of,
)


def same(got: list[str], expected: list[str], what: str) -> None:
    """Fails with the difference, line by line, where the two are not the same."""
    if got != expected:
        told = "\n".join(difflib.unified_diff(expected, got, "expected", "read", lineterm="", n=1))
        raise AssertionError(f"{what}\n{told}")


def squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def head_view(document: AdministrativeDocument) -> list[str]:
    letterhead = document.letterhead
    return [
        f"kind: {document.kind}",
        f"subject: {document.subject}",
        f"superior: {' '.join(letterhead.superior) if letterhead else ''}",
        f"issuer: {' '.join(letterhead.issuer) if letterhead else ''}",
        f"number: {document.number}",
        f"symbol: {document.symbol}",
        f"place: {document.place}",
        f"date: {document.date}",
        *(f"to: {each}" for each in document.addressees),
        *(f"opening: {squeezed(plain(text))}" for text in document.opening),
    ]


def foot_view(document: AdministrativeDocument) -> list[str]:
    signature = document.signature
    return [
        *(f"closing: {squeezed(plain(text))}" for text in document.closing),
        *(f"recipient: {each}" for each in document.recipients),
        *(f"authority: {each}" for each in (signature.authority if signature else ())),
        f"name: {signature.name if signature else ''}",
    ]


def outline_view(items: tuple[Item, ...], *, tables: bool = True, depth: int = 0) -> list[str]:
    """One line for each block: depth, "=" before a heading, mark, all its words; a table row by row."""
    lines = []
    for item in items:
        if item.table is not None:
            lines += ["    " * depth + line for line in table_view(item.table)] if tables else []
        else:
            words = squeezed(plain(item.heading or item.text))
            parts = ("=" if item.heading else "", item.label, words)
            lines.append("    " * depth + " ".join(part for part in parts if part))
        lines += outline_view(item.children, tables=tables, depth=depth + 1)
    return lines


def as_text_tells(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items as a text file can tell them: a caption is a paragraph, merged cells are empty ones."""
    told = []
    for item in items:
        if item.table is not None:
            told += [Item(text=text_of(item.table.caption))] if item.table.caption else []
            item = replace(item, table=_without_spans(item.table))
        told.append(replace(item, children=as_text_tells(item.children)))
    return tuple(told)


def _without_spans(table: Table) -> Table:
    width = sum(cell.columns for cell in table.rows[0])
    rows = [[Cell()] * width for _ in table.rows]
    for at, placed in enumerate(placed_rows(table)):
        for column, cell in placed:
            rows[at][column] = Cell(cell.text)
    return Table(tuple(map(tuple, rows)))


def table_view(table: Table) -> list[str]:
    lines = [f"|= {table.caption}"] if table.caption else []
    for at, row in enumerate(table.rows):
        cells = []
        for cell in row:
            spans = f" [{cell.columns}x{cell.rows}]" if cell.columns > 1 or cell.rows > 1 else ""
            cells.append(squeezed(plain(cell.text)) + spans)
        lines.append(("|| " if at < table.header_rows else "| ") + " | ".join(cells))
    return lines


def notes_view(document: AdministrativeDocument) -> list[str]:
    """Each note and the words before its mark."""
    notes = [f"{each.marker}: {squeezed(plain(each.text))}" for each in document.footnotes]
    return notes + [f"at: {where}" for item in document.walk() for where in _marks(item.text)]


def _marks(text: Text):
    before = ""
    for run in text:
        if run.note:
            yield f"{squeezed(before)[-30:]}[{run.text}]"
        else:
            before += run.text


def appendix_view(document: AdministrativeDocument, *, landscape: bool, tables: bool) -> list[str]:
    lines = []
    for each in document.appendices:
        lines.append(f"appendix: {squeezed(each.title)}")
        lines += [f"landscape: {each.landscape}"] if landscape else []
        lines += outline_view(each.items, tables=tables, depth=1)
    return lines


def styled_view(document: AdministrativeDocument) -> list[str]:
    """Bold and italic words inside running text."""
    return [
        f"{'bold' if run.bold else ''}{'italic' if run.italic else ''}: {squeezed(run.text)}"
        for item in document.walk()
        for run in item.text
        if run.bold or run.italic
    ]


def kinds_view(document: AdministrativeDocument) -> dict[str, str]:
    return {item.marker: section_kind(plain(item.heading)) for item in document.items}
