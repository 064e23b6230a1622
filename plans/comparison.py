"""Two plans, or two versions of one, held against each other item by item and word by word. Reads only.

Works on documents, so that a frozen version is compared as it was issued: `compare(lines_of(old), lines_of(new))`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.alignment import Line, Pair, align
from documents.differences import Change
from documents.model import plain
from plans.conversion import to_document
from plans.outline import Outline

PART = "part:"
# In the order in which a page counts them, with what they are called there.
KINDS = {
    "same": "Giữ nguyên",
    "changed": "Sửa",
    "added": "Mới",
    "removed": "Bỏ",
    "moved": "Chuyển chỗ",
}


@dataclass(frozen=True)
class Compared:
    """One pair as a page shows it. `old` and `new` are the words of each side with what differs marked, `was_at` and
    `is_at` where each stands ("Mục II.1"). `number` counts the differences from 1; 0 where nothing differs."""

    pair: Pair
    number: int = 0
    was_at: str = ""
    is_at: str = ""
    old: tuple[Change, ...] = ()
    new: tuple[Change, ...] = ()

    @property
    def kind(self):
        return self.pair.kind

    @property
    def kind_words(self):
        words = KINDS[self.kind]
        return f"{words}, chuyển chỗ" if self.kind == "changed" and self.pair.is_moved else words

    @property
    def line(self):
        return self.pair.new or self.pair.old

    @property
    def depth(self):
        return min(self.line.depth, 4)


@dataclass(frozen=True)
class Comparison:
    """All pairs in the order of the new plan, and how many there are of each kind (title, number) as KINDS has them."""

    rows: tuple[Compared, ...]
    counts: tuple[tuple[str, str, int], ...] = field(default=())

    @property
    def differences(self):
        """How many pairs differ."""
        return sum(row.number > 0 for row in self.rows)

    @property
    def differing(self):
        """The pairs that differ, with the titles above them."""
        wanted, above = set(), {row.line.key: row.line.parent for row in self.rows}
        for row in self.rows:
            key = row.line.key if row.number else None
            while key is not None and key not in wanted:
                wanted.add(key)
                key = above.get(key)
        return [row for row in self.rows if row.number or row.line.key in wanted]


def compare(old: Sequence[Line], new: Sequence[Line]) -> Comparison:
    """Hold two outlines against each other, as `lines_of` gives them."""
    pairs = align(old, new)
    was_at, is_at = _places(old), _places(new)
    rows, number = [], 0
    for pair in pairs:
        differs = pair.kind != "same"
        number += differs
        changes = pair.changes if differs else ()
        rows.append(
            Compared(
                pair,
                number if differs else 0,
                was_at.get(pair.old.key, "") if pair.old else "",
                is_at.get(pair.new.key, "") if pair.new else "",
                tuple(change for change in changes if change.kind != "added"),
                tuple(change for change in changes if change.kind != "removed"),
            )
        )
    # The titles of the parts around the body are ours, not the plan's.
    counted = Counter(row.kind for row in rows if not str(row.line.key).startswith(PART))
    return Comparison(
        tuple(rows), tuple((kind, words, counted[kind]) for kind, words in KINDS.items())
    )


def lines_of_plan(plan):
    """The lines of a plan as it stands now. Three queries besides the plan."""
    return lines_of(to_document(plan), [line.item.uid for line in Outline(plan).lines()])


def lines_of(document, uids=()) -> list[Line]:
    """The lines of a document: its subject, the paragraphs around the body, the items, notes and appendices.

    `uids` name the items of the body from top to bottom, where they are known: an item is the same one in two plans
    where its uid is.
    """
    lines = _part("subject", "Trích yếu", [document.subject])
    lines += _part("opening", "Phần mở đầu", map(plain, document.opening))
    keys = iter([str(uid) for uid in uids])
    _lay(lines, document.items, None, 0, keys)
    lines += _part("closing", "Phần kết thúc", map(plain, document.closing))
    lines += _part("recipients", "Nơi nhận", document.recipients)
    notes = (f"{note.marker}. {plain(note.text)}" for note in document.footnotes)
    lines += _part("footnotes", "Chú thích", notes)
    for at, appendix in enumerate(document.appendices):
        title = appendix.title or "Phụ lục"
        lines.append(Line(f"appendix:{at}", title, is_heading=True))
        _lay(lines, appendix.items, lines[-1].key, 1, iter(()))
    return lines


def _part(name, title, texts) -> list[Line]:
    """A part around the body under its own title; nothing where the document has none."""
    key = f"{PART}{name}"
    below = [Line(object(), words, depth=1, parent=key) for words in texts if words]
    if name == "subject":
        # There is one of it on either side.
        below = [Line("subject", line.words, depth=1, parent=key) for line in below]
    return [Line(key, title, is_heading=True), *below] if below else []


def _lay(lines, items, parent, depth, keys):
    for item in items:
        key = next(keys, None) or object()
        words = plain(item.heading or item.text) or _words_of(item.table)
        lines.append(Line(key, words, item.label, depth, parent, bool(item.heading)))
        _lay(lines, item.children, key, depth + 1, keys)


def _words_of(table):
    """A table as words, one row a line."""
    if table is None:
        return ""
    rows = (" | ".join(plain(cell.text) for cell in row) for row in table.rows)
    return "\n".join(filter(None, [table.caption, *rows]))


def _places(lines):
    """{key: "Mục II.1"}: the numbers above and at a line; of what has none, the number above it."""
    numbers = {}
    for line in lines:
        above = numbers.get(line.parent, ())
        number = line.label.rstrip(".)")
        if not number or number in "-+*":
            numbers[line.key] = above
        else:
            # "1.1" names the item above it already.
            numbers[line.key] = (number,) if "." in number else (*above, number)
    return {key: f"Mục {'.'.join(path)}" if path else "" for key, path in numbers.items()}
