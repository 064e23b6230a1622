"""Work the portal does by itself. The row is the order; the broker only carries a hint with its id."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, Unit
from danvan.scoping import ScopedManager, ScopedQuerySet


class WorkRowQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """What the person ordered; an administrator also sees what was ordered in the units in reach."""
        own = Q(ordered_by=user)
        if user.is_(Role.ADMINISTRATOR):
            own |= Q(unit__in=Unit.objects.within_reach_of(user))
        return self.filter(own)

    def open(self):
        return self.filter(state__in=[WorkRow.State.WAITING, WorkRow.State.RUNNING])

    def parked(self):
        return self.filter(state=WorkRow.State.PARKED)

    def of_queue(self, queue):
        return self.filter(queue=queue)

    def not_out(self):
        """What should have been done by now or still will be; what nobody can do any more is left out."""
        S = WorkRow.State
        return self.filter(state__in=[S.WAITING, S.RUNNING, S.PARKED])

    def refused_since(self, moment):
        return self.filter(state=WorkRow.State.REFUSED, finished_at__gte=moment)

    def about(self, kind, subject_id):
        return self.filter(kind=kind, subject_id=subject_id)

    def made_before(self, key):
        """The finished row that made a file of exactly this content, with its file, or None."""
        done = self.filter(key=key, state=WorkRow.State.DONE).exclude(result=None)
        return done.select_related("result").first()


class WorkRow(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        RUNNING = "running", "Đang làm"
        DONE = "done", "Đã xong"
        # Failed for a reason a person can mend (a bad file): no retry would help.
        REFUSED = "refused", "Không làm được"
        # Failed again and again: the administrator looks at it.
        PARKED = "parked", "Tạm dừng do lỗi"

    kind = models.CharField("việc", max_length=40)
    subject_id = models.PositiveBigIntegerField()
    # What exactly is to be done, so the same content is not worked on twice; empty where that does not matter.
    key = models.CharField(max_length=64, blank=True)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    queue = models.CharField(max_length=20, default="default")
    title = models.CharField("nội dung", max_length=200)

    state = models.CharField(choices=State, default=State.WAITING, max_length=10)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    note = models.CharField(max_length=200, blank=True)  # what is being done now
    error = models.CharField(max_length=500, blank=True)  # Vietnamese, for the person
    trace = models.TextField(blank=True)  # for the administrator
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True, editable=False)  # whoever holds it may finish
    lease_until = models.DateTimeField(null=True, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now)
    hinted_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, editable=False)
    result = models.ForeignKey(
        "records.StoredFile",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ScopedManager.from_queryset(WorkRowQuerySet)()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="work_due"),
            models.Index(fields=["kind", "subject_id"], name="work_about"),
            # Whether the same content was worked on before, whatever it belonged to.
            models.Index(fields=["key"], condition=~Q(key=""), name="work_of_content"),
        ]
        constraints = [
            # Two clicks order one piece of work.
            models.UniqueConstraint(
                fields=["kind", "subject_id", "key"],
                condition=Q(state__in=["waiting", "running"]),
                name="work_once_at_a_time",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_finished(self):
        return self.state not in {self.State.WAITING, self.State.RUNNING}

    @property
    def failed(self):
        return self.state in {self.State.REFUSED, self.State.PARKED}

    @property
    def last_line(self):
        """The line of the trace that names what went wrong."""
        lines = self.trace.strip().splitlines()
        return lines[-1][:200] if lines else ""

    def new_token(self):
        return uuid.uuid4()
