"""Report rounds (đợt báo cáo): which period, whom for, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet

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
