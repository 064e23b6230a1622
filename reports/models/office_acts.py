"""What an office does with more reports at once than a page can wait for."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from danvan.scoping import ScopedManager, ScopedQuerySet


class OfficeActQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(ordered_by=user, receiver=user.home_unit)


class OfficeAct(models.Model):
    """Accepting, returning or urging many reports: ordered in one press, done by a worker, told row by row."""

    class Kind(models.TextChoices):
        ACCEPT = "accept", "Tiếp nhận báo cáo"
        SEND_BACK = "send_back", "Trả lại báo cáo"
        URGE = "urge", "Đôn đốc nộp báo cáo"

    kind = models.CharField("việc", choices=Kind, max_length=10)
    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # Of a report that is owed and has no round: the year of the grid it was chosen on.
    year = models.PositiveSmallIntegerField(default=0)
    note = models.TextField("ý kiến", blank=True)
    # With a return: the day by which the office wants the reports again.
    resubmit_by = models.DateField("hạn nộp lại", null=True)
    # [[cell, title]], a cell as the grid names it: "s12" an attempt, "r7" a round, "v5-year" what is owed without one.
    cells = models.JSONField(default=list, editable=False)
    # [[cell, title, what came of it, whether it was done]] of the first so many of `cells`, in their order.
    results = models.JSONField(default=list, editable=False)
    # Sent with the form: a second press finds the act ordered.
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ScopedManager.from_queryset(OfficeActQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.count} báo cáo"

    def get_absolute_url(self):
        return reverse("reports:office_act", args=[self.pk])

    @property
    def count(self):
        return len(self.cells)

    @property
    def left(self):
        """The cells nothing was done with yet."""
        return self.cells[len(self.results) :]
