"""An uploaded plan on its way in."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from plans.models.plans import Plan


class PlanImportQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return self.filter(commune=user.commune)
        return self.none()


class PlanImport(models.Model):
    """An uploaded plan on its way in: read by a job, looked at by a person, then a plan or nothing."""

    class Status(models.TextChoices):
        READING = "reading", "Đang đọc"
        REVIEW = "review", "Chờ xem lại"
        REFUSED = "refused", "Không đọc được"
        ACCEPTED = "accepted", "Đã thành kế hoạch"
        DROPPED = "dropped", "Đã bỏ"

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="plan_imports")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(choices=Status, default=Status.READING, max_length=20, editable=False)
    reading = models.JSONField(null=True)  # what documents.sandbox.read_safely returned
    settled = models.JSONField(default=list)  # places in reading["warnings"] a person has looked at
    # What the person said to questions of the reading: {question key: answer}, see plans.questions.
    answers = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    error = models.CharField(max_length=500, blank=True)
    plan = models.OneToOneField(Plan, models.SET_NULL, null=True, related_name="source")

    objects = ScopedManager.from_queryset(PlanImportQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.file.name

    def get_absolute_url(self):
        return reverse("plans:import_review", args=[self.pk])


class UnitName(models.Model):
    """How plans of a commune name a unit. What a person decided once is not asked again."""

    commune = models.ForeignKey("accounts.Unit", models.CASCADE, related_name="unit_names")
    words = models.CharField("tên ghi trong kế hoạch", max_length=200)
    key = models.CharField(max_length=200)  # danvan.vietnamese.search_text of the words
    # Empty: the words name no unit of the commune.
    unit = models.ForeignKey(
        "accounts.Unit", models.CASCADE, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["words", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "key"], name="unit_name_once"),
        ]

    def __str__(self):
        return self.words
