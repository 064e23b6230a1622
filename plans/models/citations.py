"""Documents that plans cite, and the register of those a commune has cited before."""

from django.db import models
from django.db.models import Exists, OuterRef

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from plans.models.plans import Plan


class CitedDocumentQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """The commune's own register; whoever reads plans may look up what they rest on, and not what a draft does."""
        own = self.filter(commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return own
        if user.is_(Role.OFFICER, Role.OBSERVER):
            plans = Plan.objects.visible_to(user).filter(pk=OuterRef("plan"))
            seen = Mention.objects.filter(Exists(plans), document=OuterRef("pk"))
            return own.filter(Exists(seen))
        return self.none()


class CitedDocument(models.Model):
    """A document the commune has cited: kind, number, date, issuer, subject, and whether it is still in force."""

    class Force(models.TextChoices):
        UNKNOWN = "", "Chưa rõ hiệu lực"
        IN_FORCE = "in_force", "Còn hiệu lực"
        REPEALED = "repealed", "Hết hiệu lực"

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="cited_documents")
    kind = models.CharField("loại văn bản", max_length=60)
    # Empty for a law that is named without one ("Luật Tiếp cận thông tin").
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    date = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    subject = models.CharField("trích yếu", max_length=500, blank=True)
    # Kind and number (of a law without one, its name) as they are compared: what may be one document shares it.
    key = models.CharField(max_length=200, editable=False, db_default="")
    # Every commune numbers from 01 each year: kind, number, date and issuer together tell documents apart.
    identity = models.CharField(max_length=400, editable=False)
    force = models.CharField("hiệu lực", choices=Force, max_length=10, blank=True)
    repealed_on = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="được thay thế bằng",
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)
    # Entered or corrected by a person: its facts are no longer gathered from the plans, and it stays without them.
    is_kept = models.BooleanField(default=False, db_default=False, editable=False)
    search_text = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager.from_queryset(CitedDocumentQuerySet)()

    class Meta:
        ordering = ["-date", "kind", "number", "pk"]
        verbose_name = "văn bản được viện dẫn"
        indexes = [models.Index(fields=["commune", "key"], name="cited_document_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "identity"],
                name="cited_document_once",
                violation_error_message="Văn bản này đã có trong danh mục.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} số {self.number}" if self.number else f"{self.kind} {self.subject}"


class Mention(models.Model):
    """A place in a plan that names a document: an item, or a part around the body."""

    class Part(models.TextChoices):
        ITEM = "item", "Nội dung"
        OPENING = "opening", "Phần mở đầu"
        CLOSING = "closing", "Phần kết thúc"
        FOOTNOTE = "footnote", "Chú thích"
        APPENDIX = "appendix", "Phụ lục"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="mentions")
    item = models.ForeignKey(
        "plans.PlanItem", models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    part = models.CharField(choices=Part, default=Part.ITEM, max_length=10)
    document = models.ForeignKey(CitedDocument, models.PROTECT, related_name="mentions")
    times = models.PositiveSmallIntegerField("số lần viện dẫn", default=1)
    # As it is printed there, errors included: the facts of the document are gathered from all its mentions.
    words = models.CharField(max_length=300, db_default="")
    date = models.DateField(null=True)
    issuer = models.CharField(max_length=200, db_default="")
    subject = models.CharField(max_length=500, db_default="")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.document} trong {self.plan}"
