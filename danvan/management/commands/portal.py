import socket

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from danvan import processes


class Command(BaseCommand):
    help = "Prepare the database and run web, worker and scheduler in one process tree (PORT, default 8000)."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="fill in sample communes first")

    def handle(self, *args, demo=False, **options):
        port = settings.PORT
        self._require_free(port)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if settings.PRODUCTION:
            call_command("collectstatic", verbosity=0, interactive=False)
        if demo:
            call_command("sample_data", stdout=self.stdout)
        self.stdout.write(f"\ndanvan: {settings.PUBLIC_URL}   (Ctrl-C để dừng)\n", ending="\n")
        self.stdout.flush()
        processes.take_over(port)

    def _require_free(self, port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as problem:
                raise CommandError(
                    f"Cổng {port} đang được chương trình khác dùng. "
                    f"Hãy chạy lại với cổng khác, ví dụ: PORT={port + 1} make demo"
                ) from problem
