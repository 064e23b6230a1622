"""Changing an outline: the headings of a template, or those of one report. The same acts serve both."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reports.actions.parts import StaleVersion, take_version
from reports.models import Report, ReportSection, ReportTemplate, TemplateHeading
from reports.outlines import headings
from reports.outlines.headings import Refused
from reports.writing.pieces import own, pieces_of, text_of

MOST_REMOVED = 50
CLOSED = "Báo cáo không còn ở tình trạng đang soạn nên đề cương không sửa được nữa."


class HasWords(Refused):
    """Something is written below the heading."""


class TemplateOutline:
    """The headings of one scope of a template, as they are changed."""

    words = "words"

    def __init__(self, template, scope):
        self.template, self.scope = template, scope

    def claim(self, version):
        """Hold the template: what follows in this transaction overwrites nobody. Raises StaleVersion."""
        same = ReportTemplate._base_manager.filter(pk=self.template.pk, version=version)
        if not same.update(version=F("version") + 1, changed_at=timezone.now()):
            raise StaleVersion
        self.template.refresh_from_db(fields=["version", "removed"])

    def rows(self):
        return list(TemplateHeading.objects.filter(template=self.template, scope=self.scope))

    def new(self, **values):
        return TemplateHeading(template=self.template, scope=self.scope, **values)

    def pack(self, row):
        return headings.packed(row, row.words, scope=self.scope)

    def removed(self):
        return [each for each in self.template.removed if each["scope"] == self.scope]

    def write_removed(self, packs):
        others = [each for each in self.template.removed if each["scope"] != self.scope]
        self.template.removed = [*others, *packs[-MOST_REMOVED:]]
        self._write(removed=self.template.removed)

    def _write(self, **fields):
        ReportTemplate._base_manager.filter(pk=self.template.pk).update(**fields)


class ReportOutline:
    """The headings of one commune's report, with what is written below them."""

    words = "heading"

    def __init__(self, report):
        self.report = report

    def claim(self, version):
        """See TemplateOutline. Raises Refused where the report is no longer open."""
        try:
            take_version(self.report, version)
        except StaleVersion:
            if not Report._base_manager.get(pk=self.report.pk).is_open:
                raise Refused(CLOSED) from None
            raise
        self.report.refresh_from_db(fields=["version", "removed"])

    def rows(self):
        # Held: on PostgreSQL words that are being saved meanwhile are waited for, and packed with their heading.
        return list(ReportSection.objects.select_for_update().filter(report=self.report))

    def new(self, **values):
        return ReportSection(report=self.report, **values)

    def pack(self, row):
        return headings.packed(
            row, row.heading, text=row.text, pieces=row.pieces, compiled=row.compiled, origin=row.origin,
            version=row.version,
        )  # fmt: skip

    def removed(self):
        return self.report.removed

    def write_removed(self, packs):
        self.report.removed = packs
        Report._base_manager.filter(pk=self.report.pk).update(removed=packs)


def _set(outline, row, values):
    for name, value in values.items():
        setattr(row, outline.words if name == "words" else name, value)


def _store(outline, rows):
    """Write the rows in their order. Raises headings.Refused where they make no outline."""
    for position, row in enumerate(headings.checked(rows), start=1):
        row.position = position
    model = type(rows[0])
    old = [row for row in rows if not row._state.adding]
    model.objects.bulk_create([row for row in rows if row._state.adding])
    fields = ["position", "level", outline.words, "hint", "writer", "figures", "takes"]
    model.objects.bulk_update(old, fields)


@transaction.atomic
def add_heading(outline, *, version, values, after=None, key=""):
    """Put a new heading (field name → value) behind the row `after`, else at the end; returns it.

    This and the acts below raise StaleVersion where somebody changed the outline since `version` was read or it is no
    longer open, and headings.Refused, with a sentence, where it would not hold together.
    """
    outline.claim(version)
    rows = outline.rows()
    taken = {row.key for row in rows} | {each["key"] for each in outline.removed()}
    row = outline.new(key=key or headings.free_key(values["words"], taken))
    _set(outline, row, values)
    _store(outline, headings.with_new(rows, row, after))
    return row


@transaction.atomic
def change_heading(outline, pk, *, version, values):
    """Write a heading anew; what stands below it in a report stays."""
    outline.claim(version)
    rows = outline.rows()
    row = rows[headings.place_of(rows, pk)]
    _set(outline, row, values)
    _store(outline, rows)


@transaction.atomic
def move_heading(outline, pk, *, version, way):
    """One step "up" or "down", with all below it."""
    outline.claim(version)
    _store(outline, headings.moved(outline.rows(), pk, way))


@transaction.atomic
def put_heading(outline, pk, *, version, before):
    """In front of the row `before`; None: to the end."""
    outline.claim(version)
    _store(outline, headings.put_before(outline.rows(), pk, before))


@transaction.atomic
def remove_heading(outline, pk, *, version, with_words=False, into=None):
    """Take a heading out; it is kept aside with its words, unless the section `into` of the report takes those over.

    Words go only where a person saw them (`with_words`): else raises HasWords.
    """
    outline.claim(version)
    rows = outline.rows()
    at = headings.place_of(rows, pk)
    row = rows.pop(at)
    row.position = at + 1
    if getattr(row, "text", "") and not with_words:
        raise HasWords("Mục này có nội dung. Xem nội dung rồi chọn cách bỏ.")
    if into is not None:
        _hand_over(row, rows[headings.place_of(rows, into)])
    _store(outline, rows)
    outline.write_removed([*outline.removed(), outline.pack(row)])
    row.delete()


def _hand_over(row, target):
    """The words below one heading as own words below another: nothing there drafts them anew."""
    target.pieces = [*pieces_of(target), *(own(line) for line in row.text.splitlines() if line)]
    target.text = text_of(target.pieces)
    target.version += 1
    target.save(update_fields=["pieces", "text", "version"])
    row.text, row.pieces, row.compiled, row.origin = "", [], "", ""


@transaction.atomic
def put_back(outline, key, *, version):
    """Put a heading that was taken out back where it stood, with its words; returns it.

    It is the same row again, so that a page somebody left open on it saves as before.
    """
    outline.claim(version)
    packs = outline.removed()
    pack = next((each for each in reversed(packs) if each["key"] == key), None)
    rows = outline.rows()
    if pack is None or key in {row.key for row in rows}:
        raise Refused("Mục này đã được đưa lại.")
    values = {name: value for name, value in pack.items() if name not in {"position", "scope"}}
    row = outline.new()
    _set(outline, row, values)
    at = min(pack["position"] - 1, len(rows))
    # Where no heading of level 1 is left above it, it stands below the first.
    rows.insert(max(at, 1) if row.level > 1 else at, row)
    _store(outline, rows)
    outline.write_removed([each for each in packs if each is not pack])
    return row
