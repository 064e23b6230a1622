"""The plan (kế hoạch), its items, its versions, and the import it came from."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine
from documents.model import Item, plain
from documents.rich_text import to_text
from documents.storage import table_of


class SignatureForm(models.TextChoices):
    """Who signs, and with what authority (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7.b)."""

    TM = "TM", "TM. Ủy ban nhân dân, Chủ tịch ký"
    KT = "KT", "TM. Ủy ban nhân dân, Phó Chủ tịch ký thay (KT.)"
    Q = "Q", "TM. Ủy ban nhân dân, Quyền Chủ tịch (Q.)"

    @property
    def lines(self):
        """The lines above the name, in capitals."""
        return {
            "TM": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            "KT": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            "Q": ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"),
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


class PlanQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Drafts are for those who write, check and sign; an issued plan is for everyone of the commune."""
        own = self.filter(commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return own
        if user.is_(Role.OFFICER, Role.OBSERVER):
            return own.filter(status=Plan.Status.ISSUED)
        return self.none()

    def issued(self):
        return self.filter(status=Plan.Status.ISSUED)


class Plan(IssuedDocument):
    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SUBMITTED = "submitted", "Đã trình"
        RETURNED = "returned", "Bị trả lại"
        APPROVED = "approved", "Đã duyệt, chờ cấp số"
        ISSUED = "issued", "Đã ban hành"

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người soạn",
    )
    # An imported plan keeps its printed numbers until somebody accepts the computed ones.
    keeps_printed_numbers = models.BooleanField("giữ số mục như bản gốc", default=False)
    # As they were read from a file (documents.storage); printed, shown, not yet to be written here.
    appendices = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    # Written by danvan.workflow alone.
    status = models.CharField(choices=Status, default=Status.DRAFT, max_length=20, editable=False)

    objects = ScopedManager.from_queryset(PlanQuerySet)()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = "kế hoạch"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="issued") | Q(number__isnull=False, issued_on__isnull=False),
                name="issued_plan_has_number_and_date",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:detail", args=[self.pk])


class PlanHistory(HistoryLine):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="history")


class PlanItemQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanItem(models.Model):
    """One block of the plan. `heading` (a title on its own line) or `text` (inline HTML) is filled, never both."""

    class Kind(models.TextChoices):
        PURPOSE = "purpose_requirements", "Mục đích, yêu cầu"
        TARGETS = "targets", "Mục tiêu, chỉ tiêu"
        TASKS = "tasks", "Nhiệm vụ, giải pháp"
        IMPLEMENTATION = "implementation", "Tổ chức thực hiện"
        FUNDING = "funding", "Kinh phí"
        OTHER = "", "Nội dung khác"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    # Given where the item was typed, so that it has a name before the portal has heard of it.
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField()
    marker = models.CharField("số mục", max_length=30, blank=True)
    kind = models.CharField("loại mục", choices=Kind, max_length=24, blank=True)
    heading = models.CharField("tiêu đề", max_length=1000, blank=True)
    text = models.TextField("nội dung", blank=True)
    # A table as it was read from a file (documents.storage), in place of heading and text.
    table = models.JSONField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedManager.from_queryset(PlanItemQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(heading="") | Q(text=""), name="item_is_heading_or_text"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="item_is_not_its_own_parent",
            ),
            models.UniqueConstraint(fields=["plan", "uid"], name="item_uid_once_per_plan"),
        ]

    def __str__(self):
        return f"{self.label} {self.words}".strip()[:80]

    @property
    def label(self):
        """The number as it is printed: "I.", "1.1.", "a)", "-" or nothing."""
        return Item(marker=self.marker).label

    def _words_of_table(self):
        if not self.table:
            return ""
        table = table_of(self.table)
        cells = (plain(cell.text) for row in table.rows for cell in row)
        return " ".join(filter(None, [table.caption, *cells]))

    @property
    def words(self):
        """Heading or text as plain words, for lists and search; of a table its title and cells."""
        return self.heading or plain(to_text(self.text)) or self._words_of_table()


class RemovedItem(models.Model):
    """A deleted block with all that stood below it, so that deleting can be undone while the plan is a draft."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="removed_items")
    parent = models.ForeignKey(PlanItem, models.CASCADE, null=True, related_name="+")
    position = models.PositiveIntegerField()
    items = models.JSONField()  # conversion.removed_items
    uid = models.UUIDField(
        null=True
    )  # of the topmost item: one that comes back by itself needs no undoing
    # By uid: undone in the same editor, an item comes back without its table, which stayed here.
    tables = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    title = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.title


class EditorTab(models.Model):
    """A browser tab in which somebody has a plan open for writing: who is here, and what was heard last from it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tabs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uid = models.UUIDField()
    # The number of the last request that was carried out: the same one sent again moves nothing twice.
    last_request = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "person", "uid"], name="editor_tab_once"),
        ]

    def __str__(self):
        return f"{self.person}: {self.plan}"


class PreviewPage(models.Model):
    """A page of the draft as a picture, beside the editor. Only those of the newest text are kept."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="preview_pages")
    key = models.CharField(max_length=64)  # conversion.fingerprint of the text
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    items = models.JSONField(default=list)  # uids of the items that begin on this page

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key", "number"], name="preview_page_once"),
        ]

    def __str__(self):
        return f"{self.plan}, trang {self.number}"


class PlanFootnote(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="footnotes")
    marker = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.marker


class Citation(models.Model):
    """A document the plan names. `date` stays empty where the plan does not print one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="citations")
    kind = models.CharField("loại văn bản", max_length=60)
    number = models.CharField("số, ký hiệu", max_length=60)
    date = models.DateField("ngày", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    mentions = models.PositiveSmallIntegerField("số lần viện dẫn", default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "number"], name="citation_once_per_plan"
            ),
        ]

    def __str__(self):
        return f"{self.kind} số {self.number}"


class PlanVersion(models.Model):
    """The plan as it was issued: text, PDF, hash. Never changed afterwards."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField(default=1)
    document = models.JSONField()  # documents.storage.to_dict
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    pdf = models.ForeignKey(
        "records.StoredFile",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ordinal"], name="version_once_per_plan"),
        ]

    def __str__(self):
        return f"{self.plan}, bản {self.ordinal}"


class PlanImportQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return self.filter(commune=user.commune)
        return self.none()


class PlanImport(models.Model):
    """An uploaded plan on its way in: read by a job, looked at by a person, then a plan or nothing."""

    class Status(models.TextChoices):
        READING = "reading", "Đang đọc"
        REVIEW = "review", "Chờ xem lại"
        REFUSED = "refused", "Không đọc được"
        ACCEPTED = "accepted", "Đã thành kế hoạch"
        DROPPED = "dropped", "Đã bỏ"

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="plan_imports")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(choices=Status, default=Status.READING, max_length=20, editable=False)
    reading = models.JSONField(null=True)  # what documents.sandbox.read_safely returned
    settled = models.JSONField(default=list)  # places in reading["warnings"] a person has looked at
    error = models.CharField(max_length=500, blank=True)
    plan = models.OneToOneField(Plan, models.SET_NULL, null=True, related_name="source")

    objects = ScopedManager.from_queryset(PlanImportQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.file.name

    def get_absolute_url(self):
        return reverse("plans:import_review", args=[self.pk])
