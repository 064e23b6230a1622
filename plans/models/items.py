"""The items of a plan, its footnotes, and what was deleted from it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from danvan.scoping import ScopedManager, ScopedQuerySet
from documents.model import Item, plain
from documents.rich_text import to_text
from documents.storage import table_of
from plans.models.plans import Plan


class PlanItemQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanItem(models.Model):
    """One block of the plan. `heading` (a title on its own line) or `text` (inline HTML) is filled, never both."""

    class Kind(models.TextChoices):
        PURPOSE = "purpose_requirements", "Mục đích, yêu cầu"
        TARGETS = "targets", "Mục tiêu, chỉ tiêu"
        TASKS = "tasks", "Nhiệm vụ, giải pháp"
        IMPLEMENTATION = "implementation", "Tổ chức thực hiện"
        FUNDING = "funding", "Kinh phí"
        OTHER = "", "Nội dung khác"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    # Given where the item was typed, so that it has a name before the portal has heard of it. An item keeps it in an
    # amended version, in next year's plan and in a unit's plan: one uid is one item through the years.
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField()
    marker = models.CharField("số mục", max_length=30, blank=True)
    kind = models.CharField("loại mục", choices=Kind, max_length=24, blank=True)
    heading = models.CharField("tiêu đề", max_length=1000, blank=True)
    text = models.TextField("nội dung", blank=True)
    # A table as it was read from a file (documents.storage), in place of heading and text.
    table = models.JSONField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # plans.searching.folded of its words; plans.actions.refresh_search keeps it in step.
    search_text = models.TextField(editable=False, default="", db_default="")

    objects = ScopedManager.from_queryset(PlanItemQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(heading="") | Q(text=""), name="item_is_heading_or_text"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="item_is_not_its_own_parent",
            ),
            models.UniqueConstraint(fields=["plan", "uid"], name="item_uid_once_per_plan"),
        ]

    def __str__(self):
        return f"{self.label} {self.words}".strip()[:80]

    @property
    def label(self):
        """The number as it is printed: "I.", "1.1.", "a)", "-" or nothing."""
        return Item(marker=self.marker).label

    def _words_of_table(self):
        if not self.table:
            return ""
        table = table_of(self.table)
        cells = (plain(cell.text) for row in table.rows for cell in row)
        return " ".join(filter(None, [table.caption, *cells]))

    @property
    def words(self):
        """Heading or text as plain words, for lists and search; of a table its title and cells."""
        return self.heading or plain(to_text(self.text)) or self._words_of_table()


class RemovedItem(models.Model):
    """A deleted block with all that stood below it, so that deleting can be undone while the plan is a draft."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="removed_items")
    parent = models.ForeignKey(PlanItem, models.CASCADE, null=True, related_name="+")
    position = models.PositiveIntegerField()
    items = models.JSONField()  # conversion.removed_items
    uid = models.UUIDField(
        null=True
    )  # of the topmost item: one that comes back by itself needs no undoing
    # By uid: undone in the same editor, an item comes back without its table, which stayed here.
    tables = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    title = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.title


class PlanFootnote(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="footnotes")
    marker = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.marker
