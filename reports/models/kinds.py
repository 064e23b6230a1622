"""The kinds of report periods, how a period is named, and the appendices of a report."""

from django.db import models


class Kind(models.TextChoices):
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    SIX_MONTHS = "six_months", "6 tháng đầu năm"
    NINE_MONTHS = "nine_months", "9 tháng đầu năm"
    YEAR = "year", "Năm"
    AD_HOC = "ad_hoc", "Đột xuất"


class AppendixKind(models.TextChoices):
    """In the order in which they are printed."""

    FIGURES = "figures", "Biểu số liệu, so với cùng kỳ năm trước"
    TASKS = "tasks", "Danh mục nhiệm vụ thực hiện trong kỳ"
    DOCUMENTS = "documents", "Danh mục văn bản đã ban hành trong kỳ"
    PHOTOS = "photos", "Hình ảnh hoạt động"


class OfPeriod(models.Model):
    """What a round and the request for it have in common: which report, of which period."""

    kind = models.CharField("kỳ báo cáo", choices=Kind, max_length=12)
    year = models.PositiveSmallIntegerField("năm")
    # Which month, quarter or ad-hoc matter; empty for the half-year and the year.
    label = models.CharField("tên đợt", max_length=120, blank=True)
    period_from = models.DateField("số liệu từ ngày")
    period_to = models.DateField("đến hết ngày")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self):
        """ "Báo cáo 6 tháng đầu năm 2026", "Báo cáo thực hiện dân chủ ở cơ sở năm 2026"."""
        topic = f"{self.topic} " if self.topic else ""
        return f"Báo cáo {topic}{self.period_words}"

    @property
    def period_words(self):
        """ "6 tháng đầu năm 2026": as it stands in the subject of the report."""
        return self.label or f"{self.get_kind_display().lower()} {self.year}"
