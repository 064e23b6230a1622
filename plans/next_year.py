"""What a plan needs to become the plan of another year, as a page asks about it. plans/rolling.py carries it out."""

import hashlib
from typing import NamedTuple

from calendars.calendar import calendar_of
from documents.checking.passages import passages_of
from documents.model import Correction
from documents.next_year import proposals
from documents.next_year.citations import cited_in
from documents.next_year.proposal import WEEKDAYS
from documents.storage import fingerprint, to_dict
from documents.understanding.recurring import periods_of
from plans.conversion import to_document
from plans.hooks import DONE_ITEMS, call
from plans.models import PlanItem
from plans.next_year_marks import Mark, amendment_marks, body_marks, citation_marks
from plans.outline import Outline
from plans.places import around, path_of, rows_by_place

# In this order they are asked about: what changes by itself first, then what needs a decision.
GROUPS = {
    "amendment": "Lời của bản sửa đổi, bổ sung",
    "year": "Năm",
    "date": "Ngày, thời hạn",
    "day_off": "Ngày không ghi năm, rơi vào ngày nghỉ",
    "citation": "Văn bản viện dẫn có thể đã cũ",
    "body": "Cơ quan, đơn vị không còn",
    "done": "Việc một lần đã hoàn thành",
}
HINTS = {
    "year": "Năm của kế hoạch chuyển theo; năm trong tên văn bản và trong giai đoạn giữ nguyên.",
    "date": "Hạn rơi vào ngày nghỉ lùi về ngày làm việc liền trước, để không ai bị tính muộn hơn hạn đã quy định; "
    "ngày bắt đầu chuyển sang ngày làm việc liền sau.",
    "day_off": "Chữ giữ nguyên nếu không chọn.",
    "citation": "Chọn để thay bằng văn bản mới. Chưa chọn thì giữ nguyên và sửa sau trong dự thảo.",
    "done": "Mục được chọn sẽ không đưa vào kế hoạch mới, cùng các mục bên dưới nó.",
}
TICKED = 0.8


class Choice(NamedTuple):
    """One line of the page. With a correction, or with an item to leave out, it can be ticked; else it only tells."""

    group: str
    where: str
    before: str
    old: str
    new: str
    after: str
    reason: str = ""
    is_ticked: bool = False
    correction: Correction | None = None
    leaves: PlanItem | None = None
    item: PlanItem | None = None

    @property
    def key(self):
        """Names this line as long as what it is about stands as it was shown."""
        about = self.correction or (self.leaves and str(self.leaves.uid)) or (self.where, self.old)
        return hashlib.sha256(repr((self.group, about)).encode()).hexdigest()[:20]

    @property
    def can_be_ticked(self):
        return self.correction is not None or self.leaves is not None


class Review(NamedTuple):
    """All lines in the order of GROUPS and of the page; `seen` is the hash of the text they were made for."""

    seen: str
    choices: tuple[Choice, ...]

    def groups(self, ticked=None):
        """[{key, title, hint, lines: [(choice, whether it is ticked)]}].

        `ticked` are the keys a person has ticked, None for what is ticked beforehand.
        """
        found = []
        for group, title in GROUPS.items():
            lines = [
                (each, each.is_ticked if ticked is None else each.key in ticked)
                for each in self.choices
                if each.group == group
            ]
            if lines:
                hint = HINTS.get(group, "")
                found.append({"key": group, "title": title, "hint": hint, "lines": lines})
        return found

    def ticked(self, keys):
        """The choices with these keys, and whether every key names one."""
        chosen = [each for each in self.choices if each.can_be_ticked and each.key in keys]
        return chosen, len(chosen) == len(set(keys))


def review_of(plan, to_year, user):
    """The Review of `plan` for the year `to_year`, of what this person may know. Queries do not grow with the plan."""
    document = to_document(plan)
    outline = Outline(plan)
    page = _Page(document, rows_by_place(outline))
    found = [*amendment_marks(plan, document)]
    found += _years_and_days(document, plan, to_year)
    found += citation_marks(plan, cited_in(document), to_year, user)
    found += body_marks(plan, document, to_year)
    choices = [page.choice(mark) for mark in _apart(found)]
    choices += page.done(plan, outline)
    return Review(fingerprint(to_dict(document)), tuple(choices))


def _years_and_days(document, plan, to_year):
    works = calendar_of(plan.commune).is_working_day
    found = proposals(document, year=plan.year, to_year=to_year, is_working_day=works)
    for each in found:
        reason = each.reason or _weekdays(each)
        yield Mark(each.kind, each.place, each.at, each.old, each.new, reason, each.sure)


def _weekdays(proposal):
    """What a person checks of a day: "thứ Tư; năm 2026 là thứ Ba"."""
    if not (proposal.old_day and proposal.new_day):
        return ""
    old, new = (WEEKDAYS[day.weekday()] for day in (proposal.old_day, proposal.new_day))
    return f"{new}; năm {proposal.old_day.year} là {old}"


def _apart(marks):
    """The marks without those whose words an earlier one changes already."""
    taken, kept = {}, []
    for mark in marks:
        start, end = mark.at, mark.at + len(mark.old)
        others = taken.setdefault(mark.place, [])
        if mark.new is not None:
            if any(start < other_end and other_start < end for other_start, other_end in others):
                continue
            others.append((start, end))
        kept.append(mark)
    return kept


class _Page:
    """Where places of a document stand, and the words around them."""

    def __init__(self, document, rows):
        self.words = {each.place: each.words for each in passages_of(document)}
        self.rows = rows

    def choice(self, mark):
        where, item = path_of(mark.place, self.rows)
        before, old, after = around(self.words[mark.place], mark.at, mark.old)
        offered = mark.new is not None
        return Choice(
            mark.group, where, before, old, mark.new or "", after, mark.reason,
            is_ticked=offered and mark.sure >= TICKED,
            correction=Correction(mark.place, mark.old, mark.new, mark.at) if offered else None,
            item=item,
        )  # fmt: skip

    def done(self, plan, outline):
        """Items whose tasks are all done and that are not said to come again."""
        facts = {}
        for told in call(DONE_ITEMS, plan):
            facts |= told
        place_of = {row.pk: place for place, row in self.rows.items()}
        for line in outline.lines():
            item, words = line.item, line.item.words
            if item.pk in facts and not periods_of(words):
                where, _ = path_of(place_of[item.pk], self.rows)
                below = _count_below(outline, item)
                more = f", cùng {below} mục bên dưới" if below else ""
                short = words if len(words) <= 160 else f"{words[:159].rsplit(' ', 1)[0]}…"
                yield Choice(
                    "done", where, "", short, "", "", f"{facts[item.pk]}{more}", leaves=item, item=item
                )  # fmt: skip


def _count_below(outline, item):
    below = outline.below.get(item.pk, ())
    return len(below) + sum(_count_below(outline, child) for child in below)
