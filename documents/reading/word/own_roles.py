"""What a paragraph or a table of our own Word files tells by its style: its role, its depth, its marker."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from documents.model import Cell, Item, Run, Text
from documents.normal_words import line
from documents.reading.word.pieces import Grid, GridCell, Paragraph, paragraphs_of
from documents.word import styles
from documents.word.styles import LEVEL, Style

_FIXED = {style.name: style for style in styles.FIXED}
LEVELLED = {style.name: style for style in styles.LEVELLED}
EMPTY = (styles.RULE, styles.SPACE, styles.BELOW_TABLE)
# They stand in the two tables without lines, at the head of the first page and below the text.
IN_FRAMES = (
    styles.NATION, styles.MOTTO, styles.SUPERIOR, styles.ISSUER, styles.NUMBER, styles.LETTER_NUMBER,
    styles.PLACE_DATE, styles.LETTER_SUBJECT, styles.RECIPIENTS, styles.RECIPIENT, styles.AUTHORITY, styles.SIGNER,
)  # fmt: skip


def role_of(paragraph: Paragraph) -> tuple[Style, int] | None:
    """The role and the depth (from 0) that the style of a paragraph tells, None for a style that is not ours."""
    return _role_named(paragraph.style_name)


@cache
def _role_named(name: str) -> tuple[Style, int] | None:
    if name in _FIXED:
        return _FIXED[name], 0
    level = LEVEL.fullmatch(name)
    role = LEVELLED.get(level["role"]) if level else None
    return (role, int(level["depth"]) - 1) if role else None


def marker_of(label: str) -> str:
    """The marker whose label is printed so: the reverse of `Item.label`."""
    bare = line(label)
    if bare in "-+*" or Item(bare).is_part:
        return bare
    return bare[:-1] if bare[-1:] in (".", ")") else bare


def is_frame(paragraph: Paragraph) -> bool:
    told = role_of(paragraph)
    return told is not None and told[0] in IN_FRAMES


def depth_of(grid: Grid) -> int | None:
    """The depth that the cells of a table tell."""
    for each in paragraphs_of(grid):
        told = role_of(each)
        if told and told[0] in (styles.HEAD_CELL, styles.BODY_CELL):
            return told[1]
    return None


def is_filler(cell: GridCell) -> bool:
    """A place beside a cell that reaches down: nothing was there."""
    roles = [role_of(each) for each in cell.paragraphs]
    empty = not any(each.words.strip() for each in cell.paragraphs)
    return empty and bool(roles) and all(told and told[0] is styles.SPACE for told in roles)


def cell_of(cell: GridCell) -> Cell:
    align = cell.paragraphs[0].align if cell.paragraphs else ""
    return Cell(joined(cell.paragraphs), cell.columns, cell.rows, align)


def joined(paragraphs: list[Paragraph]) -> Text:
    """The words of several paragraphs, each on a line of its own."""
    runs: list[Run] = []
    for each in paragraphs:
        label = f"{each.label.text} " if each.label else ""
        between = ("\n" if runs else "") + label
        runs += [*([Run(between)] if between else []), *each.runs]
    return tuple(runs)


def label_before_tab(runs: Text) -> tuple[str, Text]:
    """The label typed before the first tab, and the words behind it."""
    for at, run in enumerate(runs):
        before, tab, rest = run.text.partition("\t")
        if tab and not run.note:
            label = "".join(each.text for each in runs[:at]) + before
            return label, (replace(run, text=rest), *runs[at + 1 :])
    return "", runs


def without(runs: Text, printed: str) -> Text:
    """The words behind a mark that was typed at their start."""
    left, kept = len(printed), []
    for run in runs:
        text = run.text if kept or run.note else run.text.lstrip()
        cut = 0 if run.note else min(left, len(text))
        left -= cut
        if text[cut:]:
            kept.append(replace(run, text=text[cut:]))
    return tuple(kept)
