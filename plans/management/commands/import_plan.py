import json
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Role, Unit
from documents.model import Unreadable
from documents.sandbox import read_safely
from plans import intake
from plans.models import PlanImport
from plans.notices import people_of
from records.files import DOCUMENTS, FileRefused, keep_upload

INNER = ("document", "source_lines")


class Command(BaseCommand):
    help = (
        "Reads a plan. With --dry-run nothing is written; else it becomes a draft of the commune."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--commune", help="code of the commune the draft is made in")
        parser.add_argument("--json", action="store_true", help="print what was recognised")
        parser.add_argument("--dry-run", action="store_true", help="read only, write nothing")

    def handle(self, *, file, commune, **options):
        reading = self._read(file)
        if options["json"]:
            told = {key: value for key, value in reading.items() if key not in INNER}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        if options["dry_run"]:
            if not options["json"]:
                self._tell(reading)
            return
        plan = self._keep(file, reading, self._coordinator(commune))
        self.stderr.write(f"Đã tạo dự thảo số {plan.pk}: {plan.title}")

    def _read(self, file):
        try:
            return read_safely(file, file.name)
        except FileNotFoundError:
            raise CommandError(f"Không tìm thấy tệp {file}.") from None
        except Unreadable as reason:
            raise CommandError(str(reason)) from None

    def _tell(self, reading):
        self.stdout.write(f"{reading['title']} ({reading['year']}), {reading['issuing_unit']}")
        for section in reading["sections"]:
            self.stdout.write(f"  {section['text']}")
        for warning in reading["warnings"]:
            self.stdout.write(f"  ! {warning['message']}")

    def _coordinator(self, code):
        """Whoever coordinates the commune now: the draft is theirs."""
        communes = Unit.objects.filter(kind=Unit.Kind.COMMUNE).current()
        found = communes.filter(code=code).first() if code else None
        if found is None:
            known = ", ".join(communes.values_list("code", flat=True)[:20]) or "(chưa có)"
            raise CommandError(f"Hãy ghi --commune với mã của một xã. Các mã đang có: {known}.")
        for person in people_of(found, Role.COORDINATOR):
            if person.is_in(found, Role.COORDINATOR):
                return person
        raise CommandError(f"{found} chưa có đầu mối dân vận để nhận dự thảo.")

    def _keep(self, file, reading, person):
        sent = SimpleUploadedFile(file.name, file.read_bytes())
        try:
            stored = keep_upload(sent, DOCUMENTS, by=person)
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from None
        upload = PlanImport.objects.create(
            commune=person.commune,
            file=stored,
            uploaded_by=person,
            reading=reading,
            status=PlanImport.Status.REVIEW,
        )
        return intake.accept(upload, intake.frame_of(upload), by=person)
