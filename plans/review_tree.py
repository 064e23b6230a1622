"""The outline of an upload while it is reviewed: blocks with lasting names, and the few changes a review needs.

Pure: knows no database. Whatever is done, the order of the page stays, and no word is lost but by a person's own
typing. A change that does not fit any more, because one before it was taken back, does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from documents.model import Item, Run, Source, Table, Text, plain
from documents.numbering import roman_value
from documents.rich_text import from_marks, merged
from documents.text import squeeze

STEPS = ("up", "down", "heading", "text", "join", "words", "split", "drop")
# "2." or "a)" or "-" at the beginning of a typed line; "năm 2026." is none.
_TYPED_MARK = re.compile(r"([IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+|([a-zđ])\)\s+|([-+*])\s+")
_ENDS = (".", ";", ":", ",", "!", "?")


@dataclass(slots=True, eq=False)
class Block:
    """An item of the document in hand. `key` names it through all changes: its place in the file, "12", "12.1"."""

    key: str
    marker: str = ""
    heading: Text = ()
    text: Text = ()
    table: Table | None = None
    source: Source | None = None
    above: Block | None = None
    below: list[Block] = field(default_factory=list)

    @property
    def runs(self) -> Text:
        return self.heading or self.text

    @property
    def words(self) -> str:
        return plain(self.runs)

    @property
    def label(self) -> str:
        return Item(marker=self.marker).label

    def write(self, runs: Text) -> None:
        """Other words of the same kind: a heading stays one."""
        if self.heading:
            self.heading = runs
        else:
            self.text = runs

    def walk(self) -> Iterator[Block]:
        yield self
        for block in self.below:
            yield from block.walk()


class Tree:
    """All blocks of a body below one root without words."""

    def __init__(self, items: Iterable[Item]):
        self.root = Block("")
        self.by_key: dict[str, Block] = {}
        self._hang(items, self.root)

    def _hang(self, items: Iterable[Item], above: Block) -> None:
        for item in items:
            block = Block(
                str(len(self.by_key)), item.marker, item.heading, item.text, item.table, item.source
            )
            self._place(block, above, len(above.below))
            self._hang(item.children, block)

    def _place(self, block: Block, above: Block, at: int) -> None:
        block.above = above
        above.below.insert(at, block)
        self.by_key[block.key] = block

    def walk(self) -> Iterator[Block]:
        for block in self.root.below:
            yield from block.walk()

    def items(self) -> tuple[Item, ...]:
        return _items(self.root)

    def change(self, step: str, key: str, words: str = "", at: int = 0) -> bool:
        """Take one step (of STEPS) at the block of this key; returns whether anything changed."""
        block = self.by_key.get(key)
        if block is None or step not in STEPS:
            return False
        if step == "words":
            return self._write(block, words)
        if step == "split":
            return self._split(block, at)
        return {
            "up": self._up,
            "down": self._down,
            "heading": _to_heading,
            "text": _to_text,
            "join": self._join,
            "drop": self._drop,
        }[step](block)

    def _take(self, block: Block) -> int:
        at = block.above.below.index(block)
        block.above.below.pop(at)
        return at

    def _up(self, block: Block) -> bool:
        """One level higher. What stood after it at its old level hangs below it now, as it stands after it still."""
        above = block.above
        if above is self.root:
            return False
        at = self._take(block)
        for after in above.below[at:]:
            after.above = block
        block.below += above.below[at:]
        del above.below[at:]
        self._place(block, above.above, above.above.below.index(above) + 1)
        return True

    def _down(self, block: Block) -> bool:
        at = block.above.below.index(block)
        if at == 0 or block.above.below[at - 1].table:
            return False
        before = block.above.below[at - 1]
        self._take(block)
        self._place(block, before, len(before.below))
        return True

    def _join(self, block: Block) -> bool:
        """Its words go on those of the block before it on the page; what hung below it stands in its place."""
        before = self.before(block)
        if before is None or before.table or block.table:
            return False
        label = f"{block.label} " if _is_said(block, before) else ""
        before.write(merged((*before.runs, Run(f" {label}"), *block.runs)))
        if before.source and block.source:
            before.source = Source(before.source.first, block.source.last)
        self._dissolve(block)
        return True

    def _drop(self, block: Block) -> bool:
        self._dissolve(block)
        return True

    def _dissolve(self, block: Block) -> None:
        above, at = block.above, self._take(block)
        for place, child in enumerate(block.below):
            child.above = above
            above.below.insert(at + place, child)
        del self.by_key[block.key]

    def before(self, block: Block) -> Block | None:
        """The block above it on the page."""
        last = None
        for each in self.walk():
            if each is block:
                return last
            last = each
        return None

    def _write(self, block: Block, words: str) -> bool:
        """What a person typed, marks as in a text box; each further line is a block of its own behind it."""
        first, *more = [line for line in map(squeeze, words.splitlines()) if line] or [""]
        if not first or block.table:
            return False
        block.write(from_marks(first))
        for number, line in reversed(list(enumerate(more, start=1))):
            marker, typed = typed_mark(line)
            self._behind(block, number, marker, from_marks(typed))
        return True

    def _split(self, block: Block, at: int) -> bool:
        words = block.words
        if (
            block.table
            or not 0 < at < len(words)
            or not words[:at].strip()
            or not words[at:].strip()
        ):
            return False
        first, rest = _cut(block.runs, at)
        marker, typed = typed_mark(plain(rest))
        if marker:
            _, rest = _cut(rest, len(plain(rest)) - len(typed))
        block.write(first)
        self._behind(block, at, marker, rest)
        return True

    def _behind(self, block: Block, number: int, marker: str, runs: Text) -> None:
        """A new block right behind, at the same level; it takes over what hung below."""
        key = f"{block.key}.{number}"
        while key in self.by_key:
            key += "+"
        # A typed mark of its own, else of a list of dashes one more.
        sign = block.marker if block.marker in ("-", "+", "*") else ""
        new = Block(key, marker or sign, text=runs, source=block.source)
        new.below, block.below = block.below, []
        for child in new.below:
            child.above = new
        self._place(new, block.above, block.above.below.index(block) + 1)

    def bring(self, key: str, words: str, line: int) -> bool:
        """Lay a line that was left out back where it stood on the page, as a paragraph."""
        if key in self.by_key or not squeeze(words):
            return False
        new = Block(key, text=from_marks(squeeze(words)), source=Source(line, line))
        before = None
        for block in self.walk():
            if block.source and block.source.first < line:
                before = block
        if before is None:
            self._place(new, self.root, 0)
        elif before.below:
            self._place(new, before, 0)
        else:
            self._place(new, before.above, before.above.below.index(before) + 1)
        return True


def typed_mark(words: str) -> tuple[str, str]:
    """The marker at the beginning of a line, without dot or bracket, and the words behind it."""
    match = _TYPED_MARK.match(words)
    if not match:
        return "", words
    marker = match[1] or match[2] or match[3]
    if marker.isupper() and not roman_value(marker):
        return "", words
    return marker, words[match.end() :]


def _is_said(block: Block, before: Block) -> bool:
    """Whether the mark belongs to the sentence: "năm / 2026. …", "Văn hóa / - Xã hội"."""
    if not block.marker:
        return False
    return block.marker not in ("-", "+", "*") or not before.words.rstrip().endswith(_ENDS)


def _to_heading(block: Block) -> bool:
    if block.heading or not block.text:
        return False
    block.heading, block.text = block.text, ()
    return True


def _to_text(block: Block) -> bool:
    if not block.heading:
        return False
    block.heading, block.text = (), block.heading
    return True


def _cut(runs: Text, at: int) -> tuple[Text, Text]:
    """The text before and behind the letter `at` of its plain words, without blanks at the cut."""
    before, behind = [], []
    for run in runs:
        if run.note:
            (before if at > 0 else behind).append(run)
            continue
        head, tail = run.text[: max(at, 0)], run.text[max(at, 0) :]
        if head:
            before.append(Run(head, run.bold, run.italic))
        if tail:
            behind.append(Run(tail, run.bold, run.italic))
        at -= len(run.text)
    return _stripped(before, last=True), _stripped(behind, last=False)


def _stripped(runs: list[Run], *, last: bool) -> Text:
    if runs and not runs[-1 if last else 0].note:
        edge = -1 if last else 0
        run = runs[edge]
        text = run.text.rstrip() if last else run.text.lstrip()
        runs[edge] = Run(text, run.bold, run.italic)
    return merged(runs)


def _items(above: Block) -> tuple[Item, ...]:
    return tuple(
        Item(block.marker, block.heading, block.text, block.table, _items(block), block.source)
        for block in above.below
    )
