"""The photos that a commune's report brings as an appendix."""

from django.db import models


class ReportPhoto(models.Model):
    """A photo of the work, picked from the evidence of the period. It keeps its own file: what happens to the evidence
    later changes nothing here."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="photos")
    evidence = models.ForeignKey(
        "tasks.Evidence", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    # Brought to the size of print by a job; until then the file is that of the evidence.
    is_scaled = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "evidence"], name="photo_once_per_report"),
        ]

    def __str__(self):
        return self.caption
