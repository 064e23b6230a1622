"""A `Text` as inline HTML for a database and as marked words for a text box, and back.

HTML knows <strong>, <em> and <sup class="note">; marked words know **đậm**, *nghiêng* and [^1]. Nothing else of a page
can be written in either, so no word of a person can become a tag, an address or a style.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser

from documents.model import Run, Text

_STYLES = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic"}
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "tr"}
_UNSPOKEN = {"script", "style", "template", "title"}
_MARKS = re.compile(r"\\[\\*\[]|\*\*|\*|\[\^[^\]\s]{1,12}\]")


def to_text(source: str) -> Text:
    """Inline HTML as `Text`. Unknown tags go, their words stay; <br> and the end of a block become a line break."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return trimmed(merged(reader.runs))


def to_html(text: Text) -> str:
    """`Text` as inline HTML, every word escaped. `to_text(to_html(text)) == text` for a merged text."""
    return "".join(_run_as_html(run) for run in merged(text))


def from_marks(words: str) -> Text:
    """What a person typed with **đậm**, *nghiêng* and [^1]. A mark without its other half is an ordinary sign."""
    tokens = _tokens(words)
    lone = {_last_lone(tokens, "**"), _last_lone(tokens, "*")}
    runs, bold, italic = [], False, False
    for place, (piece, is_mark) in enumerate(tokens):
        if not is_mark or place in lone:
            runs.append(Run(piece, bold, italic))
        elif piece == "**":
            bold = not bold
        elif piece == "*":
            italic = not italic
        else:
            runs.append(Run(piece[2:-1], note=True))
    return trimmed(merged(runs))


def to_marks(text: Text) -> str:
    """`Text` as words with marks, for a text box; `from_marks` reads it back."""
    words, bold, italic = [], False, False
    for run in _blanks_without_style(merged(text)):
        if run.note:
            words.append(f"[^{run.text}]")
            continue
        words += ["**"] * (run.bold != bold) + ["*"] * (run.italic != italic)
        bold, italic = run.bold, run.italic
        words.append(re.sub(r"\\(?=[\\*\[]|$)|\*|\[(?=\^)", lambda sign: "\\" + sign[0], run.text))
    return "".join([*words, "**" * bold, "*" * italic])


def merged(runs: Iterable[Run]) -> Text:
    """The same words with neighbours of one style joined and empty runs gone; each footnote mark stays by itself."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if not run.text:
            continue
        if last and not (run.note or last.note) and _style(last) == _style(run):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def trimmed(text: Text) -> Text:
    """Without blanks and line breaks at either end."""
    runs = list(text)
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)


def _style(run: Run) -> tuple[bool, bool]:
    return run.bold, run.italic


def _run_as_html(run: Run) -> str:
    words = html.escape(run.text, quote=False).replace("\n", "<br>")
    if run.note:
        return f'<sup class="note">{words}</sup>'
    if run.italic:
        words = f"<em>{words}</em>"
    return f"<strong>{words}</strong>" if run.bold else words


def _blanks_without_style(text: Text) -> Text:
    """Blanks at the edge of a bold or italic stretch stand outside its marks, so that the marks touch the words."""
    runs = []
    for run in text:
        core = run.text.strip()
        if run.note or not (run.bold or run.italic):
            runs.append(run)
            continue
        start = run.text.find(core) if core else len(run.text)
        runs += [
            Run(run.text[:start]),
            replace(run, text=core),
            Run(run.text[start + len(core) :]),
        ]
    return merged(runs)


def _tokens(words: str) -> list[tuple[str, bool]]:
    """The words cut at their marks: (piece, whether it is a mark). An escaped sign is an ordinary piece."""
    tokens, done = [], 0
    for found in _MARKS.finditer(words):
        tokens.append((words[done : found.start()], False))
        sign, done = found[0], found.end()
        if sign[0] == "\\":
            tokens.append((sign[1], False))
        else:
            around = words[found.start() - 1 : found.start()] + words[done : done + 1]
            # "2 * 3": a star between blanks multiplies.
            tokens.append((sign, not (sign[0] == "*" and len(around) == 2 and around.isspace())))
    return [*tokens, (words[done:], False)]


def _last_lone(tokens: list[tuple[str, bool]], mark: str) -> int:
    places = [place for place, (piece, is_mark) in enumerate(tokens) if is_mark and piece == mark]
    return places[-1] if len(places) % 2 else -1


class _Reader(HTMLParser):
    """Collects runs; tags that were never closed end with the text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.depth = {"bold": 0, "italic": 0, "note": 0, "unspoken": 0}

    def handle_starttag(self, tag, attrs):
        if tag == "br" or (tag in _BLOCKS and self.runs):
            self._break()
        elif counted := self._counted(tag):
            self.depth[counted] += 1

    def handle_endtag(self, tag):
        counted = self._counted(tag)
        if counted and self.depth[counted]:
            self.depth[counted] -= 1

    def handle_data(self, data):
        if not self.depth["unspoken"]:
            is_note = self.depth["note"] > 0
            styles = (not is_note and self.depth[style] > 0 for style in ("bold", "italic"))
            self.runs.append(Run(data, *styles, note=is_note))

    def _break(self):
        self.runs.append(Run("\n", self.depth["bold"] > 0, self.depth["italic"] > 0))

    @staticmethod
    def _counted(tag):
        if tag in _UNSPOKEN:
            return "unspoken"
        return "note" if tag == "sup" else _STYLES.get(tag, "")
