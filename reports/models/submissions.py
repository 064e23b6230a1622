"""What was handed in, and packages of it for the office that received it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine
from reports.models.reports import Report
from reports.models.rounds import RUNS_THE_COMMUNE


class SubmissionQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """The commune sees what it sent; the office sees what reached it and was not withdrawn."""
        if user.is_(Role.RECEIVER):
            reached = self.filter(receiver=user.home_unit)
            return reached.exclude(status=Submission.Status.WITHDRAWN)
        if user.is_(*RUNS_THE_COMMUNE):
            return self.filter(report__round__commune=user.commune)
        return self.none()


class Submission(models.Model):
    """A report handed in (nộp): frozen, hashed, receipted. Every round trip is kept."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", "Đã nộp"
        OPENED = "opened", "Đã xem"
        RETURNED = "returned", "Trả lại"
        ACCEPTED = "accepted", "Đã nhận"
        WITHDRAWN = "withdrawn", "Đã rút"

    class Way(models.TextChoices):
        PORTAL = "portal", "Qua cổng"
        EXCHANGE = "exchange", "Trục liên thông văn bản"
        PAPER = "paper", "Bản giấy, bưu chính"
        MAIL = "mail", "Thư điện tử"

    # What stands with the office, or was taken by it.
    STANDING = (Status.SUBMITTED, Status.OPENED, Status.ACCEPTED)

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="submissions")
    ordinal = models.PositiveSmallIntegerField("lần nộp", default=1)
    way = models.CharField(
        "đường nộp", choices=Way, default=Way.PORTAL, db_default="portal", max_length=10
    )
    # Of a report that went another way: its number and date as they stand on the paper.
    other_code = models.CharField(
        "số, ký hiệu", max_length=60, blank=True, default="", db_default=""
    )
    other_date = models.DateField("ngày văn bản", null=True, blank=True)
    # What was handed in, frozen. Both are empty where a report went another way and only that is on record.
    document = models.JSONField(null=True)
    pdf = models.ForeignKey("records.StoredFile", models.PROTECT, null=True, related_name="+")
    # Of the PDF; of everything together see `files`.
    sha256 = models.CharField(max_length=64, blank=True)
    receipt = models.CharField("mã biên nhận", max_length=20, unique=True)
    signed_by = models.CharField("người ký", max_length=120)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Of a report that went another way: the first moment of the day it was sent, for nobody knows more.
    submitted_at = models.DateTimeField(auto_now_add=True)
    # Of one that the office returned: by when it wants to have it again. Never before the date of the round.
    resubmit_by = models.DateField("hạn nộp lại", null=True, editable=False)
    # Of the attempt that followed: what it was given then, so that its lateness counts from it.
    due_again_on = models.DateField(null=True, editable=False)
    # Written by danvan.workflow alone.
    status = models.CharField(
        choices=Status, default=Status.SUBMITTED, max_length=10, editable=False
    )

    objects = ScopedManager.from_queryset(SubmissionQuerySet)()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        verbose_name = "lần nộp báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["report", "ordinal"], name="submission_ordinal_once"),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(status__in=["submitted", "opened", "accepted"]),
                name="one_standing_submission_per_report",
            ),
        ]

    def __str__(self):
        return f"{self.report}, lần {self.ordinal}"

    def get_absolute_url(self):
        return reverse("reports:submission_detail", args=[self.pk])

    @property
    def stands(self):
        """With the office, or taken by it: nothing further may be handed in meanwhile."""
        return self.status in self.STANDING

    @property
    def went_another_way(self):
        """Sent past the portal: only that it was sent, and perhaps a scan, is on record here."""
        return self.way != self.Way.PORTAL

    @property
    def told(self):
        """ "Đã nộp (bản giấy) số 45/BC-UBND ngày 20/06/2026"; empty for what was handed in here."""
        if not self.went_another_way:
            return ""
        words = {"exchange": "trục liên thông", "paper": "bản giấy", "mail": "thư điện tử"}
        return f"Đã nộp ({words[self.way]}) số {self.other_number}"

    @property
    def other_number(self):
        """ "45/BC-UBND ngày 20/06/2026": of a report that went another way."""
        code = self.other_code or "(không ghi)"
        return f"{code} ngày {self.other_date:%d/%m/%Y}" if self.other_date else code

    @property
    def days_late(self):
        """Days after its date, 0 in time; needs `report.round`."""
        return max(0, (localtime(self.submitted_at).date() - self.due_on).days)

    @property
    def due_on(self):
        """The date of this attempt: that of the round, or the one the office gave when it returned the last one."""
        return self.due_again_on or self.report.round.due_on

    @property
    def late_words(self):
        """ "nộp trễ 3 ngày", "nộp lại trễ 2 ngày"; "" in time."""
        handed = "nộp lại" if self.due_again_on else "nộp"
        return f"{handed} trễ {self.days_late} ngày" if self.days_late else ""

    @property
    def late_beside(self):
        """The same beside a word that says it was handed in: "trễ 3 ngày", "nộp lại trễ 2 ngày"."""
        return self.late_words if self.due_again_on else self.late_words.removeprefix("nộp ")

    @property
    def again_words(self):
        """Of the last attempt, where it came back with a date: "hạn nộp lại 28/11/2026", "quá hạn nộp lại 2 ngày"."""
        if self.status != self.Status.RETURNED or self.resubmit_by is None:
            return ""
        days = (today() - self.resubmit_by).days
        return (
            f"quá hạn nộp lại {days} ngày"
            if days > 0
            else f"hạn nộp lại {self.resubmit_by:%d/%m/%Y}"
        )


class SubmissionFile(models.Model):
    """One file of a submission with its hash, as it was on the day it was handed in."""

    class Kind(models.TextChoices):
        PDF = "pdf", "Báo cáo (PDF)"
        DOCX = "docx", "Báo cáo (Word)"
        SIGNED = "signed", "Bản có chữ ký"
        FIGURES = "figures", "Biểu số liệu (Excel)"
        OTHER = "other", "Tệp kèm theo"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    kind = models.CharField(choices=Kind, max_length=10)
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name


class SubmissionFigure(models.Model):
    """A figure as it was handed in: what an office adds up, whatever the commune writes afterwards."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey("reports.Indicator", models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    has_no_data = models.BooleanField(default=False)
    # The same period last year, as the report says it.
    previous = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator"], name="one_figure_per_submission"
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.value}"


class SubmissionHistory(HistoryLine):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="history")


class BundleQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(ordered_by=user, receiver=user.home_unit)


class Bundle(models.Model):
    """What an office had made of what it received: one zip, one PDF, a table of figures, a draft of its own report."""

    class Kind(models.TextChoices):
        ZIP = "zip", "Gói tệp nén"
        MERGED = "merged", "Một tệp PDF gộp"
        SIGNED = "signed", "Một tệp PDF gộp bản ký"
        FIGURES = "figures", "Bảng số liệu (Excel)"
        REPORT = "report", "Dự thảo báo cáo tổng hợp"

    kind = models.CharField("loại", choices=Kind, default=Kind.ZIP, db_default="zip", max_length=10)
    name = models.CharField("tên", max_length=200, blank=True, default="", db_default="")
    # The same things asked for again are not made again: a hash of what goes in.
    key = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    # The draft of the office's own report, as `documents.storage.to_dict` writes it.
    document = models.JSONField(null=True, editable=False)

    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submissions = models.ManyToManyField(Submission, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    file = models.ForeignKey(
        "records.StoredFile", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ScopedManager.from_queryset(BundleQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.name or f"Gói {self.pk}"

    def get_absolute_url(self):
        packed = self.kind in {self.Kind.ZIP, self.Kind.MERGED, self.Kind.SIGNED}
        return reverse(f"reports:{'bundle' if packed else 'made'}_detail", args=[self.pk])
