"""Plans written once, as structured truth, and rendered into many forms of file.

A `.plan` file under `fixtures/authored/` holds parts opened by "[name]":

- [head] and [foot]: "name: value" lines, as printed; a recipient is a line of its own that begins with "-";
  where what is expected of it is not simply the line without dash and closing sign, "=> expected" follows;
- [opening], [closing]: a paragraph a line; [notes]: "mark: words"; [habits]: ways of this hand, a word each;
- [body] and each [appendix]: one block a line, four blanks of indentation for each level; "=" before a heading,
  then the mark as printed, then the words; "~" before words that only look like a mark;
  "|" a row of a table ("||" a row of its head, "<" and "^" a cell merged with the one left or above, "|=" a caption);
- [truth]: what the plan says, as the one who wrote it knows ("deadline: 2026-05-30 | who").

Inside words, `**bold**`, `*italic*` and `[^1]` for the mark of a footnote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Footnote,
    Item,
    Letterhead,
    Run,
    Signature,
    Table,
    Text,
    text_of,
)

FOLDER = Path(__file__).parent / "fixtures" / "authored"
NAMES = sorted(path.stem for path in FOLDER.glob("*.plan"))

_MARK = re.compile(
    r"(Phần (?:[IVX]+|thứ \w+)|[IVX]{1,5}\.|[A-E]\.|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[./)]|\(\d{1,2}\)"
    r"|[a-zđ][.)]|[-+*•–])\s+|-(?=[^\W\d_])"
)
_STYLED = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\w+)\]")
_BULLETS = "-+*•–"


@dataclass
class Block:
    """One line of a [body]: `label` as printed, `words` with their markup, `rows` of a table with its marks."""

    label: str = ""
    words: str = ""
    heading: bool = False
    rows: list[list[str]] = field(default_factory=list)
    header_rows: int = 1
    caption: str = ""
    children: list[Block] = field(default_factory=list)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class AuthoredAppendix:
    title: list[str]
    blocks: list[Block]
    landscape: bool


@dataclass
class Authored:
    name: str
    head: dict[str, list[str]]
    opening: list[str]
    body: list[Block]
    closing: list[str]
    foot: dict[str, list[str]]
    notes: dict[str, str]
    appendices: list[AuthoredAppendix]
    truth: dict[str, list[tuple[str, ...]]]
    habits: frozenset[str]

    def one(self, key: str) -> str:
        return (self.head.get(key) or [""])[0]

    @property
    def document(self) -> AdministrativeDocument:
        return _expected(self)


@cache
def authored(name: str) -> Authored:
    """The plan of `fixtures/authored/<name>.plan`."""
    return parse(name, (FOLDER / f"{name}.plan").read_text(encoding="utf-8"))


def parse(name: str, source: str) -> Authored:
    parts = _parts(source)
    appendices = [_appendix(title, lines) for title, lines in parts if title.startswith("appendix")]
    told = dict(parts)
    return Authored(
        name=name,
        head=_fields(told["head"]),
        opening=told.get("opening", []),
        body=blocks_of(told["body"]),
        closing=told.get("closing", []),
        foot=_fields(told["foot"]),
        notes={key: value[0] for key, value in _fields(told.get("notes", [])).items()},
        appendices=appendices,
        truth={
            key: [tuple(part.strip() for part in value.split(" | ")) for value in values]
            for key, values in _fields(told.get("truth", [])).items()
        },
        habits=frozenset(told.get("habits", [])),
    )


def _parts(source: str) -> list[tuple[str, list[str]]]:
    parts: list[tuple[str, list[str]]] = []
    for line in source.splitlines():
        if named := re.fullmatch(r"\[([a-z ]+)\]", line):
            parts.append((named[1], []))
        elif line.strip() and not line.startswith("#"):
            parts[-1][1].append(line)
    return parts


def _fields(lines: list[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for line in lines:
        key, colon, value = line.partition(":")
        if line.startswith(("-", "(")) or not colon:
            key, value = "recipient", line
        fields.setdefault(key.strip(), []).append(value.strip())
    return fields


def _appendix(title: str, lines: list[str]) -> AuthoredAppendix:
    titles = [line.partition(":")[2].strip() for line in lines if line.startswith("title:")]
    blocks = blocks_of([line for line in lines if not line.startswith("title:")])
    return AuthoredAppendix(titles, blocks, "landscape" in title)


def blocks_of(lines: list[str]) -> list[Block]:
    """The tree of indented lines: rows of a table that follow each other are one block."""
    root = Block()
    path = [root]
    for line in lines:
        depth, bare = (len(line) - len(line.lstrip())) // 4, line.strip()
        last = path[depth].children[-1] if path[depth:] and path[depth].children else None
        if bare.startswith("|") and last is not None and (last.rows or last.caption):
            _add_row(last, bare)
            continue
        block = _block(bare)
        path[depth].children.append(block)
        path[depth + 1 :] = [block]
    return root.children


def _block(bare: str) -> Block:
    if bare.startswith("|"):
        table = Block(header_rows=0)
        _add_row(table, bare)
        table.header_rows = max(table.header_rows, 1)
        return table
    heading = bare.startswith("= ")
    words = bare.removeprefix("= ").removeprefix("~ ")
    mark = None if bare.startswith("~") else _MARK.match(words)
    return (
        Block(mark[1] or "-", words[mark.end() :], heading) if mark else Block("", words, heading)
    )


def _add_row(table: Block, bare: str) -> None:
    if bare.startswith("|="):
        table.caption = bare[2:].strip()
        table.rows = table.rows or []
        return
    if bare.startswith("||"):
        table.header_rows += 1 if table.rows else 0
        bare = bare[1:]
    table.rows.append([cell.strip() for cell in bare.strip("|").split("|")])


def runs_of(words: str) -> Text:
    """Words with markup as runs."""
    runs, at = [], 0
    for found in _STYLED.finditer(words):
        runs.append(Run(words[at : found.start()]))
        style = found.lastgroup
        runs.append(Run(found[style], **{style: True}))
        at = found.end()
    runs.append(Run(words[at:]))
    return tuple(run for run in runs if run.text)


def bare_words(words: str) -> str:
    """Words without markup and marks of footnotes."""
    return "".join(run.text for run in runs_of(words) if not run.note)


def marker_of(label: str, above: str) -> str:
    """The model's marker of a printed mark. A round bullet below another bullet is one of another kind."""
    if label in ("•", "–"):
        return "*" if label == "•" and above and above in _BULLETS else "-"
    return label if label.startswith("Phần") else label.strip("()/.")


def _item(block: Block, above: str = "") -> Item:
    marker = marker_of(block.label, above)
    children = tuple(_item(child, marker) for child in block.children)
    if block.rows:
        return Item(table=table_of(block), children=children)
    words = runs_of(block.words)
    if block.heading:
        return Item(marker, heading=words, children=children)
    return Item(marker, text=words, children=children)


def table_of(block: Block) -> Table:
    """The table with its merged cells; a covered cell is not in its row."""
    rows = block.rows
    told = tuple(
        tuple(
            Cell(
                text_of(cell.replace(" // ", " ")),
                columns=_run_of("<", row[left + 1 :]),
                rows=_run_of("^", [below[left] for below in rows[top + 1 :]]),
            )
            for left, cell in enumerate(row)
            if cell not in ("<", "^")
        )
        for top, row in enumerate(rows)
    )
    return Table(told, header_rows=block.header_rows, caption=block.caption)


def _run_of(mark: str, cells: list[str]) -> int:
    count = 1
    for cell in cells:
        if cell != mark:
            break
        count += 1
    return count


def _expected(plan: Authored) -> AdministrativeDocument:
    issuer, superior = plan.head.get("issuer", []), plan.head.get("superior", [])
    number, symbol = _number(plan.one("number"))
    place, day = _place_and_date(plan.one("date"))
    foot = plan.foot
    signed = foot.get("authority") or foot.get("name")
    return AdministrativeDocument(
        kind=plan.one("kind"),
        subject=" ".join(plan.head.get("subject", [])).removeprefix("V/v "),
        letterhead=Letterhead(tuple(superior), tuple(issuer)) if issuer else None,
        number=number,
        symbol=symbol,
        place=place,
        date=day,
        addressees=tuple(sent_to(line) for line in plan.head.get("addressee", [])),
        opening=tuple(runs_of(words) for words in plan.opening),
        items=tuple(_item(block) for block in plan.body),
        closing=tuple(runs_of(words) for words in plan.closing),
        recipients=tuple(sent_to(line) for line in foot.get("recipient", [])),
        signature=Signature(tuple(foot.get("authority", [])), (foot.get("name") or [""])[0])
        if signed
        else None,
        footnotes=tuple(Footnote(mark, text_of(words)) for mark, words in plan.notes.items()),
        appendices=tuple(
            Appendix(_title_of(each.title), tuple(map(_item, each.blocks)), each.landscape)
            for each in plan.appendices
        ),
    )


def _title_of(lines: list[str]) -> str:
    """The title alone: "Phụ lục I" above it and "(Kèm theo Kế hoạch số …)" below it say nothing of its own."""
    told = [
        line for line in lines if not re.fullmatch(r"(?i)phụ lục( [IVX]+)?|\(Kèm theo .*\)", line)
    ]
    return " ".join(told)


def printed_line(line: str) -> str:
    """A line of the foot or of Kính gửi as it is printed."""
    return line.partition(" => ")[0].strip()


def sent_to(line: str) -> str:
    printed, told_apart, expected = line.partition(" => ")
    return expected.strip() if told_apart else printed.strip().lstrip("-+ ").rstrip(" ;.,")


def _number(printed: str) -> tuple[int | None, str]:
    found = re.search(r"Số:?\s*(\d+)?[\s.…]*/\s*(\S.*)", printed)
    return (int(found[1]) if found[1] else None, found[2].replace(" ", "")) if found else (None, "")


def _place_and_date(printed: str) -> tuple[str, date | None]:
    place = re.split(r",?\s*ngày", printed)[0].strip()
    numbers = re.findall(r"\d+", printed[len(place) :])
    if len(numbers) < 3:
        return place, None
    day, month, year = map(int, numbers)
    return place, date(year, month, day)
