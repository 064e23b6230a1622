"""The receiver's desk: communes down, rounds across, one state in each cell."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.functional import cached_property

from accounts.models import Unit
from danvan.clock import today
from danvan.vietnamese import sort_key
from reports.desk import desk_rows
from reports.desk.desk_cells import STATES, Asked, Cell, Column, Line
from reports.desk.desk_rows import STANDARD, UNUSED
from reports.models import ReportRound, Submission

COMMUNES_ON_A_PAGE, COLUMNS_ON_A_PAGE = 50, 8


def years_in_play(day):
    """The years whose reports come in at this time, oldest first: until the end of March last year's, too."""
    return (day.year - 1, day.year) if day.month <= 3 else (day.year,)


def years_of(user):
    """The years there is something to choose from, newest first."""
    rounds = ReportRound.objects.visible_to(user).values_list("year", flat=True)
    return sorted({*rounds.order_by().distinct(), *years_in_play(today())}, reverse=True)


class Grid:
    """One year of an office. Nothing is asked of the database until it is looked at; the number of queries does not
    grow with the communes."""

    def __init__(self, user, asked):
        self.user, self.asked = user, asked

    @cached_property
    def columns(self):
        """All columns of the year, those due last first."""
        rounds = ReportRound.objects.visible_to(self.user).filter(year=self.asked.year)
        kinds = rounds.order_by().values_list("kind", "label", "topic", "due_on")
        due = {(kind, "", ""): None for kind in STANDARD}
        # The date of most communes comes last, and stays.
        for *column, due_on, _ in kinds.annotate(count=Count("pk")).order_by("count", "-due_on"):
            due[tuple(column)] = due_on
        named = [self._column(*column, due_on) for column, due_on in due.items()]
        return sorted(named, key=lambda column: (column.due_on, column.key), reverse=True)

    def _column(self, kind, label, topic, due_on):
        year = self.asked.year
        round = ReportRound(kind=kind, year=year, label=label, topic=topic)
        name = f"{topic} {round.period_words}".strip()
        due_on = due_on or desk_rows.standard_due_on(kind, year)
        return Column(kind, label, topic, name, due_on)

    @property
    def _of_filter(self):
        chosen = [column for column in self.columns if column.key == self.asked.column]
        return chosen or self.columns

    def rounds(self, columns=None):
        """The rounds of these columns (all that the filter names) that the words and days of the filter find."""
        rounds = desk_rows.rounds_with_state(self.user, today()).filter(year=self.asked.year)
        rounds = desk_rows.named(rounds, self.asked.q)
        if columns is not None or self.asked.column:
            rounds = rounds.filter(_any_of(self._of_filter if columns is None else columns))
        if self.asked.days:
            rounds = desk_rows.late_by(rounds, self.asked.days, today())
        return rounds.order_by()

    def owing(self, columns=None):
        """[(column, communes that have not opened its round, with their `state`)] of the columns where the filter lets
        such cells be."""
        columns = self._of_filter if columns is None else columns
        return [
            (column, self._owing(column.kind))
            for column in columns
            if column.is_standard and self._lets_missing(column)
        ]

    def _owing(self, kind):
        communes = desk_rows.owing(self.user, kind, self.asked.year, today(), self.asked.q)
        # Who owed nothing is late by no day.
        return communes.exclude(state=UNUSED) if self.asked.days else communes

    def _lets_missing(self, column):
        days = (today() - desk_rows.standard_due_on(column.kind, self.asked.year)).days
        return not self.asked.days or days >= self.asked.days

    @cached_property
    def _rounds_found(self):
        """(of_round, state key, commune pk) of each round that the words and days of the filter find.

        Fetched once for the counters and for the communes: to look up what came last of thousands of rounds is what
        the page costs.
        """
        rows = self.rounds().values_list("kind", "label", "topic", "state", "commune_id")
        return [(tuple(column), state, pk) for *column, state, pk in rows]

    @cached_property
    def _owing_found(self):
        """(of_round, state key, place of the commune) of each report owed without a round."""
        return [
            (column.of_round, state, place)
            for column, communes in self.owing()
            for state, *place in _places(communes, "state")
        ]

    @cached_property
    def figures(self):
        """(of_round, state key) → how many cells."""
        found = (*self._rounds_found, *self._owing_found)
        return Counter((column, state) for column, state, _ in found)

    @property
    def counts(self):
        """(State, how many cells) for each state, in the order in which they call for action."""
        return [
            (state, sum(count for (_, key), count in self.figures.items() if key == state.key))
            for state in STATES.values()
        ]

    @cached_property
    def shown(self):
        """The columns of the filter; with a state those that have a cell in it."""
        if self.asked.state not in STATES:
            return self._of_filter
        found = {
            column
            for (column, key), count in self.figures.items()
            if count and key == self.asked.state
        }
        return [each for each in self._of_filter if each.of_round in found] or self._of_filter

    def asked_for(self, columns=None):
        """(rounds, [(column, communes)]): the cells the whole filter finds, its state with it."""
        rounds, owing = self.rounds(columns), self.owing(columns)
        if self.asked.state in STATES:
            rounds = rounds.filter(state=self.asked.state)
            owing = [
                (column, communes.filter(state=self.asked.state)) for column, communes in owing
            ]
        return rounds, owing

    def communes(self):
        """Keys of the communes that have a cell of the filter, in the order of the alphabet."""
        asked = {self.asked.state} & STATES.keys() or STATES.keys()
        with_round = {pk for _, state, pk in self._rounds_found if state in asked}
        found = {tuple(place) for place in _places(Unit.objects.filter(pk__in=with_round))}
        found |= {tuple(place) for _, state, place in self._owing_found if state in asked}
        return [pk for *_, pk in sorted(found)]

    def page(self, number, columns):
        """A Page of Lines: the communes of one page with a cell for each of these columns."""
        page = Paginator(self.communes(), COMMUNES_ON_A_PAGE).get_page(number)
        page.object_list = self._lines(list(page.object_list), columns)
        return page

    def _lines(self, pks, columns):
        communes = Unit.objects.in_bulk(pks)
        plain = Grid(self.user, Asked(self.asked.year))
        cells = self._standing(pks, columns, plain) | self._owed(pks, columns, plain)
        return [
            Line(communes[pk], [cells.get((pk, column.of_round)) for column in columns])
            for pk in pks
        ]

    def _standing(self, pks, columns, plain):
        """(commune pk, of_round) → Cell, of the rounds that are open."""
        rounds = list(plain.rounds(columns).filter(commune__in=pks))
        attempts = Submission.objects.visible_to(self.user).defer("document", "report__document")
        attempts = attempts.filter(pk__in=[each.latest for each in rounds if each.latest])
        latest = attempts.select_related("report__round").in_bulk()
        return {
            (each.commune_id, (each.kind, each.label, each.topic)): self._cell(
                each, latest.get(each.latest)
            )
            for each in rounds
        }

    def _cell(self, round, submission):
        key = f"s{submission.pk}" if submission else f"r{round.pk}"
        cell = Cell(STATES[round.state], round.due_on, key, submission)
        return cell._replace(is_asked_for=self._fits(cell))

    def _owed(self, pks, columns, plain):
        found = {}
        for column, communes in plain.owing(columns):
            due_on = desk_rows.standard_due_on(column.kind, self.asked.year)
            here = communes.filter(pk__in=pks).values_list("pk", "state")
            for pk, state in here:
                cell = Cell(STATES[state], due_on, f"v{pk}-{column.kind}")
                found[pk, column.of_round] = cell._replace(is_asked_for=self._fits(cell))
        return found

    def _fits(self, cell):
        state = self.asked.state
        return (state not in STATES or cell.state.key == state) and cell.days >= self.asked.days


def _places(communes, *facts):
    """(facts …, position, name to sort by, pk) of each."""
    rows = communes.order_by().values_list(*facts, "position", "place", "short_name", "pk")
    for *first, place, name, pk in rows:
        yield *first, sort_key(place or name), pk


def _any_of(columns):
    wanted = Q(pk__in=[])
    for column in columns:
        wanted |= Q(kind=column.kind, label=column.label, topic=column.topic)
    return wanted


def columns_on_page(columns, number):
    """A Page of columns: a phone and an office screen hold so many."""
    return Paginator(columns, COLUMNS_ON_A_PAGE).get_page(number)


def grid(user, year, **asked):
    """(columns, lines) of one year for an office, all communes: for small offices and tests."""
    made = Grid(user, Asked(year, **asked))
    return made.shown, made._lines(made.communes(), made.shown)
