"""What the records office (văn thư) keeps: files by their content, and the register of outgoing documents."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from danvan.scoping import ScopedManager, ScopedQuerySet


class StoredFile(models.Model):
    """A file addressed by its SHA-256. Never served by itself: the record it belongs to decides who may read it."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name

    @property
    def path(self):
        """Where the storage keeps the bytes: the content's own address, never the person's file name."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    @property
    def is_image(self):
        return self.content_type.startswith("image/")

    def open(self):
        return default_storage.open(self.path, "rb")

    def read(self):
        with self.open() as file:
            return file.read()


class RegisterEntryQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(commune=user.commune)


class RegisterEntry(models.Model):
    """One line of the outgoing register (NĐ 30/2020/NĐ-CP, Phụ lục IV). A number is given once and never reused."""

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="register_entries")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=30)
    issued_on = models.DateField("ngày ban hành")
    subject = models.CharField("tên loại và trích yếu", max_length=500)
    signer = models.CharField("người ký", max_length=120)
    recipients = models.TextField("nơi nhận", blank=True)
    # What the clerk notes when the paper leaves the house.
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)
    sent_on = models.DateField("ngày chuyển", null=True, blank=True)
    keeper = models.CharField(
        "đơn vị, người nhận bản lưu", max_length=120, blank=True, default="", db_default=""
    )
    receipt = models.CharField("ký nhận", max_length=120, blank=True, default="", db_default="")
    note = models.CharField("ghi chú", max_length=300, blank=True, default="", db_default="")
    # Issued outside the portal and entered by the clerk, so that the numbers agree.
    is_outside = models.BooleanField(default=False, db_default=False, editable=False)
    # Why the number is void. It is never given again.
    void_reason = models.CharField(
        "lý do hủy số", max_length=300, blank=True, default="", db_default=""
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager.from_queryset(RegisterEntryQuerySet)()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year", "symbol", "number"],
                name="number_once_a_year",
            ),
        ]

    def __str__(self):
        return self.printed

    @property
    def printed(self):
        """ "05/KH-UBND": a number below 10 takes a leading zero (Phụ lục I, mục II.3.c)."""
        return f"{self.number:02d}/{self.symbol}"
