"""Đôn đốc: one press, once a day for each task; and the letter to a unit whose work is late."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet


class Urging(models.Model):
    """The unique row is why a task is urged at most once a day, whoever presses."""

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="urgings")
    day = models.DateField(default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "day"], name="urged_once_a_day"),
        ]

    def __str__(self):
        return f"{self.task}, {self.day:%d/%m/%Y}"


class UrgingLetterQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Those who run, approve or send out the commune's papers; the unit gets the paper itself."""
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return self.filter(commune=user.commune)
        return self.none()


class UrgingLetter(models.Model):
    """A công văn đôn đốc to one unit: what was late on that day stays as it was said, whatever happens since."""

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="urging_letters")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+", verbose_name="gửi")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    day = models.DateField("ngày tính", default=today)
    reply_by = models.DateField("báo cáo kết quả trước ngày", null=True, blank=True)
    opening = models.TextField("mở đầu", blank=True)
    request = models.TextField("đề nghị", blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_post = models.CharField("chức vụ", max_length=120, blank=True)
    # [{task, title, responsible, due_on, days}], the dates in ISO form.
    lines = models.JSONField(default=list, editable=False)
    tasks = models.ManyToManyField("tasks.Task", related_name="letters", editable=False)

    objects = ScopedManager.from_queryset(UrgingLetterQuerySet)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "công văn đôn đốc"

    def __str__(self):
        return f"Công văn đôn đốc {self.unit}, {self.day:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("tasks:letter", args=[self.pk])
