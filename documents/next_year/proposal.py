"""One thing to change, or to know of, on the way to another year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from documents.checking.passages import Passage, Place
from documents.model import Correction

Kind = Literal["year", "date", "day_off"]

SURE = 1.0
LIKELY = 0.8
DOUBTFUL = 0.5
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Proposal:
    """At `at` of the words at `place`, `old` may become `new`.

    "day_off" is a day without a year: it stays unless somebody wants the working day that is offered. `sure` is 0.8 or
    more where it can be ticked beforehand. `reason` is Vietnamese, part of a sentence, or empty where the change speaks
    for itself. `old_day` and `new_day` are set for days.
    """

    kind: Kind
    place: Place
    old: str
    new: str
    at: int
    sure: float = SURE
    reason: str = ""
    old_day: date | None = None
    new_day: date | None = None

    @property
    def correction(self) -> Correction:
        return Correction(self.place, self.old, self.new, self.at)


@dataclass(frozen=True)
class Turn:
    """From which year to which, and when offices work."""

    year: int
    to_year: int
    is_working_day: Callable[[date], bool]

    @property
    def by(self) -> int:
        return self.to_year - self.year

    def proposal(self, kind: Kind, passage: Passage, old: str, new: str, at: int, **told):
        return Proposal(kind, passage.place, old, new, at, **told)
