"""Dated and recurring duties and targets of a plan: each with who has it and what it is, from the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from documents.assignees import labelled_body, named_at_start
from documents.dates import find_deadlines
from documents.kinds import section_kind, tells_the_past
from documents.model import Deadline, Item, PeriodicDuty, Target, plain
from documents.text import squeeze
from documents.understanding.bodies import bodies_in
from documents.understanding.grid import Row, rows_of_work
from documents.understanding.groups import Work, own_work, works_below
from documents.understanding.recurring import find_periodic, periods_of
from documents.understanding.targets import find_targets
from documents.understanding.times import find_times

# "Thời gian hoàn thành: trước ngày …" is a label; the duty is what it stands below.
_TIME_LABEL = re.compile(
    r"^[(]?((thời gian|thời hạn|hạn|tiến độ)\b[^,;]{0,40}|hoàn thành|xong)$", re.IGNORECASE
)
# Worth a question; hours of the day and days of the week are not.
_VAGUE = re.compile(
    r"^(?!.*\b(?:giờ|thứ)\b).*\b(?:năm|tháng|quý|ngày|tuần|khi|sau|theo|trước|kịp thời"
    r"|sớm)\b",
    re.IGNORECASE | re.DOTALL,
)
_ORDERED = re.compile(r"\b(?:giao|phân công|yêu cầu|đề nghị)\s+(?=(?:cho\s+)?\w)", re.IGNORECASE)

Lines = Callable[[Item, int], int]


@dataclass(slots=True)
class Duties:
    """What a plan asks for, each in the order of the page. `vague` are labelled times that name no day, with a line."""

    deadlines: list[Deadline] = field(default_factory=list)
    periodic: list[PeriodicDuty] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    vague: list[tuple[str, int | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Around:
    """What an item inherits: the body named last, the words of the item above, and the kind of its section."""

    who: str = ""
    what: str = ""
    kind: str = ""
    # Named in a paragraph before and not in a title above: to be asked.
    who_is_guessed: bool = False


def duties_of(
    items: tuple[Item, ...],
    year: int | None,
    line_of: Lines,
    tables: tuple[Item, ...] = (),
) -> Duties:
    """All duties of a body, in its order; of `tables` (items of appendices) only what tables of work say.

    `line_of(item, offset)` gives the line of a letter of an item that has a source.
    """
    walk = _Walk(year, line_of)
    for section in items:
        walk.below(section, _Around())
    for item in (each for above in tables for each in above.walk() if each.table):
        walk.table(item, _Around())
    found = walk.found
    return Duties(*map(_by_line, (found.deadlines, found.periodic, found.targets)), found.vague)


def _by_line(found: list) -> list:
    """In the order of the page, where every line is known: labels are told before what stands between them."""
    known = all(each.line is not None for each in found)
    return sorted(found, key=lambda each: each.line) if known else found


class _Walk:
    """Goes through the tree once and gathers what it finds."""

    def __init__(self, year: int | None, line_of: Lines):
        self.year = year
        self.line_of = line_of
        self.found = Duties()
        self.told: set[int] = set()  # labelled items whose work has been told

    def below(self, item: Item, around: _Around) -> None:
        around = self._in_section(item, around)
        if around.kind == "past":
            return
        words = plain(item.heading or item.text)
        if item.table:
            self.table(item, around)
        works = works_below(item)
        at = len(self.found.deadlines)
        if item.text and id(item) not in self.told:
            self._running(item, words, around)
        who = next(filter(None, (work.of("lead") for work in works if work.owner is None)), "")
        who = who or _body_of(item, around.kind) or around.who
        what = words if item.heading or len(words) < 200 else around.what
        inherited = replace(
            around,
            who=who,
            what=what,
            who_is_guessed=around.who_is_guessed and who == around.who,
        )
        titled = bool(item.heading) and len(works) == 1
        for work in works:
            self._work(work, inherited, titled=titled)
            if work.owner is None and not work.of("time"):
                self._add_to(at, work)
        self._children(item, inherited)

    def _children(self, item: Item, inherited: _Around) -> None:
        for child in item.children:
            # A plain paragraph may go on from the one before; a numbered one is somebody else's.
            named = child.text and not child.marker and named_at_start(plain(child.text))[0]
            if named:
                inherited = replace(inherited, who=named, who_is_guessed=False)
            self.below(child, inherited)
            if named:
                inherited = replace(inherited, who_is_guessed=True)

    def _in_section(self, item: Item, around: _Around) -> _Around:
        if not item.heading:
            return around
        heading = plain(item.heading)
        if tells_the_past(heading) and (item.is_section or not around.kind):
            return replace(around, kind="past")
        kind = section_kind(heading)
        named = item.is_section or not around.kind or kind == "targets"
        return replace(around, kind=kind) if kind and named else around

    # -- running words

    def _running(self, item: Item, words: str, around: _Around) -> None:
        work = own_work(item)
        told = words[: work.labels[0][0].start] if work else words
        at = len(self.found.deadlines)
        dated = self._dated(item, words if work is None else told, around)
        for duty in find_periodic(told, dated=dated):
            self.found.periodic.append(
                self._placed(item, words, self._with_who(duty, words, around))
            )
        for target in find_targets(told, in_targets=around.kind == "targets"):
            self.found.targets.append(self._placed(item, words, target))
        if work is not None:
            self._work(work, replace(around, what=told.strip(" .;:-+(")))
            if not work.of("time"):
                self._add_to(at, work)

    def _dated(self, item: Item, words: str, around: _Around) -> tuple[tuple[int, int], ...]:
        """The deadlines of the words, and from where to where they are told."""
        who = named_at_start(words)[0] or labelled_body(words)
        spans = []
        offset = 0
        for deadline in find_deadlines(words, year=self.year):
            offset = max(words.find(deadline.text, offset), offset)
            spans.append((offset, offset + len(deadline.text)))
            labelled = not deadline.what or bool(_TIME_LABEL.match(deadline.what))
            named = _longer(deadline.who, who) or _ordered_before(words[:offset])
            guessed = not named and around.who and around.who_is_guessed
            first = spans[-2][0] if spans[1:] and _borrows(deadline) else offset
            self.found.deadlines.append(
                replace(
                    deadline,
                    who=named or around.who,
                    what=around.what.rstrip(" :.") if labelled and around.what else deadline.what,
                    line=self._line(item, first),
                    last_line=self._line(item, offset + len(deadline.text) - 1),
                    doubts=("who",) if guessed else (),
                )
            )
        return tuple(spans)

    def _with_who(self, duty: PeriodicDuty, words: str, around: _Around) -> PeriodicDuty:
        who = duty.who or named_at_start(words)[0] or around.who
        return replace(duty, who=who)

    def _placed(self, item: Item, words: str, found):
        """A duty or target with the lines of its words."""
        at = max(words.find(found.text), 0)
        last = self._line(item, at + max(len(found.text) - 1, 0))
        return replace(found, line=self._line(item, at), last_line=last)

    def _line(self, item: Item, offset: int) -> int | None:
        if item.source is None:
            return None
        return item.source.first if item.table else self.line_of(item, offset)

    def _add_to(self, at: int, work: Work) -> None:
        """Result and partners belong to the deadlines that the work's own words told."""
        partners, result, lead = bodies_in(work.of("partners")), work.of("result"), work.of("lead")
        for place, deadline in enumerate(self.found.deadlines[at:], start=at):
            self.found.deadlines[place] = replace(
                deadline,
                who=lead or deadline.who,
                partners=deadline.partners or partners,
                result=deadline.result or result,
                to=deadline.to or work.of("receiver"),
            )

    # -- labels and tables

    def _work(self, work: Work, around: _Around, *, titled: bool = False) -> None:
        """`titled`: the item above is the title of this one piece of work."""
        for _, item in work.labels:
            self.told.add(id(item))
        row = Row(
            {
                "what": _what_of(work, around, titled),
                "lead": work.of("lead") or around.who,
                "partners": work.of("partners"),
                "result": work.of("result"),
                "receiver": work.of("receiver"),
            }
        )
        for label, item in work.labels:
            if label.role == "time":
                self._timed(row, label.value, self._line(item, label.at), label.value)
            elif label.role in ("what", "result"):
                self._goals(label.value, item, label.at, around)

    def _goals(self, words: str, item: Item, at: int, around: _Around) -> None:
        for target in find_targets(words, in_targets=around.kind == "targets"):
            line = self._line(item, at)
            self.found.targets.append(replace(target, line=line, last_line=line))

    def table(self, item: Item, around: _Around) -> None:
        line = item.source.first if item.source else None
        for row in rows_of_work(item.table):
            who = row.of("lead") or around.who
            told = Row({**row.values, "lead": who.replace("\n", ", ")}, row.group)
            if row.of("time"):
                self._timed(told, row.of("time"), line, f"{row.of('what')}: {row.of('time')}")
            self._goals(row.of("what"), item, 0, around)

    def _timed(self, row: Row, time: str, line: int | None, text: str) -> None:
        """A piece of work and its time: each date is a deadline, each period a recurring duty, else a question."""
        what, text = squeeze(row.of("what")), squeeze(text)
        shared = {
            "who": squeeze(row.of("lead")),
            "what": what,
            "to": row.of("receiver"),
            "line": line,
            "last_line": line,
            "result": squeeze(row.of("result")),
            "partners": bodies_in(row.of("partners")),
        }
        periods = periods_of(time)
        times = find_times(squeeze(time), self.year, alone=True)
        for each in times:
            sure = min(each.sure, 0.6) if periods else each.sure
            self.found.deadlines.append(
                Deadline(text, each.date, each.qualifier, sure=sure, first=each.first, **shared)
            )
        if periods:
            self.found.periodic.append(PeriodicDuty(text, periods, **shared))
        if not times and not periods and _VAGUE.search(time):
            self.found.vague.append((squeeze(f"{what}: {time}"), line))


def _what_of(work: Work, around: _Around, titled: bool) -> str:
    above = around.what.rstrip(" :.")
    if (titled and above) or (work.owner is not None and own_work(work.owner)):
        return above
    told = plain(work.owner.heading or work.owner.text) if work.owner else ""
    return work.of("what") or told.split(". ")[0].rstrip(" .;:") or above


def _longer(in_clause: str, at_start: str) -> str:
    """ "Các phòng; các thôn gửi báo cáo": the clause names the last of those the item begins with."""
    whole = at_start and at_start.casefold().endswith(in_clause.casefold())
    return at_start if whole else in_clause


def _borrows(deadline: Deadline) -> bool:
    """ "01 năm (trước ngày …)" takes its verb from the duty before, and so the lines of it."""
    return not deadline.text.startswith(deadline.what[:12])


def _ordered_before(words: str) -> str:
    """The body that the same item orders before the day: "… Giao Phòng Kinh tế chủ trì, hoàn thành trước ngày …"."""
    orders = list(_ORDERED.finditer(words))
    return named_at_start(words[orders[-1].start() :])[0] if orders else ""


def _body_of(item: Item, kind: str) -> str:
    """The body whose heading this is, in TỔ CHỨC THỰC HIỆN."""
    if item.heading and kind == "implementation" and not item.is_section:
        return named_at_start(f"{plain(item.heading).rstrip(' :.')}:")[0]
    return ""
