"""What stands in an office's grid: its columns, and the state of each commune's report in a cell."""

from datetime import date
from typing import NamedTuple

from accounts.models import Unit
from danvan.clock import today
from reports.desk.desk_rows import STANDARD
from reports.models import Submission

T = Submission.Status


class State(NamedTuple):
    key: str
    symbol: str
    words: str
    # As it stands in a cell of the phone's list.
    short: str


STATES = {
    state.key: state
    for state in (
        State("late", "◆", "Trễ: quá hạn, chưa nộp", "Trễ"),
        State("none", "—", "Chưa nộp, còn hạn", "Chưa nộp"),
        State("submitted", "●", "Đã nộp, chưa xem", "Đã nộp"),
        State("opened", "◉", "Đã xem", "Đã xem"),
        State("returned", "↩", "Trả lại, chờ nộp lại", "Trả lại"),
        State("accepted", "✓", "Đã nhận", "Đã nhận"),
        State("unused", "○", "Chưa dùng cổng khi đến hạn", "Chưa dùng cổng"),
    )
}


class Asked(NamedTuple):
    """What the page was asked for; every field stands in its address."""

    year: int
    column: str = ""
    state: str = ""
    q: str = ""
    days: int = 0


class Column(NamedTuple):
    kind: str
    label: str
    topic: str
    name: str
    # Of most communes; one may have a date of its own.
    due_on: date

    @property
    def key(self):
        return "|".join((self.kind, self.label, self.topic)).rstrip("|")

    @property
    def of_round(self):
        return self.kind, self.label, self.topic

    @property
    def is_standard(self):
        return self.kind in STANDARD and not self.label and not self.topic


class Cell(NamedTuple):
    state: State
    due_on: date
    # How the cell is named in a form: "s12" an attempt, "r7" a round, "v5-year" a report owed without a round.
    key: str
    submission: Submission | None = None
    # Whether it is what the filter looks for; others stand beside it and cannot be chosen.
    is_asked_for: bool = True

    @property
    def days(self):
        """Days behind the date: of what came, when it came; of what is missing, today."""
        if self.submission:
            return self.submission.days_late
        if self.state.key == "unused":
            return 0
        return max(0, (today() - self.due_on).days)

    @property
    def round_pk(self):
        """The round that waits for its report; None where the commune has not opened one."""
        return int(self.key[1:]) if self.key[:1] == "r" and not self.submission else None

    @property
    def other_way(self):
        """How it came, where not through the portal; else ""."""
        through_portal = not self.submission or self.submission.way == Submission.Way.PORTAL
        return "" if through_portal else self.submission.get_way_display()

    @property
    def title(self):
        """The words behind the symbol, for a mouse and for a screen reader."""
        words = [f"{self.state.words}; hạn {self.due_on:%d/%m/%Y}"]
        if self.submission:
            words += [self.submission.late_words, self.submission.again_words]
        elif self.days:
            words.append(self.late_words)
        words = "; ".join(filter(None, words))
        return f"{words}; {self.other_way.lower()}" if self.other_way else words

    @property
    def late_words(self):
        return f"quá hạn {self.days} ngày" if self.state.key == "late" else ""

    @property
    def acts(self):
        """What the bar at the foot can do with it, for the script that counts."""
        return " ".join(
            act
            for act, fits in (
                ("download", self.submission is not None),
                ("answer", self.state.key in (T.SUBMITTED, T.OPENED)),
                ("urge", self.state.key == "late"),
            )
            if fits
        )


class Line(NamedTuple):
    commune: Unit
    cells: list
