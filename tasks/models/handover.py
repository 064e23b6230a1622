"""Bàn giao: all open work of one person goes to others in one action, and a paper says so."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet


class HandOverQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Those who run the commune's work, and whoever took something over, in the commune where it was."""
        own = self.filter(commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return own
        taken = HandOverLine.objects.filter(hand_over=models.OuterRef("pk"), taker=user)
        return own.filter(models.Exists(taken)) if user.commune else self.none()


class HandOver(models.Model):
    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người bàn giao"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    day = models.DateField("ngày bàn giao", default=today)
    reason = models.CharField("lý do", max_length=300, blank=True)
    # Sent with the form: a second press finds it taken.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ScopedManager.from_queryset(HandOverQuerySet)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "bàn giao"

    def __str__(self):
        return f"Bàn giao của {self.giver}, {self.day:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("tasks:hand_over", args=[self.pk])


class HandOverLine(models.Model):
    """One task or one recurring duty that changed hands, in the words of that day."""

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="lines")
    task = models.ForeignKey(
        "tasks.Task", models.PROTECT, null=True, related_name="hand_over_lines"
    )
    series = models.ForeignKey("tasks.TaskSeries", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=500)
    status = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)
    unit_before = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    unit_after = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(task=None) ^ models.Q(series=None),
                name="a_task_or_a_series_is_handed_over",
            ),
        ]

    def __str__(self):
        return f"{self.title} → {self.taker}"
