"""The check of the form of one plan, with the rows its findings stand in. Reads only."""

import hashlib
import re
from collections import Counter
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from calendars.calendar import calendar_of
from danvan.working_days import WorkingCalendar
from documents import check
from documents.checking.passages import finding_at, page_order, passages_of
from documents.model import Citation, Correction, Finding
from plans.conversion import to_document
from plans.grounds import repeal_of
from plans.models import CitedDocument, Mention, PlanItem
from plans.outline import Outline
from plans.places import around, path_of, rows_by_place

SEVERITIES = ("error", "warn", "info")
# Below this a correction is pressed by itself, never together with others.
CERTAIN = 0.8
# What the approval and the issue of a plan bring along is no fault of a draft.
GIVEN_LATER = frozenset({"form.number", "form.date", "form.signer"})
_IN_BASICS = frozenset({"subject", "symbol", "opening", "closing", "recipients", "signature"})
# What kinds of findings are called where several are corrected together.
KINDS = {
    "appendix.number": "Số phụ lục",
    "citation.space": "Khoảng trắng trong số, ký hiệu",
    "citation.symbol": "Ký hiệu văn bản",
    "numbering.duplicate": "Số mục bị lặp",
    "numbering.gap": "Số mục bị thiếu",
    "numbering.letter": "Chữ của điểm",
    "numbering.order": "Thứ tự số mục",
    "text.capitals": "Viết hoa",
    "text.doubled_word": "Từ gõ lặp",
    "text.leading_zero": "Số 0 ở ngày tháng",
    "text.normal_form": "Bảng mã chữ",
    "text.space": "Khoảng trắng thừa",
    "text.split_word": "Từ bị tách rời",
    "text.stale_year": "Năm cũ",
    "text.stars": "Dấu sao",
    "text.straight_quotes": "Ngoặc kép thẳng",
}


class Checked(NamedTuple):
    """One finding as a page shows it. `before`, `hit`, `after` are the words around; `old` → `new` the change."""

    finding: Finding
    item: PlanItem | None = None
    where: str = ""
    before: str = ""
    hit: str = ""
    after: str = ""
    old: str = ""
    new: str = ""

    @property
    def key(self):
        """Names this finding as long as its text stands: a form that was shown before sends it back."""
        finding = self.finding
        told = repr((finding.code, finding.place, finding.at, finding.hit, finding.correction))
        return hashlib.sha256(told.encode()).hexdigest()[:20]

    @property
    def is_in_basics(self):
        """Whether the page “Thông tin chung” is where a person would change it."""
        return bool(self.finding.place) and self.finding.place[0] in _IN_BASICS

    @property
    def correction(self) -> Correction | None:
        return self.finding.correction

    @property
    def is_certain(self):
        return self.correction is not None and self.finding.sure >= CERTAIN


def check_plan(plan):
    """All findings about a plan, in the order of the page: a list of Checked. Queries do not grow with the plan."""
    document = to_document(plan)
    known = known_citations(plan.commune, plan)
    found = findings_of(document, plan, plan.commune, year=plan.year, known=known)
    found = sorted([*found, *repealed_findings(plan, document)], key=_by_page)
    return checked(document, found, rows=rows_by_place(Outline(plan)))


def _by_page(finding):
    return page_order(finding.place), finding.at


def repealed_findings(plan, document):
    """A finding for each passage that names what the commune's register holds for repealed; one query."""
    named = plan.commune.cited_documents.filter(
        mentions__plan=plan, force=CitedDocument.Force.REPEALED
    )
    for row in named.select_related("replaced_by").distinct():
        message = f"{row} đã ghi trong danh mục là {_lowered(repeal_of(row))}; hãy kiểm tra."
        printed = _as_printed(row.number or row.subject)
        for passage in passages_of(document):
            if hit := printed.search(passage.words):
                where = {"at": hit.start(), "hit": hit[0], "severity": "warn"}
                yield finding_at(passage, "citation.repealed", message, **where)


def _as_printed(number):
    """Finds a number with blanks anywhere in it, and not as the end of a longer one."""
    signs = (re.escape(sign) for sign in number if not sign.isspace())
    return re.compile(r"(?<![\d/])" + r"\s*".join(signs), re.IGNORECASE)


def _lowered(words):
    return words[:1].lower() + words[1:]


def findings_of(document, issued, commune, *, year, known):
    """What `check` finds in the document of a plan or a report and later steps do not bring along anyhow.

    `commune` is whose days off count for its deadlines; one query.
    """
    own_days = frozenset(calendar_of(commune).own.items())
    later = () if issued.number else GIVEN_LATER
    return [each for each in _found(document, year, known, own_days) if each.code not in later]


@lru_cache(maxsize=32)
def _found(document, year, known, own_days):
    """The findings depend on nothing but these: one text is looked through once, however often its page is opened."""
    calendar = WorkingCalendar(dict(own_days))
    return tuple(check(document, year=year, known=known, days_off=calendar.is_off))


def checked(document, found, *, rows=MappingProxyType({})):
    """The findings of a document as a page shows them; `rows` gives the plan item at a place."""
    words = {passage.place: passage.words for passage in passages_of(document)}
    return [_shown(finding, words.get(finding.place, ""), rows) for finding in found]


def counted(found):
    """How many findings of each severity: (("error", 2), …), without those that are none."""
    severities = [each.finding.severity for each in found]
    return [(name, severities.count(name)) for name in SEVERITIES if name in severities]


def grouped(found):
    """The findings by severity, the gravest first; `offers` are the kinds that can be corrected together:
    (code, number of places, name)."""
    certain = Counter(each.finding.code for each in found if each.is_certain)
    groups = []
    for severity, _ in counted(found):
        members = [each for each in found if each.finding.severity == severity]
        codes = dict.fromkeys(each.finding.code for each in members)
        offers = [(code, certain[code], kind_of(code)) for code in codes if certain[code] > 1]
        groups.append({"severity": severity, "members": members, "offers": offers})
    return groups


def kind_of(code):
    """What findings of this code are called together."""
    return KINDS.get(code, "Cùng loại")


def known_citations(commune, plan=None):
    """What the commune's register says of the documents it has cited: date and issuer; one query.

    What `plan` alone names is left out: it would only be held against itself.
    """
    others = Mention.objects.exclude(plan=plan) if plan else Mention.objects.all()
    named = Exists(others.filter(document=OuterRef("pk")))
    rows = commune.cited_documents.filter(named | Q(is_kept=True)).exclude(number="")
    told = rows.values_list("kind", "number", "date", "issuer")
    return tuple(Citation(*each) for each in told)


def _shown(finding, words, rows):
    where, item = path_of(finding.place, rows)
    before, hit, after = ("", finding.hit, "")
    if words and finding.at >= 0 and finding.hit:
        before, hit, after = around(words, finding.at, finding.hit)
    elif words:
        hit, after = "", _short(words, 120)
    old, new = _preview(finding, words)
    return Checked(finding, item, where, before, hit, after, old, new)


def _short(words, most):
    return words if len(words) <= most else f"{words[: words.rfind(' ', 0, most)]}…"


def _preview(finding, words):
    """What the change takes away and brings, widened to whole words: a blank alone could not be seen."""
    change = finding.correction
    if change is None:
        return "", ""
    if change.place[-1] == "numbers":
        return change.old.replace(" ", ", "), change.new.replace(" ", ", ")
    if change.at < 0 or not words:
        return _short(change.old, 120), _short(change.new, 120)
    end = change.at + len(change.old)
    start, stop = _whole(words, change.at, end)
    return words[start:stop], f"{words[start : change.at]}{change.new}{words[end:stop]}"


def _whole(words, start, end):
    """The stretch widened to whole words; where it is no word itself, by the word before it too."""
    is_word = end > start and words[start].isalnum() and words[end - 1].isalnum()
    ends = str.isalnum if is_word else lambda sign: not sign.isspace()
    if not is_word and words[start:end].isspace():
        start = max(start - 1, 0)
    while start and ends(words[start - 1]):
        start -= 1
    while end < len(words) and ends(words[end]):
        end += 1
    return start, end
