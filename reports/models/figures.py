"""Figures (số liệu): what is asked, and what a report answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from danvan.scoping import ScopedManager, ScopedQuerySet
from reports.models.reports import Report
from reports.models.templates import owned_by_those_above


class IndicatorSetQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """The shared set, those of the own house, and the published ones of an office the commune reports to."""
        if user.home_unit is None:
            return self.none()
        own = Q(owner=user.home_unit)
        return self.filter(owned_by_those_above(user)).filter(own | Q(is_published=True))


class IndicatorSet(models.Model):
    """The figures an office asks for, from `year` on until a newer set of the same office."""

    owner = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="indicator_sets"
    )
    year = models.PositiveSmallIntegerField("áp dụng từ năm")
    name = models.CharField("tên bộ chỉ tiêu", max_length=200)
    # A figure that moved by more than this against the same period is pointed out; 0: none is.
    jump_percent = models.PositiveSmallIntegerField("báo khi tăng, giảm quá (%)", default=50)
    # A set is prepared at leisure; only a published one is asked for.
    is_published = models.BooleanField("đang áp dụng", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager.from_queryset(IndicatorSetQuerySet)()

    class Meta:
        ordering = ["owner", "-year"]
        verbose_name = "bộ chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "year"],
                name="one_set_a_year",
                violation_error_message="Năm này đã có bộ chỉ tiêu.",
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(owner=None), name="one_shared_set_a_year"
            ),
        ]

    def __str__(self):
        return self.name


class Indicator(models.Model):
    """A figure that is asked for (số liệu). Its code says which figure of another year it is compared with."""

    class Type(models.TextChoices):
        COUNT = "count", "Số nguyên"
        DECIMAL = "decimal", "Số thập phân"
        PERCENT = "percent", "Tỷ lệ %"

    class AskedOf(models.TextChoices):
        UNITS = "units", "Đơn vị điền, xã cộng lại"
        COMMUNE = "commune", "Chỉ xã điền"

    set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="indicators")
    code = models.SlugField("mã", max_length=40)
    label = models.CharField("chỉ tiêu", max_length=200)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    group = models.CharField("nhóm", max_length=100, blank=True)
    help = models.CharField("cách tính", max_length=300, blank=True, default="", db_default="")
    type = models.CharField(
        "loại số", choices=Type, default=Type.DECIMAL, db_default="decimal", max_length=10
    )
    asked_of = models.CharField(
        "ai điền", choices=AskedOf, default=AskedOf.UNITS, db_default="units", max_length=10
    )
    # "[files-in-time] / [files] * 100": then nobody types it, and over units or communes it is worked out anew.
    formula = models.CharField("công thức", max_length=300, blank=True, default="", db_default="")
    # Whether it grows through the year, so that a six-month figure above the year's is wrong.
    accumulates = models.BooleanField("cộng dồn trong năm", default=True, db_default=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["set", "code"],
                name="indicator_once_a_set",
                violation_error_message="Mã này đã có trong bộ chỉ tiêu.",
            ),
        ]

    def __str__(self):
        return self.label


class IndicatorCheck(models.Model):
    """What must hold between figures of one report: "[petitions-solved] <= [petitions]"."""

    class Comparison(models.TextChoices):
        EQUAL = "=", "bằng"
        AT_MOST = "<=", "không lớn hơn"
        AT_LEAST = ">=", "không nhỏ hơn"

    set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="checks")
    left = models.CharField("vế trái", max_length=300)
    comparison = models.CharField("so sánh", choices=Comparison, max_length=2)
    right = models.CharField("vế phải", max_length=300)
    # What a person reads where it does not hold; empty: the sides in the words of their indicators.
    words = models.CharField("lời nhắc", max_length=300, blank=True)
    # Whether a report cannot be handed in while it does not hold; else it is only pointed out.
    stops = models.BooleanField("không cho nộp khi sai", default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.left} {self.comparison} {self.right}"


class IndicatorValue(models.Model):
    """A figure of one report. An empty value with `has_no_data` means "không có số liệu", which is not 0."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    value = models.DecimalField("số liệu", max_digits=16, decimal_places=2, null=True, blank=True)
    has_no_data = models.BooleanField("không có số liệu", default=False)
    # The sum of the units' figures, so that a figure corrected by hand is told from one that was summed.
    compiled = models.DecimalField(max_digits=16, decimal_places=2, null=True, editable=False)
    # The sum somebody saw and decided against: it is not pointed out again.
    kept = models.DecimalField(max_digits=16, decimal_places=2, null=True, editable=False)
    # The same period last year, where the portal does not know it and a person does.
    previous = models.DecimalField(
        "cùng kỳ năm trước", max_digits=16, decimal_places=2, null=True, blank=True
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ["indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_value_per_indicator"),
            models.CheckConstraint(
                condition=Q(has_no_data=False) | Q(value=None),
                name="no_data_or_a_value",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.value}"

    @property
    def is_filled(self):
        return self.value is not None or self.has_no_data


class FigureImportQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(uploaded_by=user, report__in=Report.objects.visible_to(user))


class FigureImport(models.Model):
    """A sheet of figures that came back: read by a job, then taken over as a whole or not at all."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figure_imports")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # The version of the report the sheet was taken from: what was written since is told, not overwritten.
    version = models.PositiveIntegerField(null=True)
    # [{"code", "value", "has_no_data", "note", "previous"}], numbers as strings; empty while it is being read.
    figures = models.JSONField(default=list)
    # [{"cell": "D7", "label", "words"}]: with any of them nothing is taken over.
    errors = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(FigureImportQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.report}, {self.uploaded_at:%d/%m/%Y}"
