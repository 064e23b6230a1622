"""Đôn đốc: one press, once a day for each task; and the letter to a unit whose work is late."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet
from plans.models import SignatureForm


class Urging(models.Model):
    """The unique row is why a task is urged at most once a day, whoever presses."""

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="urgings")
    day = models.DateField(default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "day"], name="urged_once_a_day"),
        ]

    def __str__(self):
        return f"{self.task}, {self.day:%d/%m/%Y}"


class UrgingLetterQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Those who run, approve or send out the commune's papers; the unit gets the paper itself."""
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return self.filter(commune=user.commune)
        return self.none()


class UrgingLetter(models.Model):
    """A công văn đôn đốc to one unit: what was late on that day stays as it was said, whatever happens since."""

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="urging_letters")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+", verbose_name="gửi")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    day = models.DateField("ngày tính", default=today)
    reply_by = models.DateField("báo cáo kết quả trước ngày", null=True, blank=True)
    subject = models.CharField("trích yếu", max_length=300, blank=True, db_default="")
    opening = models.TextField("mở đầu", blank=True)
    request = models.TextField("đề nghị", blank=True)
    recipients = models.TextField("nơi nhận", blank=True, db_default="")
    symbol = models.CharField("ký hiệu", max_length=30, blank=True, db_default="")
    signature_form = models.CharField(
        "thẩm quyền ký",
        choices=SignatureForm,
        default=SignatureForm.TM,
        db_default="TM",
        max_length=2,
    )
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_post = models.CharField("chức vụ", max_length=120, blank=True)
    # [{task, title, responsible, due_on, days}], the dates in ISO form.
    lines = models.JSONField(default=list, editable=False)
    tasks = models.ManyToManyField("tasks.Task", related_name="letters", editable=False)
    # Given by the clerk. From then on `document` (documents.storage) is the letter, word for word.
    number = models.PositiveIntegerField("số", null=True, editable=False)
    issued_on = models.DateField("ngày ban hành", null=True, editable=False)
    register_entry = models.OneToOneField(
        "records.RegisterEntry", models.PROTECT, null=True, editable=False, related_name="+"
    )
    document = models.JSONField(null=True, editable=False)
    # Counts saves: a form opened on an older count must not overwrite newer words.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    # Sent with the form that makes the letters of several units: a second press finds them made.
    key = models.UUIDField(null=True, editable=False)

    objects = ScopedManager.from_queryset(UrgingLetterQuerySet)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "công văn đôn đốc"
        constraints = [
            models.UniqueConstraint(fields=["key", "unit"], name="one_letter_a_unit_and_press"),
            models.CheckConstraint(
                condition=models.Q(number=None) | models.Q(issued_on__isnull=False),
                name="numbered_letter_has_a_date",
            ),
        ]

    def __str__(self):
        return f"Công văn đôn đốc {self.unit}, {self.day:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("tasks:letter", args=[self.pk])

    @property
    def code(self):
        """ "12/UBND-VP", or "…/UBND-VP" while no number has been given."""
        number = f"{self.number:02d}" if self.number else "…"
        return f"{number}/{self.symbol}"
