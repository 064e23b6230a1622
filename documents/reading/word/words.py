"""The runs of a paragraph as a line for the joiner: words with single spaces, and where which style stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.model import Run
from documents.text import Line, Stretch, normal, note_mark, squeeze


def line_of(
    number: int,
    runs: Iterable[Run],
    *,
    label: str = "",
    glued: bool = False,
    level: int | None = None,
    align: str = "",
    outline: int | None = None,
) -> Line:
    """One paragraph as a line; its automatic number stands at the start of its text."""
    start = f"{label}{'' if glued else ' '}" if label else ""
    text, styles = styled(runs, len(start))
    raw = start + "".join(normal(run.text) for run in runs if not run.note)
    return Line(
        number,
        squeeze(start + text),
        raw,
        False,
        True,
        styles,
        label=label,
        level=level,
        align=align,
        outline=outline,
    )


def styled(runs: Iterable[Run], begin: int = 0) -> tuple[str, tuple[Stretch, ...]]:
    """Words with single spaces, none at either end, marks of notes in place; the styles as counted from `begin`."""
    words = ""
    styles: list[Stretch] = []
    for run in runs:
        piece = note_mark(run.text) if run.note else _spaced(normal(run.text))
        if not words or words.endswith(" "):
            piece = piece.lstrip()
        if not run.note and (run.bold or run.italic) and piece:
            at = begin + len(words)
            styles.append(Stretch(at, at + len(piece), run.bold, run.italic))
        words += piece
    kept = words.rstrip()
    return kept, tuple(
        replace(each, end=min(each.end, begin + len(kept)))
        for each in styles
        if each.start < begin + len(kept)
    )


def _spaced(words: str) -> str:
    """Each stretch of blanks as one space; one at an end may meet another there."""
    inner = squeeze(words)
    if not inner:
        return " " if words else ""
    return f"{' ' * words[0].isspace()}{inner}{' ' * words[-1].isspace()}"


def split_at_breaks(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each line of a paragraph with line breaks; at least one line, perhaps empty."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = [run.text] if run.note else run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=piece)] for piece in more]
    return lines


def plain_words(runs: Iterable[Run]) -> str:
    """The words alone with single spaces."""
    return squeeze("".join(normal(run.text) for run in runs if not run.note))


def gathered(lines: Iterable[list[Run]], joint: str) -> Iterator[Run]:
    """Lines as one text with `joint` between them."""
    for at, runs in enumerate(lines):
        if at:
            yield Run(joint)
        yield from runs
