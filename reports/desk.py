"""The receiver's desk: communes down, rounds across, one state in each cell."""

from datetime import date
from typing import NamedTuple

from accounts.models import ReceiverAssignment, Unit
from danvan.clock import today
from danvan.vietnamese import search_text, sort_key
from reports.models import ReportRound, Submission
from reports.periods import K, default_period

# Asked of every commune each year, so they stand on the desk even before a commune has opened them.
STANDARD = (K.YEAR, K.SIX_MONTHS)
T = Submission.Status


class State(NamedTuple):
    key: str
    symbol: str
    words: str


STATES = {
    state.key: state
    for state in (
        State("late", "◆", "Trễ: quá hạn, chưa nộp"),
        State("none", "—", "Chưa nộp, còn hạn"),
        State("submitted", "●", "Đã nộp, chưa xem"),
        State("opened", "◉", "Đã xem"),
        State("returned", "↩", "Trả lại, chờ nộp lại"),
        State("accepted", "✓", "Đã nhận"),
    )
}


class Column(NamedTuple):
    kind: str
    label: str
    name: str
    # For communes that have not opened the round.
    due_on: date


class Cell(NamedTuple):
    state: State
    due_on: date
    submission: Submission | None = None

    @property
    def title(self):
        """The words behind the symbol, for a mouse and for a screen reader."""
        words = f"{self.state.words}; hạn {self.due_on:%d/%m/%Y}"
        late = self.submission.days_late if self.submission else 0
        return f"{words}; nộp trễ {late} ngày" if late else words


class Line(NamedTuple):
    commune: Unit
    cells: list


def years_in_play(day):
    """The years whose reports come in at this time, oldest first: until the end of March last year's, too."""
    return (day.year - 1, day.year) if day.month <= 3 else (day.year,)


def years_of(user):
    """The years there is something to choose from, newest first."""
    rounds = ReportRound.objects.visible_to(user).values_list("year", flat=True)
    return sorted({*rounds.order_by().distinct(), *years_in_play(today())}, reverse=True)


def grid(user, year, *, q=""):
    """(columns, lines) of one year for an office. The number of queries does not grow with the communes."""
    rounds = ReportRound.objects.visible_to(user).filter(year=year).select_related("commune")
    rounds = list(rounds.order_by("-period_to", "kind", "label"))
    columns = _columns(rounds, year)
    latest = _latest_submissions(user, rounds)
    by_place = {(round.commune_id, round.kind, round.label): round for round in rounds}
    owing = _owing(user.home_unit, columns)
    communes = {round.commune for round in rounds} | {commune for commune, _ in owing}
    lines = [
        Line(
            commune,
            [
                _cell(by_place.get((commune.pk, column.kind, column.label)), column, latest)
                if (commune.pk, column.kind, column.label) in by_place or (commune, column) in owing
                else None
                for column in columns
            ],
        )
        for commune in sorted(communes, key=lambda each: sort_key(each.place or each.short_name))
        if search_text(q) in search_text(commune.short_name, commune.code)
    ]
    return columns, lines


def _columns(rounds, year):
    columns = {}
    for round in rounds:
        columns.setdefault((round.kind, round.label), round.due_on)
    for kind in STANDARD:
        columns.setdefault((kind, ""), default_period(kind, year).due_on)
    named = [
        Column(kind, label, ReportRound(kind=kind, year=year, label=label).period_words, due_on)
        for (kind, label), due_on in columns.items()
    ]
    return sorted(named, key=lambda column: column.due_on, reverse=True)


def _owing(office, columns):
    """(commune, column) pairs whose reports come to this office on the day the standard rounds are due."""
    assignments = ReceiverAssignment.objects.filter(receiver=office).select_related("commune")
    return {
        (each.commune, column)
        for each in assignments
        for column in columns
        if column.kind in STANDARD and _valid_on(each, column.due_on)
    }


def _valid_on(assignment, day):
    begins, ends = assignment.valid_from or date.min, assignment.valid_to or date.max
    return begins <= day <= ends


def _latest_submissions(user, rounds):
    """round pk → its latest submission; what was withdrawn never shows here."""
    reached = Submission.objects.visible_to(user).filter(report__round__in=rounds)
    reached = reached.defer("document").select_related("report__round")
    return {each.report.round_id: each for each in reached.order_by("ordinal")}


def _cell(round, column, latest):
    due_on = round.due_on if round else column.due_on
    submission = latest.get(round.pk) if round else None
    if submission:
        return Cell(STATES[submission.status], due_on, submission)
    return Cell(STATES["late" if due_on < today() else "none"], due_on)


def counted(lines):
    """(State, how many cells) for each state, in the order in which they call for action."""
    cells = [cell.state.key for line in lines for cell in line.cells if cell]
    return [(state, cells.count(key)) for key, state in STATES.items()]


def with_state(lines, key):
    """The lines that have a cell in this state."""
    if key not in STATES:
        return lines
    return [line for line in lines if any(cell and cell.state.key == key for cell in line.cells)]
