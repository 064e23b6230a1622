"""The plan (kế hoạch), the lines of its history, and what a commune has settled for its approval."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine
from plans.models.issued import IssuedDocument


class PlanQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Drafts are for those who write, check and sign; what was issued is for everyone of the commune.

        A unit also sees the drafts of its own plans.
        """
        own = self.filter(commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return own
        if user.is_(Role.OFFICER):
            return own.filter(Q(status__in=Plan.PUBLISHED) | Q(unit=user.unit))
        if user.is_(Role.OBSERVER):
            return own.filter(status__in=Plan.PUBLISHED)
        return self.none()

    def issued(self):
        """The plans in force: issued, and not replaced by an amended version."""
        return self.filter(status=Plan.Status.ISSUED)

    def published(self):
        """Whatever went out under a number, in force or not."""
        return self.filter(status__in=Plan.PUBLISHED)

    def of_commune(self):
        """The plans of the commune itself, without those of its units."""
        return self.filter(unit=None)


class Plan(IssuedDocument):
    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SUBMITTED = "submitted", "Đã trình"
        RETURNED = "returned", "Bị trả lại"
        APPROVED = "approved", "Đã duyệt, chờ cấp số"
        ISSUED = "issued", "Đã ban hành"
        SUPERSEDED = "superseded", "Đã được sửa đổi, thay thế"

    # Frozen under a number. A superseded plan stays readable for good.
    PUBLISHED = (Status.ISSUED, Status.SUPERSEDED)

    commune = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="plans")
    # Empty for the commune's own plan; a department, organisation or village has plans of its own below it.
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="own_plans",
        verbose_name="đơn vị lập",
    )
    # The commune's plan that a unit's plan carries out. Their items share the uid.
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="unit_plans"
    )
    # The version this one amends: once issued, it takes its place. Items go on under their uid.
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="amendments"
    )
    # The earlier plan it was made from. Items that were taken over keep their uid.
    rolled_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="next_years"
    )
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
    # Why it goes on though the check of its form still finds errors.
    form_reason = models.TextField(blank=True, editable=False, db_default="")
    # The errors for which a reason was given, by the name form_gate knows them: {name: reason}. New ones ask again.
    form_passed = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), editable=False
    )
    # Written by danvan.workflow alone.
    status = models.CharField(choices=Status, default=Status.DRAFT, max_length=20, editable=False)

    objects = ScopedManager.from_queryset(PlanQuerySet)()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = "kế hoạch"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["issued", "superseded"])
                | Q(number__isnull=False, issued_on__isnull=False),
                name="published_plan_has_number_and_date",
            ),
            # One amendment at a time: a second start leads to the first, and once issued it is the only one.
            models.UniqueConstraint(fields=["amends"], name="plan_is_amended_once"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:detail", args=[self.pk])

    @property
    def is_published(self):
        return self.status in self.PUBLISHED

    @property
    def issuer(self):
        """The unit that issues it: the commune, or the unit whose plan it is."""
        return self.unit or self.commune


class PlanHistory(HistoryLine):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="history")


class ApprovalSettings(models.Model):
    """Which checks a commune wants before a leader approves (NĐ 30/2020/NĐ-CP, Điều 12); none where there is no row."""

    commune = models.OneToOneField(
        "accounts.Unit", models.CASCADE, related_name="approval_settings"
    )
    checks_form = models.BooleanField("kiểm tra thể thức trước khi duyệt", default=False)
    checks_content = models.BooleanField("kiểm tra nội dung trước khi duyệt", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self):
        return f"{self.commune}"


class RecipientList(models.Model):
    """A list of recipients (nơi nhận) that a commune uses again and again."""

    commune = models.ForeignKey("accounts.Unit", models.CASCADE, related_name="recipient_lists")
    name = models.CharField("tên danh sách", max_length=80)
    recipients = models.TextField(
        "nơi nhận", help_text="Mỗi nơi nhận một dòng, không cần gạch đầu dòng."
    )
    # Filled into every new plan.
    is_usual = models.BooleanField("dùng cho kế hoạch mới", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "name"],
                name="recipient_list_once",
                violation_error_message="Đã có danh sách mang tên này.",
            ),
        ]

    def __str__(self):
        return self.name
