"""What an office does with many communes at once, and its letter to those that are late."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from documents.storage import from_dict
from notices.models import Notice
from reports.actions import office
from reports.actions.letters import NobodyLate, make_letter
from reports.actions.submissions import move_submission
from reports.desk import choosing, letter_paper
from reports.desk.grid import Asked
from reports.models import OfficeLetter, RoundUrging
from tests.factories import make_commune, make_office, make_person
from tests.reports.test_desk import open_in, submit

JULY = date(2026, 7, 1)


@pytest.fixture
def july(db, monkeypatch):
    for name in (
        "desk.grid",
        "desk.choosing",
        "actions.office",
        "desk.office_notices",
        "desk.letters",
    ):
        monkeypatch.setattr(f"reports.{name}.today", lambda: JULY)


@pytest.fixture
def signed_in(lan):
    client = Client()
    client.force_login(lan)
    return client


def said(response):
    return [str(message) for message in response.context["messages"]]


def late_of(lan, **asked):
    return choosing.late_found(lan, Asked(2026, **asked))


def test_each_is_answered_by_itself_and_the_rest_is_told_why(province_office, lan, signed_in):
    rounds = [open_in(make_commune(place, receiver=province_office)) for place in ("Một", "Hai", "Ba")]  # fmt: skip
    first, second, third = [submit(*each) for each in rounds]
    move_submission(second, "send_back", by=lan, note="Thiếu số liệu.")
    move_submission(third, "withdraw", by=rounds[2][1])
    cells = [f"s{each.pk}" for each in (first, second, third)]

    address = reverse("reports:desk_answer")
    sent = {"act": "accept", "note": "Đầy đủ.", "cell": cells, "back": "year=2026&state=submitted"}
    page = signed_in.post(address, sent, follow=True)

    assert page.redirect_chain[0][0].endswith("?year=2026&state=submitted")
    result = page.context["result"]
    assert result["done"] == "Đã nhận 1 báo cáo."
    assert sorted(each["reason"] for each in result["refused"]) == [
        "báo cáo đã ở tình trạng “Trả lại”",
        "xã đã rút lại trước khi được xem",
    ]
    steps = first.history.values_list("move", "note")
    assert list(steps)[-1] == ("accept", "Đầy đủ.")

    again = signed_in.post(address, sent, follow=True).context["result"]
    assert (again["done"], len(again["refused"])) == ("", 3)
    assert first.history.filter(move="accept").count() == 1


def test_many_are_returned_only_with_a_reason_and_keep_what_was_ticked(province_office, signed_in):
    submission = submit(*open_in(make_commune("Một", receiver=province_office)))
    sent = {"act": "send_back", "cell": [f"s{submission.pk}"], "note": " "}

    page = signed_in.post(reverse("reports:desk_answer"), sent)

    assert page.status_code == 422
    assert list(page.context["chosen"]) == [submission]
    submission.refresh_from_db()
    assert submission.status == "submitted"


def test_all_that_the_filter_finds_is_found_by_the_server(province_office, lan, signed_in, july):
    for place in ("Một", "Hai"):
        submit(*open_in(make_commune(place, receiver=province_office)))
    open_in(make_commune("Ba", receiver=province_office))
    late = {"every": "1", "back": "year=2026&state=late"}
    submitted = {"every": "1", "back": "year=2026&state=submitted"}
    address = reverse("reports:desk_act")

    answered = signed_in.post(address, {"act": "accept", **submitted})
    urged = signed_in.post(address, {"act": "urge", **late})
    none = signed_in.post(address, {"act": "accept", **late}, follow=True)

    assert len(answered.context["chosen"]) == 2
    assert [each.commune.place for each in urged.context["late"]] == ["Ba"]
    assert said(none) == ["Chưa chọn ô nào trên bảng hợp với việc này. Hãy đánh dấu rồi bấm lại."]


def test_an_office_urges_each_report_once_a_day_with_a_round_or_without(
    province_office, lan, signed_in, july
):
    opened = make_commune("Một", receiver=province_office)
    _, coordinator = open_in(opened)
    unopened = make_commune("Hai", receiver=province_office)
    leader = make_person("Chủ tịch", unopened, Role.LEADER)
    make_commune("Ba", receiver=province_office)  # nobody of it works with the portal
    sent = {"every": "1", "back": "year=2026&state=late&column=six_months"}

    first = said(signed_in.post(reverse("reports:desk_urge"), sent, follow=True))
    second = said(signed_in.post(reverse("reports:desk_urge"), sent, follow=True))

    nobody = "Chưa có đầu mối hay lãnh đạo trên cổng để nhắc: UBND xã Ba. Hãy gửi công văn."
    assert first == [
        "Đã đôn đốc 2 báo cáo, gửi tới đầu mối và lãnh đạo của 2 xã, phường.",
        nobody,
    ]
    assert second == [
        "Đã đôn đốc trong hôm nay nên không nhắc thêm: UBND xã Hai, UBND xã Một.",
        nobody,
    ]
    asked = {"key__startswith": "office-urge"}
    told = {each: Notice.objects.visible_to(each).get(**asked) for each in (coordinator, leader)}
    assert told[coordinator].text == (
        "Sở Nội vụ đôn đốc nộp báo cáo 6 tháng đầu năm 2026: hạn 16/06/2026, quá hạn 15 ngày."
    )
    assert told[leader].url.endswith("?kind=six_months&year=2026")
    assert RoundUrging.objects.count() == 1


def test_who_has_handed_in_meanwhile_is_neither_urged_nor_named(province_office, lan, july):
    rounds = [open_in(make_commune(place, receiver=province_office)) for place in ("Một", "Hai")]
    late = late_of(lan)
    submit(*rounds[0])

    urged = office.urge(late, by=lan)
    letter = make_letter(late, by=lan, key=uuid4())

    assert [each.commune.place for each in urged.told] == ["Hai"]
    assert [line["commune"] for line in letter.lines] == ["Ủy ban nhân dân xã Hai"]
    submit(*rounds[1])
    with pytest.raises(NobodyLate):
        make_letter(late, by=lan, key=uuid4())


def test_the_letter_is_written_from_the_grid_and_made_once(province_office, lan, signed_in, july):
    rounds = [open_in(make_commune(place, receiver=province_office)) for place in ("Một", "Hai")]
    address = reverse("reports:letter_start")
    cells = {"cell": [f"r{round.pk}" for round, _ in rounds], "back": "year=2026"}
    form = signed_in.post(address, cells).context["form"]
    words = {name: value for name, value in form.initial.items() if value}
    sent = {**cells, **words, "key": uuid4(), "shown": 2}

    signed_in.post(address, sent)
    page = signed_in.post(address, sent, follow=True)

    letter = OfficeLetter.objects.visible_to(lan).get()
    assert page.redirect_chain[0][0] == letter.get_absolute_url()
    paper = from_dict(letter_paper.stored(letter))
    assert paper.letterhead.superior == ("UBND TỈNH HÒA SƠN",)
    assert paper.letterhead.issuer == ("SỞ NỘI VỤ",)
    assert paper.addressees == ("Ủy ban nhân dân các xã: Hai, Một",)
    assert (paper.number, paper.date, paper.place) == (None, None, "Hòa Sơn")
    assert paper.signature.authority == ("GIÁM ĐỐC",)
    text = page.content.decode()
    assert "chưa nhận được báo cáo của 02 xã, phường" in text
    assert "16/06/2026" in text


def test_words_written_for_another_list_are_asked_about_and_kept(
    province_office, lan, signed_in, july
):
    rounds = [open_in(make_commune(place, receiver=province_office)) for place in ("Một", "Hai")]
    cells = {"cell": [f"r{round.pk}" for round, _ in rounds], "back": "year=2026"}
    words = {
        "subject": "đôn đốc", "opening": "Của 02 xã:", "request": "Đề nghị.", "signer_post": "Giám đốc",
        "signature_form": "TT", "key": uuid4(), "shown": 2,
    }  # fmt: skip
    address = reverse("reports:letter_start")
    words["signature_form"] = signed_in.post(address, cells).context["form"].initial["signature_form"]  # fmt: skip
    submit(*rounds[0])

    page = signed_in.post(address, cells | words)

    assert page.status_code == 409
    assert "Của 02 xã:" in page.content.decode()
    assert [each.commune.place for each in page.context["late"]] == ["Hai"]
    assert not OfficeLetter.objects.visible_to(lan).exists()


def test_a_letter_changed_by_two_shows_both_texts(lan, province_office, signed_in):
    letter = OfficeLetter.objects.create(
        receiver=province_office, made_by=lan, subject="đôn đốc", opening="Bản của người kia.",
        request="Đề nghị.", signer_post="Giám đốc", version=2,
        lines=[{"commune": "UBND xã Một", "round": 1, "name": "Báo cáo", "due_on": "2026-06-16", "days": 3}],
    )  # fmt: skip
    sent = {
        "subject": "đôn đốc", "opening": "Bản của tôi.", "request": "Đề nghị.",
        "signer_post": "Giám đốc", "signature_form": letter.signature_form, "version": 1,
    }  # fmt: skip

    page = signed_in.post(reverse("reports:letter_edit", args=[letter.pk]), sent)

    text = page.content.decode()
    assert page.status_code == 409
    assert "Bản của tôi." in text
    assert "Bản của người kia." in text
    letter.refresh_from_db()
    assert letter.opening == "Bản của người kia."


@pytest.mark.parametrize(
    ("communes", "words"),
    [
        (["Ủy ban nhân dân xã An"], "Ủy ban nhân dân xã An"),
        (["Ủy ban nhân dân xã An", "Ủy ban nhân dân phường Ba"], "Ủy ban nhân dân: xã An, phường Ba"),
        (["Ủy ban nhân dân xã An"] * 2, "Ủy ban nhân dân xã An"),
        (
            [f"Ủy ban nhân dân xã {n}" for n in range(13)],
            "Ủy ban nhân dân các xã, phường có tên trong danh sách dưới đây",
        ),
    ],
)  # fmt: skip
def test_whom_the_letter_is_for(communes, words):
    assert letter_paper.addressee([{"commune": name} for name in communes]) == words


def test_another_office_gets_nothing_by_naming_cells_of_ours(province_office, phuc, july):
    round, coordinator = open_in(make_commune("Một", receiver=province_office))
    submission = submit(*open_in(make_commune("Hai", receiver=province_office)))
    late = f"r{round.pk}", f"v{round.commune_id}-year"
    client = Client()
    client.force_login(phuc)

    client.post(reverse("reports:desk_urge"), {"cell": late, "back": "year=2026"})
    client.post(
        reverse("reports:letter_start"), {"cell": late, "back": "year=2026", "key": uuid4()}
    )
    client.post(reverse("reports:desk_answer"), {"act": "accept", "cell": f"s{submission.pk}"})
    packed = client.post(reverse("reports:desk_act"), {"act": "zip", "cell": f"s{submission.pk}"})

    assert packed.status_code == 302
    assert not Notice.objects.visible_to(coordinator).filter(key__startswith="office").exists()
    assert not OfficeLetter.objects.visible_to(phuc).exists()
    submission.refresh_from_db()
    assert submission.status == "submitted"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Sở Nội vụ tỉnh Hòa Sơn", (("UBND TỈNH HÒA SƠN",), ("SỞ NỘI VỤ",))),
        ("Sở Nội vụ thành phố Hà Trung", (("UBND THÀNH PHỐ HÀ TRUNG",), ("SỞ NỘI VỤ",))),
        ("Phòng Nội vụ huyện Đông An", (("UBND HUYỆN ĐÔNG AN",), ("PHÒNG NỘI VỤ",))),
        ("Phòng Nội vụ", ((), ("PHÒNG NỘI VỤ",))),
    ],
)
def test_the_letterhead_of_an_office_names_the_committee_above_it(db, name, lines):
    from plans.letterhead import letterhead_of

    head = letterhead_of(make_office(name=name))

    assert (head.superior, head.issuer) == lines
