"""What an office above sends to communes whose reports are late."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Role
from danvan.clock import today
from danvan.scoping import ScopedManager, ScopedQuerySet
from plans.models import SignatureForm


class RoundUrging(models.Model):
    """The unique row is why a commune is urged at most once a day for one round, whoever presses."""

    round = models.ForeignKey("reports.ReportRound", models.CASCADE, related_name="urgings")
    day = models.DateField(default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "day"], name="round_urged_once_a_day"),
        ]

    def __str__(self):
        return f"{self.round}, {self.day:%d/%m/%Y}"


class OfficeLetterQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """The office that writes it; the communes get the paper itself."""
        return self.filter(receiver=user.home_unit) if user.is_(Role.RECEIVER) else self.none()


class OfficeLetter(models.Model):
    """A công văn đôn đốc to the late communes. The office numbers it in its own register, not in the portal."""

    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="office_letters")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    day = models.DateField("ngày tính", default=today)
    subject = models.CharField("trích yếu", max_length=300)
    opening = models.TextField("mở đầu", blank=True)
    request = models.TextField("đề nghị", blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, blank=True)
    signature_form = models.CharField(
        "thẩm quyền ký", choices=SignatureForm, default=SignatureForm.HEAD, max_length=2
    )
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_post = models.CharField("chức vụ", max_length=120, blank=True)
    # [{commune, round, name, due_on, days}], the dates in ISO form: what was late on that day.
    lines = models.JSONField(default=list, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Sent with the form: a second press finds the letter made.
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ScopedManager.from_queryset(OfficeLetterQuerySet)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "công văn đôn đốc các xã"

    def __str__(self):
        return f"Công văn đôn đốc, {self.day:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("reports:letter_detail", args=[self.pk])
