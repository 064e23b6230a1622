"""What an office has ticked on its grid: attempts to read or answer, and late reports to urge."""

import re
from datetime import date
from typing import NamedTuple

from accounts.models import Unit
from danvan.asked import number
from danvan.clock import today
from danvan.vietnamese import sort_key
from reports.desk import desk_rows
from reports.desk.desk_cells import STATES, Asked
from reports.desk.desk_rows import LATE
from reports.desk.grid import Grid
from reports.models import ReportRound

_FIELDS = ("pk", "commune_id", "kind", "year", "label", "topic", "due_on")
_CELL = re.compile(r"(?P<kind>[srv])(?P<pk>[0-9]{1,15})(?:-(?P<of>[a-z_]{1,12}))?")


class Late(NamedTuple):
    """A report that is missing after its date. `round` is its pk, None where the commune has not opened one."""

    commune: Unit
    round: int | None
    kind: str
    year: int
    name: str
    due_on: date

    @property
    def days(self):
        return (today() - self.due_on).days

    @property
    def words(self):
        return f"quá hạn {self.days} ngày"

    @property
    def key(self):
        return f"r{self.round}" if self.round else f"v{self.commune.pk}-{self.kind}"


class Ticked(NamedTuple):
    """The cells named in a form, by kind: pks of attempts, pks of rounds, (commune pk, kind) of reports owed."""

    submissions: frozenset = frozenset()
    rounds: frozenset = frozenset()
    owed: frozenset = frozenset()


def asked_from(values, years, default):
    """The Asked of a query string (a mapping); what makes no sense in it is left out."""
    year, days = number(values.get("year")), number(values.get("days"), 0)
    state = values.get("state", "")
    return Asked(
        year=year if year in years else default,
        column=values.get("column", "")[:400],
        state=state if state in STATES else "",
        q=values.get("q", "").strip()[:100],
        days=min(days, 3650),
    )


def ticked_from(cells):
    """The Ticked of the values of the boxes; nonsense names nothing."""
    found = {"s": set(), "r": set(), "v": set()}
    for words in cells:
        if match := _CELL.fullmatch(words):
            kind, pk, of = match["kind"], int(match["pk"]), match["of"]
            found[kind].add((pk, of) if kind == "v" else pk)
    return Ticked(*(frozenset(found[kind]) for kind in "srv"))


def submissions_found(user, asked):
    """Pks of the latest attempts that the whole filter finds, on this page or another."""
    rounds, _ = Grid(user, asked).asked_for()
    return frozenset(rounds.exclude(latest=None).values_list("latest", flat=True))


def late_found(user, asked):
    """[Late] of the whole filter."""
    grid = Grid(user, asked)
    rounds, owing = grid.asked_for()
    owing = [(column, communes.filter(state=LATE)) for column, communes in owing]
    return _in_order([*_of_rounds(rounds.filter(state="late")), *_of_owing(owing, asked.year)])


def first_late(grid, most):
    """The first few [Late] of a Grid, without fetching the others."""
    rounds, owing = grid.rounds().filter(state="late"), grid.owing()
    rounds = rounds.order_by("due_on", "commune__position", "commune__search_text")[:most]
    owing = [
        (column, communes.filter(state=LATE).order_by("position", "search_text")[:most])
        for column, communes in owing
    ]
    return _in_order([*_of_rounds(rounds), *_of_owing(owing, grid.asked.year)])[:most]


def late_ticked(user, ticked, year):
    """[Late] of what was ticked, where nothing has come since."""
    rounds = desk_rows.rounds_with_state(user, today()).filter(pk__in=ticked.rounds, state="late")
    owing = []
    for column in Grid(user, Asked(year)).columns:
        pks = {pk for pk, kind in ticked.owed if kind == column.kind and column.is_standard}
        if pks:
            communes = desk_rows.owing(user, column.kind, year, today())
            owing.append((column, communes.filter(pk__in=pks, state=LATE)))
    return _in_order([*_of_rounds(rounds), *_of_owing(owing, year)])


def _of_rounds(rounds):
    # Named one by one, or the database would work out what the grid shows of each round once more.
    rows = [
        ReportRound(**dict(zip(_FIELDS, row, strict=True))) for row in rounds.values_list(*_FIELDS)
    ]
    communes = Unit.objects.in_bulk({each.commune_id for each in rows})
    for round in rows:
        commune = communes[round.commune_id]
        yield Late(commune, round.pk, round.kind, round.year, round.name, round.due_on)


def _of_owing(owing, year):
    for column, communes in owing:
        due_on = desk_rows.standard_due_on(column.kind, year)
        name = ReportRound(kind=column.kind, year=year).name
        for commune in communes:
            yield Late(commune, None, column.kind, year, name, due_on)


def _in_order(late):
    def place(each):
        unit = each.commune
        return each.due_on, unit.position, sort_key(unit.place or unit.short_name), unit.pk

    return sorted(late, key=place)


def still_late(user, late):
    """Those of `late` that nobody has handed in meanwhile, asked of the database anew."""
    years = {each.year for each in late}
    fresh = []
    for year in sorted(years):
        ticked = ticked_from(each.key for each in late if each.year == year)
        fresh += late_ticked(user, ticked, year)
    return _in_order(fresh)
