"""What people say of a task on its way: progress with evidence, and requests for more time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class ProgressUpdate(models.Model):
    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="updates")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField("nội dung đã làm")
    percent = models.PositiveSmallIntegerField("khối lượng (%)", null=True, blank=True)
    # How much of `task.target` is reached by now, all told.
    amount = models.PositiveIntegerField("đã đạt", null=True, blank=True)
    # When it was written, of an update that was written without a net and sent later.
    written_at = models.DateTimeField(null=True, editable=False)
    # With this one the task was reported done; its repeat, after a cut line, does not report once more.
    says_done = models.BooleanField(default=False, db_default=False, editable=False)
    # The coordinating unit for which it was written; empty of those who carry the task.
    helping_unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, editable=False, related_name="+"
    )
    # Sent with the form: a second press or a repeat after a cut line finds it taken.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100),
                name="percent_at_most_100",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def reached(self):
        """What was reached of the task's target: "01/02 mô hình (50%)"; of old updates the percentage alone."""
        if self.amount is None or not self.task.target:
            return "" if self.percent is None else f"{self.percent}%"
        return self.task.reached(self.amount)


class Evidence(models.Model):
    """A photo or file with an update. A photo is shown once a job has cleaned it (turned, reduced, no location)."""

    update = models.ForeignKey(ProgressUpdate, models.CASCADE, related_name="evidence")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    # Sent with a photo that comes by itself: a repeat after a cut line finds it taken.
    key = models.UUIDField(null=True, unique=True, editable=False)
    is_ready = models.BooleanField(default=False, editable=False)
    error = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.file.name


class Extension(models.Model):
    """A request for more time (xin gia hạn). The original due date stays on the task."""

    class Status(models.TextChoices):
        ASKED = "asked", "Chờ quyết định"
        GRANTED = "granted", "Đồng ý"
        REFUSED = "refused", "Không đồng ý"
        # Nobody answered, and what happened to the task left nothing to answer.
        SETTLED = "settled", "Không còn cần quyết định"

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="extensions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField("lý do", max_length=500)
    old_due_on = models.DateField()
    new_due_on = models.DateField("hạn mới đề nghị")
    # What was decided, which need not be what was asked for; empty while asked and when refused.
    granted_due_on = models.DateField("gia hạn đến ngày", null=True, editable=False)
    status = models.CharField(choices=Status, default=Status.ASKED, max_length=10, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField("ý kiến", max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(status="asked"),
                name="one_open_extension_per_task",
            ),
        ]

    def __str__(self):
        return f"{self.task}: {self.new_due_on:%d/%m/%Y}"
