"""The check of the form of one plan, with the rows its findings stand in. Reads only."""

import hashlib
from collections import Counter
from types import MappingProxyType
from typing import NamedTuple

from danvan.working_days import is_working_day
from documents import check
from documents.checking.passages import passages_of
from documents.citations import find_citations
from documents.model import Correction, Finding
from documents.storage import from_dict
from plans.conversion import to_document
from plans.models import PlanItem, PlanVersion
from plans.outline import Outline

SEVERITIES = ("error", "warn", "info")
# Below this a correction is pressed by itself, never together with others.
CERTAIN = 0.8
# What the approval and the issue of a plan bring along is no fault of a draft.
GIVEN_LATER = frozenset({"form.number", "form.date", "form.signer"})
_IN_BASICS = frozenset({"subject", "symbol", "opening", "closing", "recipients", "signature"})
_REGISTER = 12
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
_PARTS = {
    "letterhead": "Phần đầu văn bản",
    "number": "Số, ký hiệu",
    "symbol": "Số, ký hiệu",
    "date": "Ngày ban hành",
    "kind": "Tên loại",
    "subject": "Trích yếu",
    "addressees": "Kính gửi",
    "opening": "Phần mở đầu",
    "closing": "Phần kết thúc",
    "recipients": "Nơi nhận",
    "signature": "Chữ ký",
    "footnotes": "Chú thích",
    "appendices": "Phụ lục",
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
    found = findings_of(
        document, plan, year=plan.year, known=known_citations(plan.commune_id, plan)
    )
    return checked(document, found, rows=_rows_by_place(Outline(plan)))


def findings_of(document, issued, *, year, known):
    """What `check` finds in the document of a plan or a report and later steps do not bring along anyhow."""
    found = check(document, year=year, known=known, days_off=lambda day: not is_working_day(day))
    later = () if issued.number else GIVEN_LATER
    return [each for each in found if each.code not in later]


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


def known_citations(commune_pk, plan=None):
    """Documents that the commune's last issued plans cite, with date and issuer as printed there; one query.

    `plan` itself is left out: it would only be held against itself.
    """
    versions = PlanVersion.objects.filter(plan__commune=commune_pk)
    if plan:
        versions = versions.exclude(plan=plan.pk)
    stored = versions.order_by("-issued_on", "-pk").values_list("document", flat=True)[:_REGISTER]
    return tuple(
        citation
        for document in stored
        for citation in find_citations(each.words for each in passages_of(from_dict(document)))
    )


def _rows_by_place(outline):
    """The row of each place ("items", 2, 0), as `to_document` lays the rows out."""
    found = {}

    def walk(parent, place):
        for at, row in enumerate(outline.below[parent]):
            found[(*place, at)] = row
            walk(row.pk, (*place, at))

    walk(None, ("items",))
    return found


def _shown(finding, words, rows):
    place = _place_of_item(finding.place)
    item = rows.get(place)
    part = str(finding.place[0]) if finding.place else ""
    where = _path(place, rows) if item else _PARTS.get(part, "")
    before, hit, after = _around(words, finding) if words else ("", finding.hit, "")
    old, new = _preview(finding, words)
    return Checked(finding, item, where, before, hit, after, old, new)


def _place_of_item(place):
    """The item a place lies in: of a cell or a title its table."""
    steps = [at for at, step in enumerate(place) if at and not isinstance(step, int)]
    return place[: steps[0]] if steps else place


def _path(place, rows):
    """ "Mục II.1" for an item or what hangs below one without a number of its own."""
    markers = []
    for length in range(2, len(place) + 1):
        marker = rows[place[:length]].marker
        if marker and marker not in "-+*":
            # "1.1" already names the item above it.
            markers = [] if "." in marker else markers
            markers.append(marker)
    return f"Mục {'.'.join(markers)}" if markers else "Nội dung"


def _around(words, finding, most=60):
    if finding.at < 0 or not finding.hit:
        return "", "", _short(words, most * 2)
    end = finding.at + len(finding.hit)
    start = max(finding.at - most, 0)
    if start:
        start = words.find(" ", start, finding.at) + 1 or start
    stop = min(end + most, len(words))
    if stop < len(words):
        stop = max(words.rfind(" ", end, stop), end)
    before = f"{'…' if start else ''}{words[start : finding.at]}"
    return before, words[finding.at : end], f"{words[end:stop]}{'…' if stop < len(words) else ''}"


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
