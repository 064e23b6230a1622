"""A status changes only by a named move, and every move leaves a line of history."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import models, transaction

ALREADY_MOVED = "Hồ sơ vừa được người khác xử lý. Trang này đã cập nhật theo tình trạng mới."
CHANGED = "Hồ sơ đã thay đổi kể từ lúc mở trang. Hãy xem lại nội dung mới rồi làm bước này."
NOT_OPEN = "Bước này không còn mở cho hồ sơ ở tình trạng hiện tại."


class MoveRefused(Exception):
    """The move is not open to this person now, or somebody else was quicker. The message is for the page."""


class Move(NamedTuple):
    label: str
    sources: frozenset
    target: str
    allowed: Callable
    # What a person reads before pressing, e.g. what can no longer be changed afterwards.
    consequence: str = ""
    needs_note: bool = False


class Workflow(dict):
    def open_to(self, user, obj):
        """The moves this person may make now. The page draws these, and `apply` obeys them."""
        return {
            name: move
            for name, move in self.items()
            if obj.status in move.sources and move.allowed(user, obj)
        }

    @transaction.atomic
    def apply(self, obj, name, *, by, note="", seen=None, **fields):
        """Make the move, set `fields` with it in the same UPDATE, and return the line of history.

        `seen` is the `last_step` of the page the person read: taken back, rewritten and submitted again, a document
        has the status of before and not its words. Raises MoveRefused with a Vietnamese sentence when the move is
        not open, lacks its note, came second, or was meant for what stood there before.
        """
        move = self.open_to(by, obj).get(name)
        if move is None:
            raise MoveRefused(NOT_OPEN)
        if move.needs_note and not note.strip():
            raise MoveRefused(f"Hãy ghi lý do khi chọn “{move.label}”.")

        if seen is not None and seen != last_step(obj):
            raise MoveRefused(CHANGED)

        # Compare and set: when two people press at once, exactly one row matches.
        unmoved = type(obj)._base_manager.filter(pk=obj.pk, status=obj.status)
        if not unmoved.update(status=move.target, **fields):
            raise MoveRefused(ALREADY_MOVED)

        before, obj.status = obj.status, move.target
        for field, value in fields.items():
            setattr(obj, field, value)
        return obj.history.create(
            move=name,
            label=move.label,
            before=before,
            after=obj.status,
            by=by,
            note=note.strip(),
        )


def last_step(obj):
    """The number of the newest line of history of a record, 0 where there is none; for `seen` of `apply`."""
    return obj.history.order_by("-pk").values_list("pk", flat=True).first() or 0


class HistoryLine(models.Model):
    """One step of one record. `by` is empty for what the portal did by itself."""

    move = models.CharField(max_length=30)
    label = models.CharField(max_length=80)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.label}: {self.before} → {self.after}"
