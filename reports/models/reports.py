"""The part of a unit and the report of the commune: one model, two scopes, with their sections."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine
from plans.models import IssuedDocument
from reports.models.rounds import ReportRound
from tasks.models import Lateness


class ReportQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """A unit's part: the unit, and those who run the commune. The commune's report: drafts for those who
        write, check and sign; once issued for everyone of the commune. The Front watches, and writes the part of
        its own unit. An office above sees submissions only."""
        own = self.filter(round__commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return own
        issued = Q(scope=Report.Scope.COMMUNE, status=Report.Status.ISSUED)
        if user.is_(Role.OBSERVER):
            accepted = Q(scope=Report.Scope.PART, status=Report.Status.ACCEPTED)
            return own.filter(issued | accepted | Q(scope=Report.Scope.PART, unit=user.unit))
        if user.is_(Role.OFFICER):
            return own.filter(issued | Q(scope=Report.Scope.PART, unit=user.unit))
        return self.none()


class Report(IssuedDocument):
    class Scope(models.TextChoices):
        PART = "part", "Phần của đơn vị"
        COMMUNE = "commune", "Báo cáo của xã"

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        RETURNED = "returned", "Bị trả lại"
        # A unit's part
        TO_SIGN = "to_sign", "Chờ trưởng đơn vị duyệt"
        SENT = "sent", "Đã gửi"
        ACCEPTED = "accepted", "Đã tiếp nhận"
        # The commune's report
        SUBMITTED = "submitted", "Đã trình"
        APPROVED = "approved", "Đã duyệt, chờ cấp số"
        ISSUED = "issued", "Đã ban hành"

    round = models.ForeignKey(ReportRound, models.PROTECT, related_name="reports")
    scope = models.CharField(choices=Scope, max_length=10, editable=False)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="reports")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người soạn",
    )
    addressees = models.TextField("kính gửi", blank=True, help_text="Mỗi cơ quan một dòng.")
    # The AppendixKinds that are not printed with it.
    left_out = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    compiled_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    # The head of the unit (or whoever sends where it has none) answers for what a part says.
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    signed_off_at = models.DateTimeField(null=True, editable=False)
    # Of the commune's report: headings taken out of its outline, with their words; see ReportTemplate.removed.
    removed = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    # Written by danvan.workflow alone.
    status = models.CharField(choices=Status, default=Status.DRAFT, max_length=20, editable=False)
    # The PDF of the issued report and its document, frozen.
    document = models.JSONField(null=True, editable=False)
    pdf = models.ForeignKey(
        "records.StoredFile",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    # The Word file of the same document, made in the moment of the issue.
    docx = models.ForeignKey(
        "records.StoredFile", models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The signed paper (PDF or scan) of the issue in force: see records.signed_copies.
    signed_copy = models.ForeignKey(
        "records.StoredFile", models.PROTECT, null=True, editable=False, related_name="+"
    )
    signed_copy_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    signed_copy_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager.from_queryset(ReportQuerySet)()

    class Meta:
        ordering = ["round", "scope", "unit__position", "pk"]
        verbose_name = "báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="one_report_per_unit_and_round"),
            models.CheckConstraint(
                condition=~Q(status="issued") | Q(number__isnull=False, issued_on__isnull=False),
                name="issued_report_has_number_and_date",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_part(self):
        return self.scope == self.Scope.PART

    @property
    def is_open(self):
        """Whether its words may still be changed."""
        return self.status in {self.Status.DRAFT, self.Status.RETURNED}

    @property
    def status_label(self):
        """The word on the page: a part nobody has sent yet is "Chưa gửi", not "Đang soạn"."""
        waiting = self.is_part and self.status == self.Status.DRAFT
        return "Chưa gửi" if waiting else self.get_status_display()

    @property
    def days_late(self):
        """Days by which a unit's part came, or is, behind its date; 0 in time. Requested parts are never late."""
        if not self.is_part or self.unit.relation == "requested":
            return 0
        came = localtime(self.sent_at).date() if self.sent_at else today()
        return max(0, (came - self.round.parts_due_on).days)

    @property
    def lateness(self):
        """How a part that is still owed stands today; None once it was sent."""
        if self.sent_at:
            return None
        if self.days_late:
            return Lateness.LATE
        days_left = (self.round.parts_due_on - today()).days
        return Lateness.SOON if 0 <= days_left <= 7 else Lateness.FINE

    def get_absolute_url(self):
        name = "part_detail" if self.scope == self.Scope.PART else "report_detail"
        return reverse(f"reports:{name}", args=[self.pk])


class ReportHistory(HistoryLine):
    report = models.ForeignKey(Report, models.CASCADE, related_name="history")


class ReportSection(models.Model):
    """One heading with its narrative, as reports.writing.pieces: what was compiled is told from own words."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    heading = models.CharField("tiêu đề", max_length=500)
    hint = models.CharField("gợi ý", max_length=500, blank=True, default="", db_default="")
    # Copied from the heading of the template: see TemplateHeading.
    writer = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)
    figures = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    takes = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)
    # The words as they are printed: the texts of the pieces, a line each. Always written together with them.
    text = models.TextField("nội dung", blank=True)
    pieces = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    # All that the last compiling drafted here, and where it came from, for a person: "3 nhiệm vụ, 2 đơn vị".
    compiled = models.TextField(blank=True, editable=False)
    origin = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Of the commune's report: who wrote or compiled it last, for somebody who is overtaken.
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="section_once_per_report"),
        ]

    def __str__(self):
        return self.heading
