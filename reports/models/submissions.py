"""What was handed in, and packages of it for the office that received it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine
from reports.models.reports import Report
from reports.models.rounds import RUNS_THE_COMMUNE


class SubmissionQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """The commune sees what it sent; the office sees what reached it and was not withdrawn."""
        if user.is_(Role.RECEIVER):
            reached = self.filter(receiver=user.home_unit)
            return reached.exclude(status=Submission.Status.WITHDRAWN)
        if user.is_(*RUNS_THE_COMMUNE):
            return self.filter(report__round__commune=user.commune)
        return self.none()


class Submission(models.Model):
    """A report handed in (nộp): frozen, hashed, receipted. Every round trip is kept."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", "Đã nộp"
        OPENED = "opened", "Đã xem"
        RETURNED = "returned", "Trả lại"
        ACCEPTED = "accepted", "Đã nhận"
        WITHDRAWN = "withdrawn", "Đã rút"

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="submissions")
    ordinal = models.PositiveSmallIntegerField("lần nộp", default=1)
    document = models.JSONField()
    pdf = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    receipt = models.CharField("mã biên nhận", max_length=20, unique=True)
    signed_by = models.CharField("người ký", max_length=120)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
    # Written by danvan.workflow alone.
    status = models.CharField(
        choices=Status, default=Status.SUBMITTED, max_length=10, editable=False
    )

    objects = ScopedManager.from_queryset(SubmissionQuerySet)()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        verbose_name = "lần nộp báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["report", "ordinal"], name="submission_ordinal_once"),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(status__in=["submitted", "opened", "accepted"]),
                name="one_standing_submission_per_report",
            ),
        ]

    def __str__(self):
        return f"{self.report}, lần {self.ordinal}"

    def get_absolute_url(self):
        return reverse("reports:submission_detail", args=[self.pk])

    @property
    def stands(self):
        """With the office, or taken by it: nothing further may be handed in meanwhile."""
        return self.status in {self.Status.SUBMITTED, self.Status.OPENED, self.Status.ACCEPTED}

    @property
    def days_late(self):
        """Days after the date of the round, 0 in time; needs `report.round`."""
        return max(0, (localtime(self.submitted_at).date() - self.report.round.due_on).days)


class SubmissionHistory(HistoryLine):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="history")


class BundleQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(ordered_by=user, receiver=user.home_unit)


class Bundle(models.Model):
    """Several submissions as one zip, for the office that received them."""

    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submissions = models.ManyToManyField(Submission, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    file = models.ForeignKey(
        "records.StoredFile", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ScopedManager.from_queryset(BundleQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"Gói {self.pk}"
