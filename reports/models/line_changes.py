"""What people decided about drafted lines of the commune's report."""

from django.conf import settings
from django.db import models

from reports.models.reports import Report

# As much of a line as tells it from the others.
SHORT = 300


class LineChange(models.Model):
    """One decision about one line. Not a step of the report: what was read before it may still be submitted."""

    class Kind(models.TextChoices):
        UPDATE = "update", "Cập nhật"
        ADD = "add", "Đưa vào"
        DROP = "drop", "Bỏ, nguồn không còn"
        KEEP = "keep", "Giữ, không cập nhật"
        REFUSE = "refuse", "Không đưa vào"
        REMOVE = "remove", "Bỏ dòng"
        RESTORE = "restore", "Đưa lại dòng"
        RENEW = "renew", "Thay cả mục bằng bản tổng hợp"

    report = models.ForeignKey(Report, models.CASCADE, related_name="line_changes")
    # As they were called then: a heading may be renamed or taken out.
    heading = models.CharField(max_length=500)
    key = models.CharField(max_length=200, blank=True)
    kind = models.CharField(choices=Kind, max_length=10)
    before = models.CharField(max_length=SHORT, blank=True)
    after = models.CharField(max_length=SHORT, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "lựa chọn về một dòng"

    def __str__(self):
        return f"{self.get_kind_display()}: {self.heading}"
