"""Another date that an amended plan names for an open round: offered, taken or refused, once for each version."""

from django.conf import settings
from django.db import models


class DueChange(models.Model):
    round = models.ForeignKey("reports.ReportRound", models.CASCADE, related_name="due_changes")
    # The amended version that names the date.
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    # "Theo Kế hoạch 31/KH-UBND, mục III.3: “trước ngày 05/6/2026”, tức là hết ngày 04/06/2026."
    said = models.CharField(max_length=400)
    # Empty where the plan changed nothing of it.
    due_on = models.DateField("hạn nộp cấp trên", null=True)
    parts_due_on = models.DateField("hạn các đơn vị gửi", null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    is_taken = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "plan"], name="due_change_once_per_version"),
        ]

    def __str__(self):
        return f"{self.round}: {self.said}"
