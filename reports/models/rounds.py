"""Report rounds (đợt báo cáo): which period, whom for, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from reports.models import kinds

RUNS_THE_COMMUNE = (Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OBSERVER)


class ReportRoundQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Everyone of the commune knows its rounds; an office above knows those addressed to it."""
        if user.is_(Role.RECEIVER):
            return self.filter(receiver=user.home_unit)
        if user.is_(Role.OFFICER, *RUNS_THE_COMMUNE):
            return self.filter(commune=user.commune)
        return self.none()


class ReportRound(kinds.OfPeriod):
    Kind = kinds.Kind

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
    # What an office above asked for; empty where the commune opened the round by itself.
    request = models.ForeignKey(
        "reports.RoundRequest",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="rounds",
    )
    # The outline the round was opened with; its headings were copied then.
    template = models.ForeignKey(
        "reports.ReportTemplate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name="đề cương",
    )
    indicator_set = models.ForeignKey(
        "reports.IndicatorSet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name="bộ chỉ tiêu",
    )
    # Empty for công tác dân vận chính quyền itself; else as it stands in the name: "thực hiện dân chủ ở cơ sở".
    topic = models.CharField(
        "nội dung báo cáo", max_length=200, blank=True, default="", db_default=""
    )
    # The last day whose figures are counted; empty in rounds opened before it was asked: the end of the period.
    data_closing_on = models.DateField("ngày chốt số liệu", null=True, blank=True)
    parts_due_on = models.DateField("hạn các đơn vị gửi")
    due_on = models.DateField("hạn nộp cấp trên")
    # Where the dates come from, in words: "Kế hoạch 05/KH-UBND, mục III.3: “trước ngày 05/5/2026”".
    due_source = models.CharField(
        max_length=400, blank=True, default="", db_default="", editable=False
    )
    # From this day on the units are asked; a round may be opened long before. Empty: from the day it was opened.
    asks_on = models.DateField("báo cho các đơn vị từ ngày", null=True, blank=True)
    # When the units were told; empty while that lies ahead, or while the commune has not chosen its units.
    asked_at = models.DateTimeField(null=True, editable=False)
    # The day for which those who had not sent were last reminded; see reports.rounds.reminders.
    reminded_on = models.DateField(null=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    # From then on no part is sent or taken back; opening the round again empties both.
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ScopedManager.from_queryset(ReportRoundQuerySet)()

    class Meta:
        ordering = ["-year", "-period_to", "-pk"]
        verbose_name = "đợt báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "topic", "kind", "year", "label"],
                name="round_of_a_topic_once",
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

    def get_absolute_url(self):
        return reverse("reports:round_detail", args=[self.pk])

    @property
    def closing_day(self):
        """The last day whose figures count, inclusive."""
        return self.data_closing_on or self.period_to

    @property
    def is_closed(self):
        return self.closed_at is not None
