from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents import write_docx
from documents.pdf import PdfUnavailable
from documents.pdf_sandbox import PdfFailed, render_pdf_safely
from documents.storage import from_dict
from plans.jobs import content_of
from plans.models import Plan

_WRITERS = {"pdf": render_pdf_safely, "docx": lambda stored: write_docx(from_dict(stored))}


class Command(BaseCommand):
    help = "Writes a plan as a document: the frozen version once it is issued, else the draft as it stands."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, *, id, output, format, **options):
        try:
            stored, _ = content_of(id)
            output.write_bytes(_WRITERS[format](stored))
        except Plan.DoesNotExist:
            raise CommandError(f"Không có kế hoạch mang mã {id}.") from None
        except (PdfFailed, PdfUnavailable) as reason:
            raise CommandError(str(reason)) from None
        self.stderr.write(f"Đã ghi {output}")
