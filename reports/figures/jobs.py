"""Reading sheets of figures that came back."""

from django.db import transaction

from reports.actions import sheets
from reports.models import FigureImport
from work.actions import finish, report_progress
from work.handlers import handles


@handles(sheets.READ)
def read_figure_sheet(row):
    """Safe to run twice: a sheet that has been read is left as it is. A crash costs the reading, no more."""
    imports = FigureImport.objects.unscoped("a job reads the one sheet its row names")
    sheet = imports.select_related("file", "report__round", "report__unit").get(pk=row.subject_id)
    if sheet.read_at is None:
        report_progress(row, 20, "Đang đọc từng ô của biểu")
        sheets.store_reading(sheet)
    with transaction.atomic():
        finish(row)
