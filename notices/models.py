"""What the portal tells a person: a notice in the portal at once, and one mail a day that gathers them."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from danvan.scoping import ScopedManager, ScopedQuerySet


class OwnQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(person=user)


class NoticeQuerySet(OwnQuerySet):
    def unread(self):
        return self.filter(read_at=None, withdrawn_at=None)

    def standing(self):
        return self.filter(withdrawn_at=None)


class Notice(models.Model):
    class Urgency(models.IntegerChoices):
        LATE = 0, "Quá hạn"
        TODAY = 1, "Đến hạn"
        SOON = 2, "Sắp đến hạn"
        NEWS = 3, "Thông báo"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    # What it is about, said once: the same key never reaches the same person twice.
    key = models.CharField(max_length=120)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.NEWS)
    text = models.CharField(max_length=400)
    url = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    by_mail = models.BooleanField(default=True)
    # Goes out in a mail of its own as soon as mail may go, not only with the next morning's.
    at_once = models.BooleanField(default=False, db_default=False)
    digest = models.ForeignKey(
        "Digest", models.SET_NULL, null=True, editable=False, related_name="notices"
    )

    objects = ScopedManager.from_queryset(NoticeQuerySet)()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once_per_person"),
        ]
        indexes = [
            models.Index(fields=["person", "read_at"], name="notice_unread"),
            models.Index(fields=["person", "-created_at"], name="notice_by_day"),
            # What is withdrawn, by the beginning of its key: once for every step of a task.
            models.Index(
                fields=["key"],
                condition=models.Q(read_at=None, withdrawn_at=None),
                name="notice_to_withdraw",
                opclasses=["varchar_pattern_ops"],
            ),
            # What no mail carries yet: asked every minute among all that was ever told.
            models.Index(
                fields=["person"],
                condition=models.Q(by_mail=True, digest=None, read_at=None, withdrawn_at=None),
                name="notice_waiting",
            ),
            # Withdrawing asks by how a key begins.
            models.Index(fields=["key"], name="notice_key", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self):
        return self.text

    @property
    def day(self):
        """The day it was made, in Vietnam."""
        return timezone.localdate(self.created_at)

    @property
    def later_url(self):
        """Where a reminder is put off ("Nhắc tôi sau"); empty for other notices. Its page has this step below it."""
        return f"{self.url}nhac-sau/" if ":due:" in self.key else ""


class Digest(models.Model):
    """One message to one person that gathers notices. The unique row is why the day's cannot go out twice by plan."""

    class Kind(models.TextChoices):
        DAILY = "daily", "Thư tổng hợp"
        AT_ONCE = "at_once", "Báo ngay"
        TEST = "test", "Thư thử"

    kind = models.CharField(choices=Kind, max_length=10, default=Kind.DAILY, db_default="daily")
    # The way it goes, a name in notices.channels.
    channel = models.CharField(max_length=20, default="email", db_default="email")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    day = models.DateField("ngày")
    subject = models.CharField("tiêu đề", max_length=200, blank=True)
    text = models.TextField("nội dung", blank=True)
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # From here on it may be out, whether or not we heard so: its words do not change any more.
    handed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager.from_queryset(OwnQuerySet)()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day", "channel"],
                condition=models.Q(kind="daily"),
                name="one_daily_digest",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.day:%d/%m/%Y}"

    @property
    def reference(self):
        """What every attempt at this message carries, so that a repeat is recognised as one."""
        return f"digest-{self.pk}-{self.day:%Y%m%d}"


class NoticeSettings(models.Model):
    """How a person wishes to be told; a person without a row has the defaults. The portal itself shows everything."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="notice_settings"
    )
    daily_mail = models.BooleanField("thư tổng hợp mỗi ngày làm việc", default=True)
    at_once_mail = models.BooleanField("thư báo ngay khi có việc mới", default=True)
    # A name in notices.channels; empty for the first that reaches the person.
    channel = models.CharField("gửi qua", max_length=20, blank=True, default="", db_default="")
    # Not before this hour; empty for the office's.
    mail_from = models.TimeField("không gửi trước", null=True, blank=True)
    # Away: no mail before this day.
    quiet_until = models.DateField("không gửi thư trước ngày", null=True, blank=True)

    objects = ScopedManager.from_queryset(OwnQuerySet)()

    def __str__(self):
        return str(self.person)
