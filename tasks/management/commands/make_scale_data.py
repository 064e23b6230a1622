"""A large made-up database: communes, units, people, three years of tasks and what was said of them."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.models import Unit
from tasks import scale


class Command(BaseCommand):
    help = (
        "Fill a PostgreSQL database with made-up communes, people, tasks and progress, for measuring. "
        "Refuses one that holds other communes; --force adds to it all the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("--communes", type=int, default=200)
        parser.add_argument("--tasks", type=int, default=120, help="per commune, over three years")
        parser.add_argument("--force", action="store_true")

    def handle(self, *args, communes, tasks, force, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Chỉ làm được trên PostgreSQL. Hãy đặt DATABASE_URL rồi chạy lại.")
        others = Unit.objects.filter(kind=Unit.Kind.COMMUNE).exclude(code__startswith=scale.CODE)
        if others.exists() and not force:
            raise CommandError(
                "Cơ sở dữ liệu này đã có xã, phường thật. Hãy dùng một cơ sở dữ liệu trống; "
                "vẫn muốn thêm dữ liệu giả vào đây thì chạy lại với --force."
            )
        if Unit.objects.filter(code__startswith=scale.CODE).exists():
            raise CommandError(
                "Dữ liệu quy mô lớn đã được tạo ở đây. Hãy dùng một cơ sở dữ liệu trống."
            )
        if communes < 1 or tasks < 1:
            raise CommandError("Số xã và số nhiệm vụ phải từ 1 trở lên.")
        for words in scale.make(communes, tasks):
            self.stdout.write(words)
