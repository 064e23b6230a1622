"""Công văn đôn đốc: what it says of late work, whose words they are, the number, the paper."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendars.models import CalendarDay
from danvan.clock import today
from danvan.working_days import add_working_days
from documents import check, read_docx
from documents.model import plain
from documents.storage import from_dict
from notices.models import Notice
from records.models import RegisterEntry
from records.register import next_number
from tasks import letter_paper, papers
from tasks.actions import issue_letter, make_letters, move_task, save_letter
from tasks.actions.letters import LetterChanged
from tasks.letters import by_unit, draft_for, overdue
from tasks.models import Task, UrgingLetter
from tests.tasks.factories import in_days, make_task

START = "/nhiem-vu/cong-van/soan/"
LIST = "/nhiem-vu/cong-van/"


@pytest.fixture
def late(binh, dung, issued_plan):
    task = make_task(binh, dung, title="Đối thoại với Nhân dân", due_on=in_days(-4))
    Task.objects.unscoped("test").filter(pk=task.pk).update(plan=issued_plan)
    make_task(binh, dung, title="Chưa đến hạn", due_on=in_days(4))
    finished = make_task(binh, dung, title="Đã báo xong", due_on=in_days(-4))
    move_task(finished, "report_done", by=dung)
    task.refresh_from_db()
    return task


def groups_of(user):
    return by_unit(overdue(Task.objects.visible_to(user)))


@pytest.fixture
def letter(late, binh):
    (made,) = make_letters(groups_of(binh), by=binh, key=uuid4())
    return made


def words_on(letter):
    document = letter_paper.to_document(letter)
    table = [[plain(cell.text) for cell in row] for row in document.items[0].table.rows]
    texts = [plain(text) for text in (*document.opening, *document.closing)]
    return document, table, texts


def form_of(letter, **over):
    fields = {
        "subject": letter.subject, "opening": letter.opening, "request": letter.request,
        "reply_by": f"{letter.reply_by:%Y-%m-%d}", "signer_name": letter.signer_name,
        "signature_form": letter.signature_form, "symbol": letter.symbol,
        "recipients": letter.recipients, "version": letter.version,
    }  # fmt: skip
    return fields | over


def test_the_draft_cites_the_plan_and_names_the_late_tasks_alone(an, letter, late):
    document, table, texts = words_on(letter)

    assert document.addressees == ("Phòng Văn hóa - Xã hội",)
    assert table == [
        ["STT", "Nội dung nhiệm vụ", "Người chịu trách nhiệm", "Thời hạn", "Số ngày chậm"],
        ["1", "Đối thoại với Nhân dân", "Phạm Thị Dung", f"{late.due_on:%d/%m/%Y}", "4"],
    ]
    assert texts[0].startswith(
        "Thực hiện Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân xã An Hòa về công tác dân vận"
    )
    assert "còn 01 nhiệm vụ đã quá thời hạn" in texts[0]
    assert texts[-1] == (
        "Kết quả thực hiện báo cáo về Ủy ban nhân dân xã An Hòa (qua Văn phòng HĐND và UBND) chậm nhất ngày "
        f"{letter.reply_by:%d/%m/%Y}./."
    )
    assert sum("./." in text for text in texts) == 1


def test_the_leader_signs_for_the_committee(binh, an, late):
    draft = draft_for(late.lead_unit, [late], by=binh)

    assert (draft["signer_name"], draft["signature_form"]) == ("Nguyễn Văn An", "TM")
    assert draft["symbol"] == "UBND-VP"
    assert draft["recipients"].splitlines()[-1] == "Lưu: VT, VP"


def test_the_answer_is_wished_in_three_working_days_of_the_commune(binh, late):
    plain_day = draft_for(late.lead_unit, [late], by=binh)["reply_by"]
    CalendarDay.objects.create(home=binh.commune, day=plain_day, is_off=True, name="Nghỉ bù")

    later = draft_for(late.lead_unit, [late], by=binh)["reply_by"]

    assert plain_day == add_working_days(today(), 3)
    assert later == add_working_days(today(), 4)


def test_the_front_is_asked_and_never_blamed(binh, hoa, an):
    make_task(binh, hoa, title="Vận động đoàn viên", due_on=in_days(-9))

    (letter,) = make_letters(groups_of(binh), by=binh, key=uuid4())

    document, table, texts = words_on(letter)
    assert table[0] == ["STT", "Nội dung đề nghị phối hợp", "Đầu mối phối hợp", "Thời gian đề nghị"]
    everything = " ".join([document.subject, *texts, *(cell for row in table for cell in row)])
    assert "đề nghị" in everything
    for blame in ("quá", "chậm trễ", "đôn đốc", "yêu cầu", "đã giao", "ngày chậm"):
        assert blame not in everything.replace("quá trình", "")
    assert letter_paper.file_name(letter, "docx") == f"du-thao-cong-van-phoi-hop-{letter.pk}.docx"


def test_the_clerk_counts_the_letters_that_wait_for_a_number(sign_in, giang, letter):
    home = sign_in(giang).get("/").context["home"]

    assert [(each.label, each.figure) for each in home.counters][0] == ("Chờ cấp số", 1)


def test_the_form_of_the_letter_has_no_fault_and_word_gives_it_back(sign_in, binh, an, letter):
    document = letter_paper.to_document(letter)
    numbered = document.with_changes(number=1, date=today())
    faults = [(each.rule, each.message) for each in check(numbered) if each.severity == "error"]

    answer = sign_in(binh).get(f"{letter.get_absolute_url()}docx/")

    assert faults == []
    back = read_docx(answer.content)
    assert (back.kind, back.subject) == ("CÔNG VĂN", document.subject)
    assert back.signature == document.signature


def test_words_can_be_changed_before_it_is_made(sign_in, binh, an, late):
    client = sign_in(binh)
    page = client.get(START, {"unit": late.lead_unit_id})
    initial = page.context["form"].initial
    key = uuid4()
    fields = {name: value for name, value in initial.items() if name != "signer_post"}
    sent = fields | {
        "reply_by": f"{initial['reply_by']:%Y-%m-%d}", "task": [late.pk], "key": key,
        "request": "Đề nghị đơn vị báo cáo.",
    }  # fmt: skip

    first = client.post(START, sent)
    second = client.post(START, sent)

    letter = UrgingLetter.objects.visible_to(binh).get()
    assert first.url == second.url == letter.get_absolute_url()
    assert letter.request == "Đề nghị đơn vị báo cáo."
    assert (letter.signer_name, letter.signer_post) == ("Nguyễn Văn An", "Chủ tịch")


def test_several_units_get_a_letter_each_in_one_go(sign_in, binh, an, late, khanh, hoa, cuc):
    other = make_task(binh, khanh, title="Ra quân", due_on=in_days(-1))
    stranger = make_task(cuc, cuc, title="Của xã khác", due_on=in_days(-1))
    client = sign_in(binh)
    chosen = {"task": [late.pk, other.pk, stranger.pk]}

    page = client.post(START, chosen)
    sent = chosen | {"key": page.context["key"]}
    client.post(START, sent)
    client.post(START, sent)

    made = UrgingLetter.objects.visible_to(binh).order_by("pk")
    assert {str(each.unit): [line["title"] for line in each.lines] for each in made} == {
        "Phòng Văn hóa - Xã hội": ["Đối thoại với Nhân dân"],
        "Thôn Đông": ["Ra quân"],
    }
    assert "Của xã khác" not in page.content.decode()
    assert UrgingLetter.objects.visible_to(cuc).count() == 0


def test_the_unit_of_another_commune_in_the_address_gives_no_letter(sign_in, binh, cuc):
    make_task(cuc, cuc, title="Của xã khác", due_on=in_days(-1))

    answer = sign_in(binh).get(START, {"unit": cuc.unit.pk}, follow=True)

    assert answer.redirect_chain[-1][0] == LIST
    assert "Của xã khác" not in answer.content.decode()


def test_what_is_said_stays_said_whatever_happens_to_the_task(letter, late, dung):
    move_task(late, "report_done", by=dung)
    Task.objects.unscoped("test").filter(pk=late.pk).update(title="Tên khác", due_on=in_days(9))

    letter.refresh_from_db()
    _, table, _ = words_on(letter)

    assert table[1][1:] == [
        "Đối thoại với Nhân dân",
        "Phạm Thị Dung",
        f"{in_days(-4):%d/%m/%Y}",
        "4",
    ]


def test_the_clerk_gives_the_number_and_it_stands_in_the_register(
    sign_in, giang, letter, dung, late
):
    page = f"{letter.get_absolute_url()}cap-so/"
    number = next_number(letter.commune, letter.symbol, today().year)

    answer = sign_in(giang).post(
        page, {"number": number, "issued_on": today(), "version": letter.version}
    )

    letter.refresh_from_db()
    entry = RegisterEntry.objects.visible_to(giang).get()
    assert answer.url == letter.get_absolute_url()
    assert (letter.code, letter.register_entry) == ("01/UBND-VP", entry)
    assert entry.subject == "Công văn V/v đôn đốc thực hiện nhiệm vụ đã quá thời hạn"
    assert from_dict(letter.document).number == 1
    assert late.history.get(move="letter").note == f"Số 01/UBND-VP ngày {today():%d/%m/%Y}"
    (told,) = Notice.objects.visible_to(dung).filter(key=f"letter:{letter.pk}")
    assert told.text.startswith("Công văn số 01/UBND-VP đôn đốc 1 nhiệm vụ")


def test_a_number_is_never_given_twice(sign_in, giang, binh, letter):
    (other,) = make_letters(groups_of(binh), by=binh, key=uuid4())
    for each in (letter, other):
        answer = sign_in(giang).post(
            f"{each.get_absolute_url()}cap-so/",
            {"number": 5, "issued_on": today(), "version": each.version},
        )

    other.refresh_from_db()
    assert (other.number, other.document) == (None, None)
    assert "Số tiếp theo còn trống là 06" in answer.content.decode()
    assert RegisterEntry.objects.visible_to(giang).count() == 1


def test_words_changed_since_the_clerk_read_them_get_no_number(sign_in, giang, binh, letter):
    save_letter(letter, {"request": "Lời khác."}, version=letter.version, by=binh)

    answer = sign_in(giang).post(
        f"{letter.get_absolute_url()}cap-so/",
        {"number": 1, "issued_on": today(), "version": letter.version},
        follow=True,
    )

    letter.refresh_from_db()
    assert letter.number is None
    assert "vừa được người khác xử lý" in answer.content.decode()
    assert RegisterEntry.objects.visible_to(giang).count() == 0


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_issue_is_neither_before_the_counting_nor_to_come(sign_in, giang, letter, days):
    day = today() + timedelta(days=days)

    answer = sign_in(giang).post(
        f"{letter.get_absolute_url()}cap-so/", {"number": 1, "issued_on": day, "version": 1}
    )

    assert answer.status_code == 200
    assert "issued_on" in answer.context["form"].errors


def test_a_stale_form_writes_nothing_and_a_numbered_letter_no_more(
    sign_in, an, binh, giang, letter
):
    save_letter(letter, {"opening": "Của An."}, version=letter.version, by=an)
    client, page = sign_in(binh), f"{letter.get_absolute_url()}sua/"

    stale = client.post(page, form_of(letter, opening="Của Bình."))

    letter.refresh_from_db()
    assert letter.opening == "Của An."
    assert "vừa được người khác sửa" in stale.content.decode()
    assert "Của Bình." in stale.content.decode()
    issue_letter(letter, number=1, issued_on=today(), version=letter.version, by=giang)
    with pytest.raises(LetterChanged):
        save_letter(letter, {"opening": "Sau."}, version=letter.version, by=binh)
    client.post(f"{letter.get_absolute_url()}xoa/")
    assert UrgingLetter.objects.visible_to(binh).filter(pk=letter.pk).exists()


def test_a_draft_can_be_deleted(sign_in, binh, letter):
    answer = sign_in(binh).post(f"{letter.get_absolute_url()}xoa/")

    assert answer.url == LIST
    assert UrgingLetter.objects.visible_to(binh).count() == 0


def test_the_pdf_is_made_by_a_worker_once_for_the_same_words(sign_in, binh, letter, run_work):
    client, page = sign_in(binh), letter.get_absolute_url()
    assert client.get(f"{page}pdf/").url == page

    client.post(f"{page}tao-pdf/")
    client.post(f"{page}tao-pdf/")
    (row,) = [each for each in run_work() if each.kind == "render_letter"]

    assert (row.state, row.error) == ("done", "")
    assert b"".join(client.get(f"{page}pdf/").streaming_content).startswith(b"%PDF-")
    save_letter(letter, {"request": "Lời khác."}, version=letter.version, by=binh)
    letter.refresh_from_db()
    assert papers.printed(papers.LETTER, letter) is None


@pytest.mark.parametrize("who", ["dung", "hoa", "minh", "khanh"])
def test_nobody_else_opens_the_pages(request, sign_in, letter, who):
    client = sign_in(request.getfixturevalue(who))

    assert client.get(LIST).status_code == 403
    assert client.get(START, {"unit": letter.unit_id}).status_code == 403
    assert client.get(letter.get_absolute_url()).status_code == 404


def test_the_list_asks_as_often_for_many_letters(sign_in, binh, late):
    def make(count):
        for _ in range(count):
            make_letters(groups_of(binh), by=binh, key=uuid4())

    client = sign_in(binh)
    figures = []
    client.get(LIST)
    for count in (2, 25):
        make(count)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        figures.append(len(captured))

    assert figures[0] == figures[1]


def test_the_page_of_late_work_leads_to_the_letter_of_each_unit(sign_in, giang, hoa, late):
    address = f"{START}?unit={late.lead_unit_id}"

    pages = [sign_in(who).get("/nhiem-vu/qua-han/").content.decode() for who in (giang, hoa)]

    assert [address in page for page in pages] == [True, False]
