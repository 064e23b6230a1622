"""Report rounds (đợt báo cáo), the parts of the units, the commune's report, its figures and its submission."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine
from plans.models import IssuedDocument
from tasks.models import Lateness

RUNS_THE_COMMUNE = (Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OBSERVER)


class ReportRoundQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Everyone of the commune knows its rounds; an office above knows those addressed to it."""
        if user.is_(Role.RECEIVER):
            return self.filter(receiver=user.home_unit)
        if user.is_(Role.OFFICER, *RUNS_THE_COMMUNE):
            return self.filter(commune=user.commune)
        return self.none()


class ReportRound(models.Model):
    class Kind(models.TextChoices):
        MONTH = "month", "Tháng"
        QUARTER = "quarter", "Quý"
        SIX_MONTHS = "six_months", "6 tháng đầu năm"
        NINE_MONTHS = "nine_months", "9 tháng đầu năm"
        YEAR = "year", "Năm"
        AD_HOC = "ad_hoc", "Đột xuất"

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="report_rounds")
    receiver = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        related_name="received_rounds",
        verbose_name="cơ quan nhận báo cáo",
    )
    plan = models.ForeignKey(
        "plans.Plan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name="kế hoạch",
    )
    kind = models.CharField("kỳ báo cáo", choices=Kind, max_length=12)
    year = models.PositiveSmallIntegerField("năm")
    # Which month, quarter or ad-hoc matter; empty for the half-year and the year.
    label = models.CharField("tên đợt", max_length=120, blank=True)
    period_from = models.DateField("số liệu từ ngày")
    period_to = models.DateField("đến hết ngày")
    parts_due_on = models.DateField("hạn các đơn vị gửi")
    due_on = models.DateField("hạn nộp cấp trên")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager.from_queryset(ReportRoundQuerySet)()

    class Meta:
        ordering = ["-year", "-period_to", "-pk"]
        verbose_name = "đợt báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "kind", "year", "label"],
                name="round_once",
                violation_error_message="Đợt báo cáo này đã được mở.",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="period_ends_after_it_begins",
                violation_error_message="Ngày kết thúc kỳ phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("parts_due_on")),
                name="parts_come_before_the_report",
                violation_error_message="Hạn nộp cấp trên phải sau hạn các đơn vị gửi.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:round_detail", args=[self.pk])

    @property
    def name(self):
        """ "Báo cáo 6 tháng đầu năm 2026"."""
        return f"Báo cáo {self.period_words}"

    @property
    def period_words(self):
        """ "6 tháng đầu năm 2026": as it stands in the subject of the report."""
        return self.label or f"{self.get_kind_display().lower()} {self.year}"


class Indicator(models.Model):
    """A figure that is asked for (số liệu). Data, not code: a province may have its own."""

    owner = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    code = models.SlugField("mã", max_length=40)
    label = models.CharField("chỉ tiêu", max_length=200)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    group = models.CharField("nhóm", max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "code"], name="indicator_code_once"),
            # Of its own, because a database takes two empty owners for two different ones.
            models.UniqueConstraint(
                fields=["code"], condition=Q(owner=None), name="shared_indicator_code_once"
            ),
        ]

    def __str__(self):
        return self.label


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
    compiled_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
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
    """One heading with its narrative. `compiled` keeps what compiling wrote, so own words are never overwritten."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    heading = models.CharField("tiêu đề", max_length=500)
    text = models.TextField("nội dung", blank=True)
    compiled = models.TextField(blank=True, editable=False)
    # Where the compiled words came from, for a person: "3 nhiệm vụ, 2 đơn vị".
    origin = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="section_once_per_report"),
        ]

    def __str__(self):
        return self.heading

    @property
    def is_own_words(self):
        """Whether somebody wrote here: compiling again leaves such words alone."""
        return self.text != self.compiled


class IndicatorValue(models.Model):
    """A figure of one report. An empty value with `has_no_data` means "không có số liệu", which is not 0."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    value = models.DecimalField("số liệu", max_digits=16, decimal_places=2, null=True, blank=True)
    has_no_data = models.BooleanField("không có số liệu", default=False)
    # The sum of the units' figures, so that a figure corrected by hand is told from one that was summed.
    compiled = models.DecimalField(max_digits=16, decimal_places=2, null=True, editable=False)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ["indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_value_per_indicator"),
            models.CheckConstraint(
                condition=Q(has_no_data=False) | Q(value=None),
                name="no_data_or_a_value",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.value}"

    @property
    def is_filled(self):
        return self.value is not None or self.has_no_data


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

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="submissions")
    ordinal = models.PositiveSmallIntegerField("lần nộp", default=1)
    document = models.JSONField()
    pdf = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    receipt = models.CharField("mã biên nhận", max_length=20, unique=True)
    signed_by = models.CharField("người ký", max_length=120)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
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
        return self.status in {self.Status.SUBMITTED, self.Status.OPENED, self.Status.ACCEPTED}

    @property
    def days_late(self):
        """Days after the date of the round, 0 in time; needs `report.round`."""
        return max(0, (localtime(self.submitted_at).date() - self.report.round.due_on).days)


class SubmissionHistory(HistoryLine):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="history")


class BundleQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(ordered_by=user, receiver=user.home_unit)


class Bundle(models.Model):
    """Several submissions as one zip, for the office that received them."""

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
        return f"Gói {self.pk}"
