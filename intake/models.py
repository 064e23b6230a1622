"""A list of units and people in one Excel file, on its way into the portal."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine


class PeopleImportQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """What the administrators of the same commune or office have sent in."""
        if not user.is_(Role.ADMINISTRATOR):
            return self.none()
        return self.filter(unit=user.home_unit)


class PeopleImport(models.Model):
    class Status(models.TextChoices):
        READING = "reading", "Đang đọc tệp"
        FAULTY = "returned", "Tệp cần sửa"
        READY = "review", "Chờ xác nhận"
        APPLYING = "doing", "Đang nhập"
        APPLIED = "done", "Đã nhập"

    # The commune or office whose administrator sent it; what the file may touch follows from it.
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # Comes with the form, so that a second press is the same import.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # Written by danvan.workflow alone.
    status = models.CharField(choices=Status, default=Status.READING, max_length=20, editable=False)
    send_letters = models.BooleanField("gửi thư mời", default=True)

    units_new = models.PositiveIntegerField(default=0)
    units_changed = models.PositiveIntegerField(default=0)
    people_new = models.PositiveIntegerField(default=0)
    people_changed = models.PositiveIntegerField(default=0)
    posts_new = models.PositiveIntegerField(default=0)
    posts_changed = models.PositiveIntegerField(default=0)

    objects = ScopedManager.from_queryset(PeopleImportQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"Danh sách {self.file.name}"

    def get_absolute_url(self):
        return reverse("intake:review", args=[self.pk])

    @property
    def is_under_way(self):
        return self.status in {self.Status.READING, self.Status.APPLYING}

    @property
    def changes_nothing(self):
        return not any(getattr(self, name) for name in COUNTS)


COUNTS = (
    "units_new",
    "units_changed",
    "people_new",
    "people_changed",
    "posts_new",
    "posts_changed",
)


class PeopleImportHistory(HistoryLine):
    record = models.ForeignKey(PeopleImport, models.CASCADE, related_name="history")


class ImportProblem(models.Model):
    """One thing in the file that a person has to mend: where it is, what is wrong, what to do."""

    people_import = models.ForeignKey(PeopleImport, models.CASCADE, related_name="problems")
    sheet = models.CharField("trang", max_length=40, blank=True)
    row = models.PositiveIntegerField("dòng", null=True)
    column = models.CharField("cột", max_length=40, blank=True)
    what = models.CharField("lỗi", max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.what
