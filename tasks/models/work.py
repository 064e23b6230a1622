"""The task (nhiệm vụ): one lead unit, one responsible person, a due date; progress, evidence, reminders."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine


class Relation(models.TextChoices):
    ASSIGNED = "assigned", "Giao"
    REQUESTED = "requested", "Đề nghị phối hợp"


class Lateness(models.TextChoices):
    """Computed, never typed. The words officials use."""

    LATE = "late", "Quá hạn"
    SOON = "soon", "Sắp đến hạn"
    FINE = "fine", "Chưa đến hạn"
    NONE = "none", "Chưa có hạn"


class DueKind(models.TextChoices):
    """How the plan's words bound the date. "Trước ngày 20/5" and "chậm nhất ngày 20/5" mean different last days."""

    BEFORE = "before", "Trước ngày"
    BY = "by", "Chậm nhất ngày"
    WITHIN = "within", "Trong (tháng, quý, năm)"


class Outcome(models.TextChoices):
    """How a finished task stood to its due date: written once, when it is confirmed, and kept for good."""

    ON_TIME = "on_time", "Đúng hạn"
    EXTENDED = "extended", "Đúng hạn sau gia hạn"
    LATE = "late", "Xong quá hạn"
    # Without a due date, or requested of others: nobody's punctuality is judged.
    UNDATED = "undated", "Không tính hạn"


def standing(lateness):
    """The condition (Q) of open tasks whose `Task.lateness` is this one."""
    soon = today() + timedelta(days=Task.SOON_DAYS)
    requested_before = Q(due_on__lt=today(), relation=Relation.REQUESTED)
    meant = {
        Lateness.LATE: Q(due_on__lt=today(), relation=Relation.ASSIGNED),
        Lateness.SOON: Q(due_on__range=(today(), soon)),
        Lateness.FINE: Q(due_on__gt=soon) | requested_before,
        Lateness.NONE: Q(due_on=None),
    }
    return Q(status__in=Task.OPEN) & meant[lateness]


class TaskQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Those who run or watch the commune's work see all of it; an officer sees the own unit's and the own."""
        own = self.filter(commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OBSERVER):
            return own
        if user.is_(Role.OFFICER):
            helping = Task.coordinating_units.through.objects.filter(unit=user.unit)
            return own.filter(
                Q(lead_unit=user.unit) | Q(responsible=user) | Q(pk__in=helping.values("task"))
            )
        return self.none()

    def open(self):
        return self.filter(status__in=Task.OPEN)

    def standing(self, lateness):
        """Open tasks whose `Task.lateness` is this one; the four together are all open tasks."""
        return self.filter(standing(lateness))

    def late(self):
        """Open, past the due date, and assigned: requested work is never called late."""
        return self.open().filter(due_on__lt=today(), relation=Relation.ASSIGNED)


class Task(models.Model):
    class Status(models.TextChoices):
        NEW = "new", "Chưa nhận"
        DOING = "doing", "Đang làm"
        RETURNED = "returned", "Bị trả lại"
        PAUSED = "paused", "Tạm dừng"
        REPORTED = "reported", "Báo xong, chờ xác nhận"
        DONE = "done", "Đã hoàn thành"
        CANCELLED = "cancelled", "Đã hủy"

    # Somebody still has to act. A task that waits for confirmation is with the coordinator, not late.
    OPEN = (Status.NEW, Status.DOING, Status.RETURNED)
    SOON_DAYS = 7

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="tasks")
    plan = models.ForeignKey(
        "plans.Plan", models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    plan_item = models.ForeignKey(
        "plans.PlanItem", models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    series = models.ForeignKey(
        "TaskSeries", models.PROTECT, null=True, editable=False, related_name="tasks"
    )
    # The date the series meant; the due date itself may be moved later.
    series_due_on = models.DateField(null=True, editable=False)
    title = models.CharField("nội dung nhiệm vụ", max_length=500)
    detail = models.TextField("yêu cầu cụ thể", blank=True)
    expected_result = models.CharField("kết quả, sản phẩm", max_length=300, blank=True)
    lead_unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        related_name="led_tasks",
        verbose_name="đơn vị chủ trì",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="tasks",
        verbose_name="người chịu trách nhiệm",
    )
    coordinating_units = models.ManyToManyField(
        "accounts.Unit",
        blank=True,
        related_name="helped_tasks",
        verbose_name="đơn vị phối hợp",
    )
    relation = models.CharField(
        "hình thức",
        choices=Relation,
        default=Relation.ASSIGNED,
        max_length=10,
        editable=False,
    )
    due_on = models.DateField("hạn hoàn thành", null=True, blank=True)
    original_due_on = models.DateField(null=True, editable=False)
    due_words = models.CharField("hạn ghi trong kế hoạch", max_length=200, blank=True)
    # The date in the plan's words; `due_on` is the last day to do it, as the commune reads `due_kind`.
    written_due_on = models.DateField("ngày ghi trong kế hoạch", null=True, blank=True)
    due_kind = models.CharField(
        "cách ghi hạn", choices=DueKind, max_length=10, blank=True, db_default=""
    )
    # What can be counted ("02 mô hình"): only then is there a percentage.
    target = models.PositiveIntegerField("số lượng phải đạt", null=True, blank=True)
    target_unit = models.CharField("đơn vị tính", max_length=40, blank=True, db_default="")
    needs_evidence = models.BooleanField("cần minh chứng khi báo xong", default=False)
    # Written by danvan.workflow alone.
    status = models.CharField(choices=Status, default=Status.NEW, max_length=20, editable=False)
    reported_at = models.DateTimeField(null=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    # The day on which what was confirmed had been reported done, and what that says of the due date.
    finished_on = models.DateField(null=True, editable=False)
    outcome = models.CharField(
        "kết quả về thời hạn",
        choices=Outcome,
        max_length=10,
        blank=True,
        editable=False,
        db_default="",
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_on = models.DateField(default=today, editable=False)
    last_update_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Sent with the form that makes the task: a second press finds it taken.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = ScopedManager.from_queryset(TaskQuerySet)()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        verbose_name = "nhiệm vụ"
        indexes = [
            models.Index(fields=["commune", "status", "due_on"], name="task_tracking"),
            models.Index(fields=["responsible", "status", "due_on"], name="task_mine"),
            models.Index(fields=["lead_unit", "status", "due_on"], name="task_of_unit"),
            # The reminders' daily look over all communes.
            models.Index(
                fields=["due_on"],
                condition=Q(status__in=["new", "doing", "returned"]),
                name="task_open_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "series_due_on"], name="series_makes_a_task_once"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("tasks:detail", args=[self.pk])

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def lateness(self):
        """How the due date stands today; requested work never becomes late."""
        if self.due_on is None:
            return Lateness.NONE
        days = (self.due_on - today()).days
        if days < 0:
            blamed = self.is_open and self.relation == Relation.ASSIGNED
            return Lateness.LATE if blamed else Lateness.FINE
        return Lateness.SOON if self.is_open and days <= self.SOON_DAYS else Lateness.FINE

    @property
    def days_left(self):
        """Days to the due date, negative after it; None without one."""
        return (self.due_on - today()).days if self.due_on else None

    @property
    def chip(self):
        """The lateness to show; empty where nobody is to hurry, or a requested date has gone by."""
        passed = self.due_on is not None and self.days_left < 0
        if not self.is_open or (passed and self.relation == Relation.REQUESTED):
            return ""
        return self.lateness.value

    @property
    def status_chip(self):
        """The value that chooses the chip of a status: one that waits for somebody looks so everywhere."""
        chips = {self.Status.REPORTED: "waiting", self.Status.DOING: "running"}
        return chips.get(self.status, self.status)

    def get_chip_display(self):
        return Lateness(self.chip).label if self.chip else ""

    @property
    def lateness_words(self):
        """The chip's detail: "quá 2 ngày", "hôm nay là hạn", "còn 3 ngày"."""
        days = self.days_left
        if days is None or not self.chip:
            return ""
        if days == 0:
            return "hôm nay là hạn"
        return f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"

    def reached(self, amount):
        """ "01/02 mô hình (50%)"; more than was asked for counts as more than 100%."""
        share = amount * 100 // self.target
        return f"{amount:02d}/{self.target:02d} {self.target_unit}".rstrip() + f" ({share}%)"

    @property
    def was_extended(self):
        return self.original_due_on is not None and self.original_due_on != self.due_on


class TaskHistory(HistoryLine):
    task = models.ForeignKey(Task, models.CASCADE, related_name="history")
