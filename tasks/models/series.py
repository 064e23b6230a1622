"""Recurring duties, which make ordinary tasks ahead of time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet


class TaskSeriesQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        if user.is_(Role.COORDINATOR, Role.LEADER):
            return self.filter(commune=user.commune)
        return self.none()


class TaskSeries(models.Model):
    """A recurring duty. It makes ordinary tasks, so everything else knows only tasks."""

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", "Hằng tháng"
        QUARTERLY = "quarterly", "Hằng quý"
        HALF_YEARLY = "half_yearly", "6 tháng"
        NINE_MONTHLY = "nine_monthly", "9 tháng (mỗi năm một lần)"
        YEARLY = "yearly", "Hằng năm"
        # Work that never ends: what is made are the days on which to say how it stands.
        CONTINUOUS = "continuous", "Thường xuyên"

        @property
        def months(self):
            """Months from one due date to the next; None of continuous work, which says so itself."""
            return {
                "monthly": 1, "quarterly": 3, "half_yearly": 6, "nine_monthly": 12, "yearly": 12,
            }.get(self.value)  # fmt: skip

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="task_series")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, blank=True, related_name="+")
    plan_item = models.ForeignKey(
        "plans.PlanItem", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField("nội dung nhiệm vụ", max_length=500)
    detail = models.TextField("yêu cầu cụ thể", blank=True, db_default="")
    expected_result = models.CharField("kết quả, sản phẩm", max_length=300, blank=True)
    lead_unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frequency = models.CharField("định kỳ", choices=Frequency, max_length=12)
    # Of continuous work alone: how often its people say how it stands.
    check_in_months = models.PositiveSmallIntegerField(
        "báo tình hình mỗi (tháng)", null=True, blank=True
    )
    coordinating_units = models.ManyToManyField(
        "accounts.Unit", blank=True, related_name="+", verbose_name="đơn vị phối hợp"
    )
    needs_evidence = models.BooleanField(
        "cần minh chứng khi báo xong", default=False, db_default=False
    )
    first_due_on = models.DateField("hạn đầu tiên")
    last_due_on = models.DateField("hạn cuối cùng")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stopped_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ScopedManager.from_queryset(TaskSeriesQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_due_on__gte=F("first_due_on")),
                name="series_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(frequency="continuous") | Q(check_in_months__gte=1),
                name="continuous_work_is_asked_about",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.get_frequency_display()})"

    @property
    def is_running(self):
        return self.stopped_on is None

    @property
    def rhythm(self):
        """ "Hằng quý"; of continuous work with how often it is asked about."""
        if self.frequency != self.Frequency.CONTINUOUS:
            return self.get_frequency_display()
        return f"Thường xuyên, báo tình hình {self.check_in_months} tháng một lần"

    @property
    def frequency_months(self):
        return self.Frequency(self.frequency).months or self.check_in_months
