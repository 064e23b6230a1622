"""The outline of a report (đề cương) as data: what units are asked to write, how the commune's report is built."""

from django.db import models
from django.db.models import Q

from accounts.models import ReceiverAssignment
from danvan.scoping import ScopedManager, ScopedQuerySet


class ReportTemplateQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """The shared ones, those of the own commune or office, and those of an office the commune reports to."""
        if user.home_unit is None:
            return self.none()
        return self.filter(owned_by_those_above(user))


def owned_by_those_above(user):
    """A Q over rows with an `owner`: everybody's, the own house's, and those of the offices it reports to."""
    houses = {house.pk for house in (user.home_unit, user.commune) if house}
    offices = ReceiverAssignment.objects.filter(commune=user.commune).values("receiver")
    return Q(owner=None) | Q(owner__in=houses) | Q(owner__in=offices)


class ReportTemplate(models.Model):
    """An outline that rounds are opened with. A round keeps its own copy: a later change of the template leaves it."""

    owner = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="report_templates"
    )
    # Of the shared ones alone: by it the portal finds the outline it brings along.
    code = models.SlugField("mã", max_length=40, blank=True, default="", editable=False)
    name = models.CharField("tên đề cương", max_length=200)
    # As it stands in the subject of the report: "công tác dân vận chính quyền".
    topic = models.CharField("nội dung báo cáo", max_length=200)
    is_active = models.BooleanField("đang dùng", default=True)
    # Headings taken out, the last one last, as reports.outlines.headings.packed writes them: they can be put back.
    removed = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager.from_queryset(ReportTemplateQuerySet)()

    class Meta:
        ordering = ["owner", "name", "pk"]
        verbose_name = "đề cương báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="template_name_once",
                violation_error_message="Đã có đề cương mang tên này.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(owner=None),
                name="shared_template_code_once",
            ),
        ]

    def __str__(self):
        return self.name


class TemplateHeading(models.Model):
    """One heading of an outline. `part`: asked of each unit; `commune`: a heading of the commune's report."""

    class Scope(models.TextChoices):
        PART = "part", "Đơn vị viết"
        COMMUNE = "commune", "Báo cáo của xã"

    template = models.ForeignKey(ReportTemplate, models.CASCADE, related_name="headings")
    scope = models.CharField(choices=Scope, max_length=10)
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    words = models.CharField("tiêu đề", max_length=500)
    # What the person who writes is told.
    hint = models.CharField("gợi ý", max_length=500, blank=True)
    # The function of reports.writing.compile that drafts the words; empty where a person writes all of them.
    writer = models.CharField(max_length=40, blank=True)
    # Codes of indicators whose figures are put into words below the heading.
    figures = models.JSONField(default=list, blank=True)
    # The key of the heading of the units' parts whose words are gathered here.
    takes = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "scope", "key"], name="heading_once_per_template"
            ),
        ]

    def __str__(self):
        return self.words
