"""Figures (số liệu): what is asked, and what a report answers."""

from django.db import models
from django.db.models import Q

from reports.models.reports import Report


class Indicator(models.Model):
    """A figure that is asked for (số liệu). Data, not code: a province may have its own."""

    owner = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    code = models.SlugField("mã", max_length=40)
    label = models.CharField("chỉ tiêu", max_length=200)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    group = models.CharField("nhóm", max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "code"], name="indicator_code_once"),
            # Of its own, because a database takes two empty owners for two different ones.
            models.UniqueConstraint(
                fields=["code"], condition=Q(owner=None), name="shared_indicator_code_once"
            ),
        ]

    def __str__(self):
        return self.label


class IndicatorValue(models.Model):
    """A figure of one report. An empty value with `has_no_data` means "không có số liệu", which is not 0."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    value = models.DecimalField("số liệu", max_digits=16, decimal_places=2, null=True, blank=True)
    has_no_data = models.BooleanField("không có số liệu", default=False)
    # The sum of the units' figures, so that a figure corrected by hand is told from one that was summed.
    compiled = models.DecimalField(max_digits=16, decimal_places=2, null=True, editable=False)
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
