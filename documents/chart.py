"""A chart as a drawing of lines, boxes and words (SVG), and in words for whoever cannot see it.

Black, white and grey alone, for an office prints without colours; lengths are tenths of a millimetre. The drawing
brings its own attributes and no style, so that it stands in a page whose style sheets are all files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from documents.code import code_svg
from documents.lines import balanced
from documents.markup import escaped
from documents.model import Chart

BAR, LINE = "bar", "line"
# No numbers: the title as a QR code, on papers of the portal that lead back to it.
CODE = "code"
# What is wider than this can no longer be taken in at a glance.
WIDEST_MM = 190
FONT = "Tinos, 'Times New Roman', serif"
SIZE, SMALL = 46, 42  # 13 and 12 pt
LETTER = 22  # the mean letter of SIZE
STEP = 54  # from line to line
BOX, APART = 42, 20  # how high a bar is, and the room between two categories
PLOT = 520  # how high the lines of a line chart may rise
ROOM = 150  # for the figure at the end of a bar
# How the series are told apart without colour: what fills the bars, and the points on the lines.
FILLS = ("#404040", "#ffffff", "#b3b3b3")


class Frame(NamedTuple):
    """Where the values go: the place of 0, and how far 1 is from it."""

    zero: float
    scale: float

    def at(self, value: float) -> float:
        return self.zero + value * self.scale


def svg_of(chart: Chart, width_mm: float) -> str:
    """The chart as one <svg> with its words in <title>; `width_mm` is how long a line of the page is."""
    if chart.kind == CODE:
        return code_svg(chart.title, name=f"Mã QR: {chart.title}")
    chart, width = fitted(chart), round(10 * min(width_mm, WIDEST_MM))
    head, top = _head(chart, width)
    draw = _lines if chart.kind == LINE else _bars
    body, height = draw(chart, width, top)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{width / 10:g}mm" '
        f'height="{height / 10:g}mm" viewBox="0 0 {width} {height}" font-family="{FONT}" '
        f'font-size="{SMALL}" fill="#000000">'
        f"<title>{escaped(words_of(chart))}</title>{''.join([*head, *body])}</svg>"
    )


def words_of(chart: Chart) -> str:
    """The whole chart in one sentence after the other: what a screen reader says."""
    kind = "Biểu đồ đường" if chart.kind == LINE else "Biểu đồ cột"
    rows = (f"{name}: {'; '.join(_said(chart, at))}." for at, name in enumerate(chart.categories))
    return " ".join([f"{kind}: {chart.title}.", *rows])


def _said(chart: Chart, at: int) -> Iterator[str]:
    for series in chart.series:
        name = f"{series.name} " if len(chart.series) > 1 and series.name else ""
        yield f"{name}{figure_of(series.values[at])}"


def figure_of(value: float | None) -> str:
    """A figure as it is read here: 1.234,5; words for none."""
    if value is None:
        return "không có số liệu"
    whole, _, part = f"{value:,.2f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


# Title and legend


def _head(chart: Chart, width: int) -> tuple[list[str], int]:
    titles = balanced(chart.title, width // LETTER) if chart.title else []
    drawn = [
        _text(line, width / 2, STEP * at, "middle", size=SIZE, bold=True)
        for at, line in enumerate(titles, start=1)
    ]
    top = STEP * len(titles) + APART
    if len(chart.series) > 1:
        drawn += _legend([series.name for series in chart.series], width, top)
        top += STEP + APART
    return drawn, top


def _legend(names: list[str], width: int, top: int) -> Iterator[str]:
    lengths = [BOX + APART + len(name) * LETTER + 2 * STEP for name in names]
    x = max((width - sum(lengths) + 2 * STEP) / 2, 0)
    for at, (name, length) in enumerate(zip(names, lengths, strict=True)):
        yield _box(x, top + (STEP - BOX) / 2, BOX, BOX, at)
        yield _text(name, x + BOX + APART, top + 40)
        x += length


# Bars, one below the other


def _bars(chart: Chart, width: int, top: int) -> tuple[list[str], int]:
    labels = [balanced(name, _label_letters(chart, width)) for name in chart.categories]
    column = max((len(line) for lines in labels for line in lines), default=0) * LETTER + APART
    frame = _frame(chart, column, width - ROOM)
    drawn, y = [], top
    for at, lines in enumerate(labels):
        height = max(STEP * len(lines), BOX * len(chart.series))
        drawn += _label(lines, column, y + height / 2)
        drawn += _group(chart, at, frame, y + (height - BOX * len(chart.series)) / 2)
        y += height + APART
    return [*drawn, _stroke(frame.zero, top - APART / 2, frame.zero, y - APART / 2)], y


def _label_letters(chart: Chart, width: int) -> int:
    longest = max(map(len, chart.categories), default=0)
    return max(min(longest, int(width * 0.42 / LETTER)), 1)


def _label(lines: list[str], right: float, middle: float) -> Iterator[str]:
    first = middle - STEP * (len(lines) - 1) / 2 + SMALL / 3
    for at, line in enumerate(lines):
        yield _text(line, right - APART, first + STEP * at, "end")


def _group(chart: Chart, at: int, frame: Frame, y: float) -> Iterator[str]:
    for place, series in enumerate(chart.series):
        value = series.values[at]
        end = frame.at(value or 0)
        if value:
            yield _box(min(frame.zero, end), y, abs(end - frame.zero), BOX - 4, place)
        words = "–" if value is None else figure_of(value)
        yield _text(words, max(end, frame.zero) + 10, y + BOX - 8, size=SMALL - 6)
        y += BOX


# Lines from left to right


def _lines(chart: Chart, width: int, top: int) -> tuple[list[str], int]:
    top += STEP
    frame = _frame(chart, top + PLOT, top)
    step = width / max(len(chart.categories), 1)
    drawn = [_stroke(0, frame.zero, width, frame.zero)]
    for place, series in enumerate(chart.series):
        points = [
            None if value is None else (step * (at + 0.5), frame.at(value), value)
            for at, value in enumerate(series.values)
        ]
        drawn += _line(points, place)
    names = [balanced(name, max(int(step / LETTER), 1)) for name in chart.categories]
    for at, lines in enumerate(names):
        drawn += [
            _text(line, step * (at + 0.5), top + PLOT + STEP * row, "middle")
            for row, line in enumerate(lines, start=1)
        ]
    return drawn, top + PLOT + STEP * max(map(len, names), default=0) + APART


def _line(points: list[tuple[float, float, float] | None], place: int) -> Iterator[str]:
    """From point to point; where a value is missing (None) the line is broken, for nothing is known there."""
    dashes = ' stroke-dasharray="16 10"' if place else ""
    for start, end in zip(points, points[1:], strict=False):
        if start and end:
            yield _stroke(*start[:2], *end[:2], dashes)
    for x, y, value in filter(None, points):
        yield _box(x - 9, y - 9, 18, 18, place)
        below = 46 if place else -18
        yield _text(figure_of(value), x, y + below, "middle", size=SMALL - 6)


# Pieces


def _frame(chart: Chart, start: float, end: float) -> Frame:
    values = [value for series in chart.series for value in series.values if value is not None]
    most, least = max([0, *values]), min([0, *values])
    scale = (end - start) / ((most - least) or 1)
    return Frame(start - least * scale, scale)


def _text(
    words: str, x: float, y: float, anchor: str = "start", *, size: int = SMALL, bold: bool = False
) -> str:
    told = "".join(
        [
            f' text-anchor="{anchor}"' if anchor != "start" else "",
            f' font-size="{size}"' if size != SMALL else "",
            ' font-weight="700"' if bold else "",
        ]
    )
    return f"<text {_told(x=x, y=y)}{told}>{escaped(words)}</text>"


def _box(x: float, y: float, width: float, height: float, place: int) -> str:
    where = _told(x=x, y=y, width=width, height=height)
    return f'<rect {where} fill="{FILLS[place % len(FILLS)]}" stroke="#000000" stroke-width="2"/>'


def _stroke(x: float, y: float, to_x: float, to_y: float, more: str = "") -> str:
    where = _told(x1=x, y1=y, x2=to_x, y2=to_y)
    return f'<line {where} stroke="#000000" stroke-width="3"{more}/>'


def _told(**places: float) -> str:
    return " ".join(f'{name}="{_short(place)}"' for name, place in places.items())


def _short(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")


def fitted(chart: Chart) -> Chart:
    """The chart with as many values in each series as there are categories; what is missing is None."""
    count = len(chart.categories)
    series = (
        replace(each, values=(*each.values, *[None] * count)[:count]) for each in chart.series
    )
    return replace(chart, series=tuple(series))
