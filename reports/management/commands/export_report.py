from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents import write_docx
from documents.pdf_sandbox import PdfFailed, PdfUnavailable, render_pdf_safely
from documents.storage import from_dict
from reports.models import Report
from reports.paper import document
from reports.paper.photos import bytes_of


class Command(BaseCommand):
    help = "Write a report as a file: the issued one as it was issued, a draft as it stands now."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")
        parser.add_argument("-o", "--output", required=True, type=Path)

    def handle(self, *, id, output, format="pdf", **options):
        reports = Report.objects.unscoped("an administrator at the machine names the report")
        reports = reports.filter(scope=Report.Scope.COMMUNE).select_related(
            "round__commune", "pdf", "docx"
        )
        report = reports.filter(pk=id).first()
        if report is None:
            raise CommandError(f"Không có báo cáo của xã nào mang số {id}.")
        output.write_bytes(_word(report) if format == "docx" else self._bytes(report))
        self.stdout.write(f"{output}: {report.title}")

    def _bytes(self, report):
        if report.pdf:
            return report.pdf.read()
        try:
            stored = report.document or document.stored_document(report)
            return render_pdf_safely(stored, photos=bytes_of(stored))
        except (PdfFailed, PdfUnavailable) as trouble:
            raise CommandError(str(trouble)) from trouble


def _word(report):
    if report.docx:
        return report.docx.read()
    stored = report.document or document.stored_document(report)
    return write_docx(from_dict(stored), bytes_of(stored))
