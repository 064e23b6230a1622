"""What the data say now and the commune's report does not: for the person who writes it, worked out as they look."""

from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from reports.models import Indicator, IndicatorValue
from reports.writing.pieces import Line, changes, is_own, is_taken_out, pieces_of, with_new


class FigureChange(NamedTuple):
    """A figure of the commune whose units add up to something else than before; `total` None: no unit gives it."""

    indicator: Indicator
    figure: IndicatorValue | None
    total: Decimal | None


def figure_changes(material):
    """[FigureChange] between the commune's figures and the sums over its units, in their order."""
    own = {figure.indicator_id: figure for figure in material.own.values()}
    found = [
        FigureChange(indicator, own.get(pk), total)
        for pk, (indicator, total) in material.figures.items()
        if has_moved(own.get(pk), total)
    ]
    gone = (each for pk, each in own.items() if pk not in material.figures)
    found += [FigureChange(each.indicator, each, None) for each in gone if is_summed(each)]
    return sorted(found, key=lambda each: (each.indicator.position, each.indicator.pk))


def is_summed(figure):
    """Whether it is the units' sum, which nobody changed or decided to keep; what a formula gives is no sum."""
    if figure.indicator.formula:
        return False
    untouched = figure.value == figure.compiled and not figure.has_no_data
    return untouched and figure.compiled is not None and figure.kept is None


def is_empty(figure):
    """Whether neither compiling nor a person has said anything yet."""
    said = (figure.value, figure.compiled, figure.kept)
    return said == (None, None, None) and not figure.has_no_data


def has_moved(figure, total):
    """Whether a sum is news: not what the figure says, nor what a person already decided about."""
    if figure is None:
        return True
    known = figure.compiled if figure.kept is None else figure.kept
    return total not in (figure.value, known)


# The lines of a section as they are read on the page


class Row(NamedTuple):
    """One line on the page. `change`: "" or "changed", "new", "gone"; `now`: what the data say, where they differ.

    `origin` stands on the last of the lines below each other that came from the same place.
    """

    key: str
    text: str
    origin: str
    link: str
    change: str
    now: str
    is_own: bool
    is_edited: bool

    @property
    def bullet(self):
        """ "dash", "plus" or "": how the line stands on the page."""
        return {"-": "dash", "+": "plus"}.get(self.text[:1], "")

    @property
    def is_head(self):
        """Whether it stands over the lines of a group of tasks."""
        return self.key.startswith("group:") or self.key == "others"


def rows_of(section, lines=None):
    """The Rows of a section; with `lines`, what compiling would draft now, also what differs from it."""
    shown = [piece for piece in pieces_of(section) if piece["text"]]
    rows = [_row(piece, None) for piece in shown]
    if lines is not None:
        rows = _with_changes(pieces_of(section), lines)
    return [_once(row, below) for row, below in zip_longest(rows, rows[1:])]


def _with_changes(pieces, lines):
    found = {
        (each.line or Line(each.piece["key"], "")).key: each for each in changes(pieces, lines)
    }
    return [
        _row(piece, found.get(piece["key"])) for piece in with_new(pieces, lines) if piece["text"]
    ]


def _row(piece, change):
    kind, now = "", ""
    if change:
        kind = "gone" if change.line is None else "changed" if change.piece else "new"
        now = change.line.text if change.line else ""
    return Row(
        key=piece["key"], text=piece["text"], origin=piece["origin"], link=piece["link"], change=kind, now=now,
        is_own=is_own(piece), is_edited=not is_own(piece) and piece["text"] != piece["drafted"],
    )  # fmt: skip


def _once(row, below):
    same = below is not None and (row.origin, row.link) == (below.origin, below.link)
    hides = same and not row.change and not row.is_edited and below.is_own == row.is_own
    return row._replace(origin="", link="") if hides else row


def taken_out(section):
    """The drafted lines of a section that a person took out of it."""
    return [piece for piece in pieces_of(section) if is_taken_out(piece)]


def section_context(section, marker, lines=None, *, may_edit=False):
    """What the page of a section needs; `lines`: what compiling would draft now, where the difference is to be told."""
    rows = rows_of(section, lines)
    return {
        "marker": marker,
        "section": section,
        "rows": rows,
        "drifts": sum(1 for row in rows if row.change),
        "taken_out": taken_out(section) if may_edit else [],
    }
