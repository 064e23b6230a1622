"""Rules of reminding, the log of what was reminded, and who asked to be reminded later."""

from django.conf import settings
from django.db import models


class ReminderRule(models.Model):
    """When somebody is reminded, who, and in which words."""

    class Kind(models.TextChoices):
        # `days` before the due date, 0 on it; negative: so many working days after it.
        DUE = "due", "Theo hạn hoàn thành"
        # `days` (days of the calendar) without a word from those who do the work.
        SILENT = "silent", "Lâu chưa cập nhật"

    commune = models.ForeignKey("accounts.Unit", models.CASCADE, related_name="reminder_rules")
    kind = models.CharField("loại", choices=Kind, max_length=10, default=Kind.DUE, db_default="due")
    days = models.SmallIntegerField("số ngày")
    # After the due date again every so many working days, without news every so many days, while the task is open.
    repeat_days = models.PositiveSmallIntegerField("nhắc lại sau mỗi (ngày)", null=True, blank=True)
    to_responsible = models.BooleanField("người chịu trách nhiệm", default=True, db_default=True)
    to_head = models.BooleanField("trưởng đơn vị chủ trì", default=False, db_default=False)
    to_coordinator = models.BooleanField("đầu mối của xã", default=False, db_default=False)
    to_leader = models.BooleanField("lãnh đạo Ủy ban", default=False, db_default=False)
    # The commune's own words; empty for the portal's.
    wording = models.CharField("lời nhắc", max_length=200, blank=True, db_default="")
    is_active = models.BooleanField("đang dùng", default=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    # (kind, days, again every so many, to whom besides or instead of the responsible person)
    DEFAULTS = (
        ("due", 7, None, ("responsible",)),
        ("due", 3, None, ("responsible",)),
        ("due", 1, None, ("responsible",)),
        ("due", 0, None, ("responsible",)),
        ("due", -1, 3, ("responsible", "head")),
        ("due", -5, 5, ("coordinator",)),
        ("due", -10, 10, ("leader",)),
        ("silent", 14, 14, ("responsible",)),
    )
    AUDIENCES = ("responsible", "head", "coordinator", "leader")

    class Meta:
        ordering = ["-days"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "kind", "days"], name="rule_once_per_kind"),
        ]

    def __str__(self):
        return self.words

    @property
    def words(self):
        if self.kind == self.Kind.SILENT:
            return f"Chưa cập nhật {self.days} ngày"
        if self.days == 0:
            return "Vào ngày đến hạn"
        if self.days > 0:
            return f"Trước hạn {self.days} ngày"
        return f"Quá hạn {-self.days} ngày làm việc"

    @property
    def audiences(self):
        """The fields of those it speaks to, in the order of the page: (name, words)."""
        names = [f"to_{who}" for who in self.AUDIENCES]
        fields = [self._meta.get_field(name) for name in names if getattr(self, name)]
        return [(field.name, field.verbose_name) for field in fields]

    @property
    def repeat_words(self):
        if not self.repeat_days:
            return "một lần"
        unit = "ngày" if self.kind == self.Kind.SILENT else "ngày làm việc"
        return f"nhắc lại sau mỗi {self.repeat_days} {unit}"


class Reminder(models.Model):
    """One row per task, person, rule, due date and day: it cannot be made twice, and it is the log."""

    class Kind(models.TextChoices):
        DUE = "due", "Theo hạn"
        SILENT = "silent", "Lâu chưa cập nhật"
        LATER = "later", "Theo hẹn"

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(choices=Kind, max_length=10, default=Kind.DUE, db_default="due")
    # Empty for what the person put off, and once the rule was deleted.
    rule = models.ForeignKey(ReminderRule, models.SET_NULL, null=True, related_name="+")
    # The date counted from: the due date; of silence the day of the last word; the day it was put off to.
    due_on = models.DateField()
    for_day = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    notice = models.ForeignKey("notices.Notice", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-for_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "person", "rule", "due_on", "for_day"],
                name="reminder_once",
            ),
        ]

    def __str__(self):
        return f"{self.task} → {self.person}, {self.for_day:%d/%m/%Y}"


class Snooze(models.Model):
    """ "Nhắc tôi sau": until this day (exclusive) the person hears no reminder of the task."""

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="snoozes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateField("nhắc lại từ ngày")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "person"], name="one_snooze_per_person"),
        ]

    def __str__(self):
        return f"{self.task} → {self.person}, {self.until:%d/%m/%Y}"
