"""What others say of a plan: sign-offs and remarks before it is approved, proposals once it is issued."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Role
from danvan.scoping import ScopedManager, ScopedQuerySet
from danvan.workflow import HistoryLine
from plans.models.items import PlanItem
from plans.models.plans import Plan, PlanHistory


class SignOff(models.Model):
    """A check that was made of a submitted plan (NĐ 30/2020/NĐ-CP, Điều 12).

    It stands for one submission: taken back or sent back and submitted again, the plan is checked again.
    """

    class Kind(models.TextChoices):
        FORM = "form", "Kiểm tra thể thức"
        CONTENT = "content", "Kiểm tra nội dung"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sign_offs")
    submission = models.ForeignKey(PlanHistory, models.CASCADE, related_name="sign_offs")
    kind = models.CharField(choices=Kind, max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField("ý kiến", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="sign_off_once"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.plan}"


class RemarkQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """For those who write, check and sign; whoever reads the issued plan does not read what it went through."""
        own = self.filter(plan__commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return own
        return own.filter(plan__unit=user.unit) if user.is_(Role.OFFICER) else self.none()

    def open(self):
        return self.filter(settled_at=None)


class Remark(models.Model):
    """What a reader asks to be changed, at an item or at the plan as a whole; ticked off by the one who writes."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(PlanItem, models.SET_NULL, null=True, related_name="remarks")
    # An item that is deleted and brought back is another row under the same uid: the remark finds it again.
    item_uid = models.UUIDField(null=True, editable=False)
    # Where it stood and what was said there, for an item that is gone: "Mục II.1", its first words.
    where = models.CharField(max_length=80, blank=True)
    quote = models.CharField(max_length=300, blank=True)
    # All that the item said then, so that what was changed since can be shown word by word.
    words = models.TextField(blank=True, editable=False, db_default="")
    text = models.TextField("ý kiến")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField("trả lời", blank=True)

    objects = ScopedManager.from_queryset(RemarkQuerySet)()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text[:80]

    @property
    def is_settled(self):
        return self.settled_at is not None


class ProposalQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """A unit sees its own; those who write and sign the commune's plan see all."""
        own = self.filter(plan__commune=user.commune)
        if user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK):
            return own
        if user.is_(Role.OFFICER, Role.OBSERVER):
            return own.filter(Q(unit=user.unit) | Q(by=user))
        return self.none()


class Proposal(models.Model):
    """A unit's difficulty with an item of an issued plan (vướng mắc), and what it asks to be changed."""

    class Status(models.TextChoices):
        SENT = "sent", "Chờ trả lời"
        TAKEN = "taken", "Tiếp thu, sẽ sửa đổi"
        DECLINED = "declined", "Đã trả lời, giữ nguyên"
        WITHDRAWN = "withdrawn", "Đã rút lại"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="proposals")
    item = models.ForeignKey(PlanItem, models.SET_NULL, null=True, related_name="proposals")
    where = models.CharField(max_length=80, blank=True)
    quote = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField("vướng mắc")
    wish = models.TextField("đề nghị sửa thành", blank=True)
    # Written by danvan.workflow alone; the answer is the note of its step.
    status = models.CharField(choices=Status, default=Status.SENT, max_length=12, editable=False)
    # The amendment in which it was met.
    met_in = models.ForeignKey(
        Plan, models.SET_NULL, null=True, editable=False, related_name="met_proposals"
    )
    # Sent with the form: a second press finds it taken.
    key = models.UUIDField(unique=True, editable=False)

    objects = ScopedManager.from_queryset(ProposalQuerySet)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "vướng mắc"

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("plans:proposal", args=[self.pk])

    @property
    def status_chip(self):
        """The value that chooses the chip of a status (templates/parts/status.html)."""
        if self.met_in_id:
            return "done"
        chips = {self.Status.SENT: "waiting", self.Status.TAKEN: "running"}
        return chips.get(self.status, self.status)

    @property
    def status_words(self):
        return "Đã sửa đổi" if self.met_in_id else self.get_status_display()


class ProposalHistory(HistoryLine):
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="history")
