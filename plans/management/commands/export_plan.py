from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.pdf import PdfUnavailable
from documents.pdf_sandbox import PdfFailed, render_pdf_safely
from plans.jobs import content_of
from plans.models import Plan


class Command(BaseCommand):
    help = "Writes a plan as a document: the frozen version once it is issued, else the draft as it stands."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument("--format", choices=["pdf"], default="pdf")
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, *, id, output, **options):
        try:
            stored, _ = content_of(id)
            output.write_bytes(render_pdf_safely(stored))
        except Plan.DoesNotExist:
            raise CommandError(f"Không có kế hoạch mang mã {id}.") from None
        except (PdfFailed, PdfUnavailable) as reason:
            raise CommandError(str(reason)) from None
        self.stderr.write(f"Đã ghi {output}")
