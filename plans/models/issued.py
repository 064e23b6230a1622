"""What a plan and a report share as issued documents: the parts of the page around the body."""

from django.conf import settings
from django.db import models


class SignatureForm(models.TextChoices):
    """Who signs, and with what authority (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7.b)."""

    TM = "TM", "TM. Ủy ban nhân dân, Chủ tịch ký"
    KT = "KT", "TM. Ủy ban nhân dân, Phó Chủ tịch ký thay (KT.)"
    Q = "Q", "TM. Ủy ban nhân dân, Quyền Chủ tịch (Q.)"
    # What the chairperson decides alone, not the committee as a body.
    CT = "CT", "Chủ tịch ký theo thẩm quyền riêng"
    KC = "KC", "Phó Chủ tịch ký thay Chủ tịch (KT.), không ghi TM."
    HEAD = "HD", "Người đứng đầu đơn vị"
    DEPUTY = "KH", "Cấp phó ký thay người đứng đầu đơn vị (KT.)"

    @property
    def lines(self):
        """The lines above the name, in capitals."""
        return {
            "TM": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            "KT": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            "Q": ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"),
            "CT": ("CHỦ TỊCH",),
            "KC": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            # A unit names the post of its head itself (`signer_post`).
            "HD": ("THỦ TRƯỞNG ĐƠN VỊ",),
            "KH": ("KT. THỦ TRƯỞNG ĐƠN VỊ", "PHÓ THỦ TRƯỞNG ĐƠN VỊ"),
        }[self.value]


class IssuedDocument(models.Model):
    """What a plan and a report share as documents: the parts of the page around the body."""

    title = models.CharField("trích yếu", max_length=500)
    opening = models.TextField("phần mở đầu", blank=True)
    closing = models.TextField("phần kết thúc", blank=True)
    recipients = models.TextField(
        "nơi nhận",
        blank=True,
        help_text="Mỗi nơi nhận một dòng, không cần gạch đầu dòng.",
    )
    place = models.CharField("địa danh", max_length=80, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30)
    signature_form = models.CharField(
        "thẩm quyền ký", choices=SignatureForm, default=SignatureForm.TM, max_length=2
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ký",
    )
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)
    # As it is printed above the name where the form of the signature does not say it: "TRƯỞNG PHÒNG".
    signer_post = models.CharField("chức vụ người ký", max_length=120, blank=True, db_default="")
    number = models.PositiveIntegerField("số", null=True, editable=False)
    issued_on = models.DateField("ngày ban hành", null=True, editable=False)
    register_entry = models.OneToOneField(
        "records.RegisterEntry",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    # Counts saves: a form that was opened on an older count must not overwrite a newer text.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    @property
    def code(self):
        """ "05/KH-UBND", or "…/KH-UBND" while no number has been given."""
        number = f"{self.number:02d}" if self.number else "…"
        return f"{number}/{self.symbol}"
