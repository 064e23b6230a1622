"""What an open editor leaves in the database: who is here, and the pages beside the text."""

from django.conf import settings
from django.db import models

from plans.models.plans import Plan


class EditorTab(models.Model):
    """A browser tab in which somebody has a plan open for writing: who is here, and what was heard last from it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tabs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uid = models.UUIDField()
    # The number of the last request that was carried out: the same one sent again moves nothing twice.
    last_request = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "person", "uid"], name="editor_tab_once"),
        ]

    def __str__(self):
        return f"{self.person}: {self.plan}"


class PreviewPage(models.Model):
    """A page of the draft as a picture, beside the editor. Only those of the newest text are kept."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="preview_pages")
    key = models.CharField(max_length=64)  # documents.storage.fingerprint of the text
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    items = models.JSONField(default=list)  # uids of the items that begin on this page

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key", "number"], name="preview_page_once"),
        ]

    def __str__(self):
        return f"{self.plan}, trang {self.number}"
