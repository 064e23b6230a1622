"""Tables as they are ruled: which lines belong together, and the cells they enclose, merged ones included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from documents.reading.pdf.letters import Rule

_NEAR = 2.5  # points between lines that touch
_SAME = 3.0  # points between lines drawn as one
_OPEN_SIDE = 12.0  # points a line runs on where the side of a table is not ruled
_MOST_LINES = 1_500
_MOST_CELLS = 40_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level line at `at` from `start` to `end`, or an upright one."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Space:
    """A cell: the row and column where it begins, how many it takes, and its edges in points."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """The ruled lines of one table on one page, and where columns and rows part."""

    level: tuple[Stroke, ...]
    upright: tuple[Stroke, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def spaces(self) -> list[Space]:
        """The cells from top to bottom and left to right."""
        taken: set[tuple[int, int]] = set()
        found = []
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) not in taken:
                    space = self._space(row, column, taken)
                    taken |= _covered(space)
                    found.append(space)
        return found

    def _space(self, row: int, column: int, taken: set[tuple[int, int]]) -> Space:
        """The cell that begins here: as wide as nothing parts it, then as deep as that holds for its whole width."""
        right = column + 1
        while right < len(self.xs) - 1 and (row, right) not in taken and not self._wall(right, row):
            right += 1
        below = row + 1
        while below < len(self.ys) - 1 and self._is_open(row, below, column, right):
            below += 1
        return Space(
            row,
            column,
            below - row,
            right - column,
            self.xs[column],
            self.ys[row],
            self.xs[right],
            self.ys[below],
        )

    def _is_open(self, row: int, below: int, column: int, right: int) -> bool:
        """Whether the row `below` belongs to the cell above it, from `column` to `right`."""
        floors = any(self._floor(below, each) for each in range(column, right))
        walls = any(self._wall(each, below) for each in range(column + 1, right))
        return not floors and not walls

    def _wall(self, column: int, row: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return _covers(self.upright, self.xs[column], middle)

    def _floor(self, row: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return _covers(self.level, self.ys[row], middle)

    def with_columns(self, xs: tuple[float, ...]) -> Grid:
        """The same lines where the table has columns that this page does not show."""
        return Grid(self.level, self.upright, xs, self.ys)


def _covered(space: Space) -> set[tuple[int, int]]:
    return {
        (row, column)
        for row in range(space.row, space.row + space.rows)
        for column in range(space.column, space.column + space.columns)
    }


def _covers(strokes: Iterable[Stroke], at: float, middle: float) -> bool:
    return any(
        abs(stroke.at - at) <= _SAME and stroke.start <= middle <= stroke.end for stroke in strokes
    )


def grids_of(rules: list[Rule]) -> list[Grid]:
    """The tables of a page from top to bottom. A frame around one space is none."""
    level = _strokes(rules, is_level=True)
    upright = _strokes(rules, is_level=False)
    if len(level) + len(upright) > _MOST_LINES:
        return []
    found = (_grid(*group) for group in _groups(level, upright))
    grids = [grid for grid in found if grid and len(grid.spaces()) > 1]
    return sorted(grids, key=lambda grid: grid.top)


def _strokes(rules: list[Rule], *, is_level: bool) -> list[Stroke]:
    """The lines of one direction, pieces of one line put together."""
    chosen = (rule for rule in rules if rule.is_level == is_level)
    turned = sorted(
        ((rule.top + rule.bottom) / 2, rule.left, rule.right)
        if is_level
        else ((rule.left + rule.right) / 2, rule.top, rule.bottom)
        for rule in chosen
    )
    strokes: list[Stroke] = []
    for bunch in _bunches(turned):
        at = bunch[0][0]
        start, end = None, 0.0
        for _, low, high in sorted(bunch, key=lambda each: each[1]):
            if start is not None and low <= end + _NEAR:
                end = max(end, high)
                continue
            if start is not None:
                strokes.append(Stroke(at, start, end))
            start, end = low, high
        strokes.append(Stroke(at, start, end))
    return strokes


def _bunches(turned: list[tuple]) -> Iterable[list[tuple]]:
    bunch: list[tuple] = []
    for each in turned:
        if bunch and each[0] - bunch[0][0] > _SAME / 2:
            yield bunch
            bunch = []
        bunch.append(each)
    if bunch:
        yield bunch


def _groups(level: list[Stroke], upright: list[Stroke]) -> Iterable[tuple[list, list]]:
    """Lines that touch each other, straight or by way of others."""
    waiting = list(upright)
    free = list(level)
    while waiting:
        ups, lows = [waiting.pop()], []
        for one in ups:
            touched = [each for each in free if _touch(each, one)]
            free = [each for each in free if each not in touched]
            lows += touched
            for low in touched:
                more = [each for each in waiting if _touch(low, each)]
                waiting = [each for each in waiting if each not in more]
                ups += more
        yield lows, ups


def _touch(level: Stroke, upright: Stroke) -> bool:
    across = level.start - _NEAR <= upright.at <= level.end + _NEAR
    return across and upright.start - _NEAR <= level.at <= upright.end + _NEAR


def _grid(level: list[Stroke], upright: list[Stroke]) -> Grid | None:
    if not level or not upright:
        return None
    xs = _places([stroke.at for stroke in upright], [(s.start, s.end) for s in level])
    ys = _places([stroke.at for stroke in level], [(s.start, s.end) for s in upright])
    if min(len(xs), len(ys)) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    return Grid(tuple(level), tuple(upright), xs, ys)


def _places(at: list[float], reach: list[tuple[float, float]]) -> tuple[float, ...]:
    """Where lines stand, and the open sides the lines across run on to."""
    places = _apart(at)
    first, last = min(start for start, _ in reach), max(end for _, end in reach)
    if first < places[0] - _OPEN_SIDE:
        places.insert(0, first)
    if last > places[-1] + _OPEN_SIDE:
        places.append(last)
    return tuple(places)


def _apart(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SAME:
            places.append(value)
    return places


def common_columns(one: Grid, other: Grid) -> tuple[float, ...] | None:
    """The columns of two parts of one table; None where the parts belong to two tables."""
    if abs(one.left - other.left) > 2 * _SAME or abs(one.right - other.right) > 2 * _SAME:
        return None
    short, long = sorted((one.xs, other.xs), key=len)
    fits = all(any(abs(x - y) <= 2 * _SAME for y in long) for x in short)
    return long if fits else None


def column_widths(xs: tuple[float, ...]) -> tuple[float, ...]:
    """The share of each column in percent."""
    whole = xs[-1] - xs[0]
    return tuple(round(100 * (right - left) / whole, 1) for left, right in pairwise(xs))
