"""Authored plans as text: as typed by hand (a paragraph a line) and as a converter leaves a printed page."""

from __future__ import annotations

import textwrap
import unicodedata
import zlib

from tests.documents.authored import Authored, Block, bare_words, printed_line, runs_of

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
WIDTH, HALF, PAGE = 88, 44, 46


def one_of(plan: Authored, *ways):
    """A way that this hand has: always the same for the same plan."""
    return ways[zlib.crc32(plan.name.encode()) % len(ways)]


def with_notes(words: str) -> str:
    return "".join(run.text.translate(_RAISED) if run.note else run.text for run in runs_of(words))


def labelled(block: Block) -> str:
    words = with_notes(block.words)
    if block.label.startswith("Phần"):
        return f"{block.label}\n{words}"
    return f"{block.label} {words}".strip()


def habitual(plan: Authored, words: str) -> str:
    """The words as this hand leaves them: letters and marks apart, or blanks doubled."""
    if "wide" in plan.habits:
        words = words.replace(", ", ",  ").replace("; ", ";   ")
    return unicodedata.normalize("NFD" if "nfd" in plan.habits else "NFC", words)


def finished(plan: Authored, text: str) -> bytes:
    return habitual(plan, text).encode()


# ---- typed by hand


def typed_text(plan: Authored) -> bytes:
    """Every paragraph on one line, a blank line between them where this hand leaves one."""
    lines = [*_typed_head(plan), *(with_notes(words) for words in plan.opening)]
    lines += [line for top in plan.body for block in top.walk() for line in _typed_block(block)]
    lines += [
        *(with_notes(words) for words in plan.closing),
        *_typed_notes(plan),
        *_typed_foot(plan),
    ]
    for appendix in plan.appendices:
        lines += ["", *appendix.title]
        lines += [x for top in appendix.blocks for block in top.walk() for x in _typed_block(block)]
    return finished(plan, one_of(plan, "\n", "\n\n", "\r\n").join(lines) + "\n")


def _typed_head(plan: Authored) -> list[str]:
    head = plan.head
    lines = [*head.get("superior", []), *head.get("issuer", [])]
    if "nation" not in plan.habits and lines:
        lines += [NATION, MOTTO]
    lines += [*head.get("number", []), *head.get("date", []), *head.get("stamp", [])]
    lines += ["", *head.get("kind", []), *head.get("subject", []), ""]
    return lines + _addressees(plan)


def _addressees(plan: Authored) -> list[str]:
    sent = [printed_line(line) for line in plan.head.get("addressee", [])]
    if len(sent) == 1:
        return [f"Kính gửi: {sent[0]}"]
    return ["Kính gửi:", *sent] if sent else []


def _typed_block(block: Block) -> list[str]:
    if not block.rows:
        return labelled(block).split("\n")
    rows = ["\t".join("" if cell in "<^" else cell for cell in row) for row in block.rows]
    return [block.caption, *rows] if block.caption else rows


def _typed_notes(plan: Authored) -> list[str]:
    notes = [f"[{mark}] {bare_words(words)}" for mark, words in plan.notes.items()]
    return ["_" * 20, *notes, ""] if notes else []


def _typed_foot(plan: Authored) -> list[str]:
    foot = plan.foot
    sent = [printed_line(line) for line in foot.get("recipient", [])]
    signed = [*foot.get("authority", []), "", *foot.get("stamp", []), "", *foot.get("name", [])]
    sent = ["Nơi nhận:", *sent] if sent else []
    return ["", *sent, "", *signed]


# ---- left by a converter


def converted_text(plan: Authored) -> bytes:
    """Wrapped at the page's width, two columns side by side, pages with their numbers in the flow."""
    flow = _Pages(plan)
    flow.add(*_beside(*_head_columns(plan)), "")
    flow.add(*(line.center(WIDTH).rstrip() for line in _title(plan)), "")
    for words in [*_addressees(plan), *plan.opening]:
        flow.paragraph(words)
    for block in (block for top in plan.body for block in top.walk()):
        flow.block(block)
    for words in plan.closing:
        flow.paragraph(words)
    flow.add("", *_beside(*_foot_columns(plan)))
    for appendix in plan.appendices:
        flow.new_page()
        flow.add(*(line.center(WIDTH).rstrip() for line in appendix.title), "")
        for block in (block for top in appendix.blocks for block in top.walk()):
            flow.block(block)
    return finished(plan, flow.text())


def _title(plan: Authored) -> list[str]:
    titles = [*plan.head.get("kind", []), *plan.head.get("subject", [])]
    return [*titles, "_" * 15] if plan.one("kind") else titles


def _head_columns(plan: Authored) -> tuple[list[str], list[str]]:
    head = plan.head
    issuer = [*head.get("superior", []), *head.get("issuer", [])]
    if not issuer:
        return [*head.get("number", [])], [*head.get("date", [])]
    left, right = [*issuer, "-" * 9], [NATION, MOTTO, "-" * 25]
    deep = max(len(left), len(right))
    left += [""] * (deep - len(left)) + head.get("number", [])
    right += [""] * (deep - len(right)) + head.get("date", [])
    return left, right


def _foot_columns(plan: Authored) -> tuple[list[str], list[str]]:
    foot = plan.foot
    sent = [part for line in foot.get("recipient", []) for part in _narrow(printed_line(line))]
    left = ["Nơi nhận:", *sent] if sent else []
    gap = [""] * 3
    stamp = foot.get("stamp", [])
    return left, [*foot.get("authority", []), *gap, *stamp, *foot.get("name", [])]


def _narrow(line: str) -> list[str]:
    return textwrap.wrap(line, HALF - 6, break_on_hyphens=False)


def _beside(left: list[str], right: list[str]) -> list[str]:
    deep = max(len(left), len(right))
    left, right = left + [""] * (deep - len(left)), right + [""] * (deep - len(right))
    centred = (line.center(HALF).rstrip() for line in right)
    return [f"{a:<{HALF}}{b}".rstrip() for a, b in zip(left, centred, strict=True)]


class _Pages:
    """Lines of pages of one height, each with its own notes at its foot and its number between pages."""

    def __init__(self, plan: Authored) -> None:
        self.plan, self.lines, self.page, self.notes, self.count = plan, [], [], [], 1

    def add(self, *lines: str) -> None:
        for line in lines:
            if len(self.page) + len(self.notes) >= PAGE:
                self.new_page()
            self.page.append(line)

    def paragraph(self, words: str, indent: str = "     ") -> None:
        noted = [run.text for run in runs_of(words) if run.note]
        told = "".join(run.text for run in runs_of(words))
        self.add(*_wrap(told, indent))
        for mark in noted:
            self.notes += _wrap(f"{mark} {bare_words(self.plan.notes[mark])}", "")

    def block(self, block: Block) -> None:
        if block.rows:
            self.add(*([block.caption] if block.caption else []), *_columns(block.rows))
        elif block.label.startswith("Phần"):
            self.add("", block.label.center(WIDTH).rstrip())
            self.add(*(x.center(WIDTH).rstrip() for x in _wrap(bare_words(block.words), "")))
        else:
            bulleted = f"{block.label} {block.words}".strip()
            self.paragraph(bulleted, "     ")

    def new_page(self) -> None:
        self.lines += self.page
        if self.notes:
            self.lines += ["_" * 20, *self.notes]
        self.page, self.notes, self.count = [], [], self.count + 1
        self.lines += one_of(
            self.plan,
            [f"\f{str(self.count).center(WIDTH).rstrip()}", ""],
            ["", f"- {self.count} -".center(WIDTH).rstrip(), ""],
            [str(self.count).center(WIDTH).rstrip()],
        )

    def text(self) -> str:
        self.lines += self.page
        if self.notes:
            self.lines += ["_" * 20, *self.notes]
        return "\n".join(self.lines) + "\n"


def _wrap(words: str, indent: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=indent, break_on_hyphens=False)


def _columns(rows: list[list[str]]) -> list[str]:
    """Rows as pdftotext lays them out: cells wrapped in columns of one width, beside each other."""
    width = WIDTH // len(rows[0]) - 2
    told = []
    for row in rows:
        cells = [textwrap.wrap("" if x in "<^" else x, width, break_on_hyphens=False) for x in row]
        for at in range(max(map(len, cells))):
            line = [f"{cell[at] if at < len(cell) else '':<{width}}" for cell in cells]
            told.append("  ".join(line).rstrip())
    return told
