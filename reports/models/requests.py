"""What an office above asks of its communes: one request opens a round in each of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from reports.models.kinds import OfPeriod


class RoundRequestQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """The office that asks; everyone of a commune that was asked, until the request is withdrawn."""
        if user.is_(Role.RECEIVER):
            return self.filter(receiver=user.home_unit)
        if user.commune is None or user.is_(Role.ADMINISTRATOR):
            return self.none()
        asked = self.filter(rounds__commune=user.commune, withdrawn_at=None)
        return self.filter(pk__in=asked.values("pk"))


class RoundRequest(OfPeriod):
    receiver = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="round_requests")
    topic = models.CharField("nội dung báo cáo", max_length=200, blank=True)
    data_closing_on = models.DateField("ngày chốt số liệu")
    due_on = models.DateField("hạn nộp")
    template = models.ForeignKey(
        "reports.ReportTemplate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đề cương",
    )
    indicator_set = models.ForeignKey(
        "reports.IndicatorSet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bộ chỉ tiêu",
    )
    addressees = models.TextField("kính gửi", blank=True, help_text="Mỗi cơ quan một dòng.")
    # The công văn by which the office asks, as the communes cite it.
    code = models.CharField("số, ký hiệu công văn", max_length=60, blank=True)
    issued_on = models.DateField("ngày công văn", null=True, blank=True)
    guidance = models.TextField("nội dung yêu cầu", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    # Sent with the form: a second press finds the request made.
    key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedManager.from_queryset(RoundRequestQuerySet)()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "yêu cầu báo cáo"
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="request_period_ends_after_it_begins",
                violation_error_message="Ngày kết thúc kỳ phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("data_closing_on")),
                name="request_due_after_closing",
                violation_error_message="Hạn nộp phải sau ngày chốt số liệu.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("reports:request_detail", args=[self.pk])

    @property
    def paper(self):
        """ "Công văn 120/SNV-CCHC ngày 05/05/2026", "" where the office named none."""
        if not self.code:
            return ""
        day = f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        return f"Công văn {self.code}{day}"

    def said(self):
        """Where the dates of a round come from that this request opened."""
        paper = f", {self.paper}" if self.paper else ""
        return f"Theo yêu cầu của {self.receiver.name}{paper}."


class RequestFile(models.Model):
    """What the office attached: the công văn, a form to fill in."""

    request = models.ForeignKey(RoundRequest, models.CASCADE, related_name="files")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField("tên tệp", max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class RequestChange(models.Model):
    """What the office changed in a request that was out, once: who, when, from what to what."""

    request = models.ForeignKey(RoundRequest, models.CASCADE, related_name="changes")
    # The version of the request that this change made.
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # [{"field", "label", "before", "after"}] in words; "was" is what the field of the form held before, "keys" are
    # the communes that came or went.
    lines = models.JSONField(default=list)
    # Why communes were taken out.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "version"], name="one_change_per_version_of_a_request"
            )
        ]

    def __str__(self):
        return f"{self.request_id}: {self.version}"
