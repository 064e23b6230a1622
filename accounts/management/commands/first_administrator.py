import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions import create_unit
from accounts.models import Membership, Person, Role, Unit
from danvan.clock import today

QUESTIONS = {
    "name": "Tên đầy đủ của cơ quan (Ủy ban nhân dân xã …): ",
    "short_name": "Tên gọi tắt (UBND xã …): ",
    "place": "Địa danh ghi trên văn bản: ",
    "full_name": "Họ và tên người quản trị: ",
    "username": "Tên đăng nhập: ",
    "email": "Địa chỉ thư điện tử: ",
}
RECEIVER = (
    "Cơ quan nhận báo cáo, ví dụ Sở Nội vụ tỉnh Hòa Sơn (để trống nếu Sở cùng dùng cổng này): "
)


class Command(BaseCommand):
    help = "Enter the first office and the person who will enter the others; asks for what is not given."

    def add_arguments(self, parser):
        kinds = [Unit.Kind.COMMUNE.value, Unit.Kind.PROVINCE_OFFICE.value]
        parser.add_argument("--kind", choices=kinds, default=kinds[0])
        for name in (*QUESTIONS, "password"):
            parser.add_argument(f"--{name.replace('_', '-')}")
        parser.add_argument("--receiver", help="the office the commune hands its reports to")

    def handle(self, *args, kind, receiver=None, **given):
        if Membership.objects.filter(role=Role.ADMINISTRATOR).exists():
            raise CommandError("Đã có người quản trị. Hãy đăng nhập bằng tài khoản đó.")
        answers = {name: (given[name] or input(words)).strip() for name, words in QUESTIONS.items()}
        if missing := [name for name, answer in answers.items() if not answer]:
            raise CommandError(f"Còn thiếu: {', '.join(missing)}.")
        password = given["password"] or getpass("Mật khẩu (ít nhất 12 ký tự): ")
        if receiver is None and kind == Unit.Kind.COMMUNE and sys.stdin.isatty():
            receiver = input(RECEIVER)
        self._enter(kind, answers, password, (receiver or "").strip())
        self.stdout.write(f"Xong. Hãy đăng nhập bằng tài khoản “{answers['username']}”.")

    @transaction.atomic
    def _enter(self, kind, answers, password, receiver):
        # A commune that stands alone has nobody else who could enter the office above it.
        above = receiver and create_unit(
            kind=Unit.Kind.PROVINCE_OFFICE, symbol="SNV", name=receiver, short_name=receiver[:80]
        )
        office = create_unit(
            kind=kind,
            receiver=above or None,
            symbol="UBND",
            # What was due before it came here it did not owe here.
            reports_from=today() if kind == Unit.Kind.COMMUNE else None,
            **{key: answers[key] for key in ("name", "short_name", "place")},
        )
        try:
            validate_password(password, Person(username=answers["username"]))
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        person = Person.objects.create_person(
            answers["username"],
            password=password,
            full_name=answers["full_name"],
            email=answers["email"],
        )
        Membership.objects.create(
            person=person, unit=office, role=Role.ADMINISTRATOR, post="Quản trị"
        )
