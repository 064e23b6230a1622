"""What was understood of an imported plan, and what a person settled about it in the review."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from danvan.scoping import ScopedManager, ScopedQuerySet
from plans.models.items import PlanItem
from plans.models.plans import Plan


class PlanDutyQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanDuty(models.Model):
    """A deadline, a recurring duty or a target in the words of a plan. What a person settled goes before any guess.

    It speaks for its item as long as `words` stand there: a plan is written on after its import.
    """

    class Kind(models.TextChoices):
        DEADLINE = "deadline", "Thời hạn"
        PERIODIC = "periodic", "Việc lặp lại"
        TARGET = "target", "Chỉ tiêu"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="duties")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="duties")
    kind = models.CharField(choices=Kind, max_length=10)
    words = models.TextField()  # where in the item it stands
    what = models.TextField(blank=True)
    who = models.CharField("người thực hiện", max_length=500, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    to = models.CharField("nơi nhận", max_length=500, blank=True)
    result = models.CharField("kết quả", max_length=500, blank=True)
    frequency = models.CharField("kỳ", max_length=100, blank=True)
    first_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    sure = models.FloatField(default=1.0)
    # False: a person said that the words are no deadline, no recurring duty, no target.
    holds = models.BooleanField(default=True)
    # Who answered for it; empty where it is only what was read.
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScopedManager.from_queryset(PlanDutyQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_on=None) | Q(due_on__isnull=False),
                name="duty_ends_where_it_begins",
            ),
        ]

    def __str__(self):
        return self.what[:80] or self.words[:80]
