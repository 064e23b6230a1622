"""What comes a moment too late, and what is longer than its column."""

from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from danvan.clock import today
from danvan.workflow import MoveRefused
from plans.intake import accept, take_upload
from records.register import register
from tasks.actions import add_progress
from tasks.models import Task
from tests.plans.test_import import BASICS, OWN
from tests.tasks.factories import make_task


def test_news_of_a_task_cancelled_a_moment_ago_are_not_kept(binh, dung):
    in_hand = make_task(binh, dung)
    Task.objects.unscoped("test").filter(pk=in_hand.pk).update(status=Task.Status.CANCELLED)

    with pytest.raises(MoveRefused):
        add_progress(in_hand, by=dung, text="Đã làm xong phần đầu")

    assert in_hand.updates.count() == 0


def test_a_symbol_longer_than_its_column_is_cut_and_breaks_nothing(binh, run_work):
    head = "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nSố: 05/KH-UBND-VPHĐND-PVHXH-PKTHTĐT-BCHQS\n\n"
    upload = take_upload(SimpleUploadedFile("dai.txt", (head + OWN).encode()), by=binh)
    run_work()
    upload.refresh_from_db()

    plan = accept(upload, BASICS, by=binh)

    plan.refresh_from_db()
    assert plan.symbol == "KH-UBND-VPHĐND-PVHXH-PKTHTĐT-B"


def test_failed_sign_ins_are_not_forgotten_when_many_names_are_tried():
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] == 200_000


def test_control_characters_in_a_title_do_not_break_the_register_or_the_task_list(
    client, giang, binh, dung
):
    title = "Kế hoạch\x0b\x0c dân vận"
    register(
        commune=giang.commune, number=1, symbol="KH-UBND", issued_on=today(), subject=title,
        signer="An", recipients="", by=giang,
    )  # fmt: skip
    make_task(binh, dung, title=title)
    client.force_login(binh)

    book = client.get(reverse("plans:register"), {"xlsx": "1"})
    tasks = client.get(reverse("tasks:export"))

    assert (book.status_code, tasks.status_code) == (200, 200)
    sheet = load_workbook(BytesIO(book.content)).active
    assert sheet["C3"].value == "Kế hoạch   dân vận"
