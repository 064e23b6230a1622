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


def period_words(asked):
    """ "6 tháng đầu năm 2026": of a round or a request, as it stands in the subject of the report."""
    return asked.label or f"{asked.get_kind_display().lower()} {asked.year}"
