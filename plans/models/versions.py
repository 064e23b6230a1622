"""Frozen copies of what was issued."""

from django.conf import settings
from django.db import models

from plans.models.plans import Plan


class PlanVersion(models.Model):
    """The plan as it was issued: text, PDF, hash. Never changed afterwards."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField(default=1)
    document = models.JSONField()  # documents.storage.to_dict
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    pdf = models.ForeignKey(
        "records.StoredFile",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    docx = models.ForeignKey(
        "records.StoredFile",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    # Of the items, in the order in which `document` holds them from top to bottom: two versions can be held together.
    item_uids = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    # The signed paper (PDF or scan): where there is one, it is the one that is given out.
    signed_copy = models.ForeignKey(
        "records.StoredFile",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    signed_copy_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    signed_copy_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ordinal"], name="version_once_per_plan"),
        ]

    def __str__(self):
        return f"{self.plan}, bản {self.ordinal}"
