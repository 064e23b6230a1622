"""The figures of all communes of an office: what counts, what does not, where each comes from, what is made of them."""

import io
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Membership, Person, Role
from documents.model import AdministrativeDocument, Item, plain, text_of
from documents.storage import from_dict, to_dict
from plans.letterhead import letterhead_of
from records.files import keep
from reports.actions.submissions import hand_in, move_submission
from reports.desk import total_jobs, totals
from reports.desk.consolidated import draft_document
from reports.figures.numbers import percent_words
from reports.models import Bundle, Indicator, IndicatorValue, Submission
from tests.factories import make_commune, make_office, make_person, make_unit
from tests.reports.factories import issue_report_by_hand, make_round
from tests.reports.test_desk import open_in, submit
from work.models import WorkRow


def hand_in_figures(place, office, figures, *, previous=(), number=1, proposal="Không"):
    """A commune of the office that has handed in these figures (code → number, or None for no data)."""
    commune = make_commune(place, receiver=office)
    unit = make_unit(commune, "Văn phòng")
    coordinator = make_person(f"Đầu mối {place}", unit, Role.COORDINATOR)
    round = make_round(coordinator, [unit])
    report = round.reports.select_related("round__commune", "round__receiver").get(scope="commune")
    before = dict(previous)
    for code, value in figures.items():
        IndicatorValue.objects.create(
            report=report, indicator=Indicator.objects.get(code=code, set=round.indicator_set),
            value=value, has_no_data=value is None, previous=before.get(code),
        )  # fmt: skip
    pdf = keep(f"%PDF- {place}".encode(), name="bao-cao.pdf", content_type="application/pdf")
    issue_report_by_hand(report, pdf, number=number)
    items = (
        Item("I", text_of("KIẾN NGHỊ, ĐỀ XUẤT"), children=(Item("-", text=text_of(proposal)),)),
    )
    report.document = to_dict(
        AdministrativeDocument(kind="BÁO CÁO", number=number, symbol="BC-UBND", items=items)
    )
    type(report)._base_manager.filter(pk=report.pk).update(document=report.document)
    return hand_in(report, by=coordinator)


@pytest.fixture
def three(province_office):
    return [
        hand_in_figures("Một", province_office, {"receptions": 12, "news": None},
                        previous={"receptions": 10}, number=7, proposal="Đề nghị bổ sung kinh phí"),
        hand_in_figures("Hai", province_office, {"receptions": 30, "news": 5},
                        previous={"receptions": 20}, proposal="Đề nghị bổ sung kinh phí."),
        hand_in_figures("Ba", province_office, {"receptions": 8}),
    ]  # fmt: skip


def total(user, round, code, **kwargs):
    return next(
        each for each in totals.totals_of(user, round, **kwargs) if each.indicator.code == code
    )


def round_of(submission):
    return submission.report.round


def test_figures_are_added_and_compared_over_the_communes_that_gave_both(lan, three):
    added = total(lan, round_of(three[0]), "receptions")

    assert (added.value, added.given, added.previous, added.both) == (
        Decimal(50),
        3,
        Decimal(30),
        2,
    )
    # (12 + 30) against (10 + 20): the third commune has nothing to compare with.
    assert added.change == Decimal("40.0")
    news = total(lan, round_of(three[0]), "news")
    assert (news.value, news.given, news.no_data) == (Decimal(5), 1, 1)


def test_what_was_returned_or_withdrawn_does_not_count_and_only_accepted_may_be_asked_for(
    lan, three
):
    move_submission(three[0], "send_back", by=lan, note="Thiếu phụ lục.")
    move_submission(three[1], "accept", by=lan)
    round = round_of(three[2])

    assert total(lan, round, "receptions").value == Decimal(38)
    assert total(lan, round, "receptions", accepted_only=True).value == Decimal(30)
    count = totals.counted(lan, round)
    assert (count.rounds, count.handed_in, count.accepted, count.returned) == (3, 2, 1, 1)


def test_what_a_commune_writes_after_handing_in_changes_no_total(lan, three):
    IndicatorValue.objects.filter(has_no_data=False).update(value=Decimal(999))

    assert total(lan, round_of(three[0]), "receptions").value == Decimal(50)


def test_another_office_sees_neither_totals_nor_who_gave_what(lan, three):
    stranger = make_person("Tâm", make_office(), Role.RECEIVER)
    client = Client()
    client.force_login(stranger)
    round = round_of(three[0])

    assert total(lan, round, "receptions").value == 50
    assert client.get(reverse("reports:totals"), {"round": round.pk}).status_code == 404
    assert (
        client.get(reverse("reports:totals_of_one", args=[round.pk, "receptions"])).status_code
        == 404
    )
    assert (
        client.post(
            reverse("reports:totals_make", args=[round.pk]), {"kind": "figures"}
        ).status_code
        == 404
    )
    assert totals.totals_of(stranger, round) == []


def test_one_figure_is_followed_to_the_communes_the_largest_first(lan, three):
    client = Client()
    client.force_login(lan)

    page = client.get(reverse("reports:totals_of_one", args=[round_of(three[0]).pk, "receptions"]))

    rows = [
        (each.round.commune.place, each.figure.value, each.share) for each in page.context["page"]
    ]
    assert rows == [("Hai", 30, 100), ("Một", 12, 40), ("Ba", 8, 26)]
    assert three[1].get_absolute_url() in page.content.decode()


def test_the_page_costs_the_same_for_one_commune_and_for_more(lan, province_office):
    first = hand_in_figures("Một", province_office, {"receptions": 12})
    client = Client()
    client.force_login(lan)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert (
                client.get(reverse("reports:totals"), {"round": round_of(first).pk}).status_code
                == 200
            )
        return len(found)

    cost()
    one = cost()
    for place in ("Hai", "Ba", "Bốn"):
        hand_in_figures(place, province_office, {"receptions": 1, "news": 2, "models": 3})
    assert cost() == one


def ordered(lan, round, kind):
    client = Client()
    client.force_login(lan)
    client.post(reverse("reports:totals_make", args=[round.pk]), {"kind": kind})
    return Bundle.objects.visible_to(lan).filter(kind=kind).first()


def test_the_workbook_holds_totals_communes_and_those_that_are_missing(
    lan, three, province_office, run_work
):
    absent = make_commune("Vắng", receiver=province_office)
    make_round(make_person("Đầu mối", make_unit(absent, "Văn phòng"), Role.COORDINATOR), [])

    bundle = ordered(lan, round_of(three[0]), "figures")
    run_work()
    bundle.refresh_from_db()

    book = load_workbook(io.BytesIO(bundle.file.read()))
    rows = {row[1]: row for row in book["Tổng hợp"].iter_rows(min_row=5, values_only=True)}
    assert rows["Lượt tiếp công dân"][3:8] == (50, 3, 0, 30, 40)
    by_commune = list(book["Từng xã"].iter_rows(values_only=True))
    at = by_commune[0].index("Tin, bài, buổi phát thanh")
    assert {row[0]: row[at] for row in by_commune[1:]} == {
        "UBND xã Một": "không có số liệu", "UBND xã Hai": 5, "UBND xã Ba": None,
    }  # fmt: skip
    assert [row[0] for row in book["Chưa nộp"].iter_rows(min_row=2, values_only=True)] == [
        "UBND xã Vắng"
    ]


def test_the_same_things_ordered_again_are_not_made_again(lan, three, run_work):
    round = round_of(three[0])
    first = ordered(lan, round, "figures")
    run_work()

    assert ordered(lan, round, "figures") == first
    assert WorkRow.objects.unscoped("test").filter(kind=total_jobs.FIGURES).count() == 1
    move_submission(three[0], "accept", by=lan)
    assert ordered(lan, round, "figures") != first


def test_the_draft_of_the_offices_report_says_who_handed_in_what_and_folds_equal_wishes(
    lan, three, run_work
):
    bundle = ordered(lan, round_of(three[0]), "report")
    run_work()
    bundle.refresh_from_db()

    draft = from_dict(bundle.document)
    words = [plain(item.text or item.heading) for item in draft.walk()]
    assert any("03 trên 03 xã, phường đã gửi báo cáo" in each for each in words)
    assert "Lượt tiếp công dân: 50 lượt (cùng kỳ năm trước 30, tăng 40%)." in words
    assert "UBND xã Hai, UBND xã Một: Đề nghị bổ sung kinh phí." in words
    assert [item.marker for item in draft.items] == ["I", "II", "III", "IV"]
    states = draft.appendices[1].items[0].table.rows
    assert "07/BC-UBND" in [plain(row[2].text) for row in states]
    page = Client()
    page.force_login(lan)
    assert bundle.get_absolute_url() in page.get(reverse("reports:bundle_list")).content.decode()
    assert "tăng 40%" in page.get(reverse("reports:made_detail", args=[bundle.pk])).content.decode()


def test_a_round_that_left_the_office_meanwhile_is_not_put_together(lan, three, run_work):
    bundle = ordered(lan, round_of(three[0]), "report")
    type(round_of(three[0]))._base_manager.update(receiver=make_office())

    run_work()

    row = WorkRow.objects.unscoped("test").get(kind=total_jobs.REPORT, subject_id=bundle.pk)
    assert (row.state, row.error) == (WorkRow.State.REFUSED, total_jobs.GONE)
    bundle.refresh_from_db()
    assert bundle.file is None
    assert Submission.objects.visible_to(lan).count() == 3


@pytest.mark.parametrize(
    ("change", "words"), [("0", "không đổi"), ("9.5", "tăng 9,5%"), ("-3.0", "giảm 3%")]
)
def test_a_change_in_words(change, words):
    assert percent_words(Decimal(change)) == words


@pytest.mark.parametrize(
    ("name", "superior", "issuer"),
    [
        ("Sở Nội vụ tỉnh Hòa Sơn", ("UBND TỈNH HÒA SƠN",), ("SỞ NỘI VỤ",)),
        ("Phòng Nội vụ huyện Sơn Hạ", ("UBND HUYỆN SƠN HẠ",), ("PHÒNG NỘI VỤ",)),
        ("Sở Nội vụ", (), ("SỞ NỘI VỤ",)),
    ],
)
def test_the_paper_of_an_office_names_the_committee_above_it(db, name, superior, issuer):
    head = letterhead_of(make_office(name=name))

    assert (head.superior, head.issuer) == (superior, issuer)


def test_the_day_it_came_is_the_day_here(three, lan):
    # Half past midnight here is the day before in the time of the database.
    at = datetime(2026, 6, 17, 0, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    Submission._base_manager.update(submitted_at=at - timedelta(minutes=31))
    Submission._base_manager.filter(pk=three[0].pk).update(submitted_at=at)

    document = draft_document(lan, three[0].report.round)

    states = document.appendices[1].items[0].table.rows
    line = next(row for row in states if "UBND xã Một" in [plain(cell.text) for cell in row])
    assert [plain(cell.text) for cell in line][-2:] == ["17/06/2026", "Đã nộp, trễ 1 ngày"]
    assert totals.counted(lan, three[0].report.round).late == 1


def test_the_draft_is_made_for_the_post_in_which_it_was_ordered(three, lan, run_work):
    bundle = total_jobs.order_made(lan, three[0].report.round, Bundle.Kind.REPORT)
    elsewhere = make_unit(three[0].report.round.commune, "Văn phòng hai")
    post = Membership.objects.create(person=lan, unit=elsewhere, role=Role.COORDINATOR)
    Person.objects.filter(pk=lan.pk).update(active_membership=post)

    (row,) = run_work()

    bundle.refresh_from_db()
    assert (row.error, bool(bundle.file)) == ("", True)


def test_a_report_that_came_back_and_was_handed_in_again_counts_once(lan, province_office):
    round, coordinator = open_in(make_commune("Một", receiver=province_office))
    first = submit(round, coordinator)
    move_submission(first, "send_back", by=lan, note="Thiếu số liệu.")
    submit(round, coordinator, number=2)

    count = totals.counted(lan, round)

    assert (count.rounds, count.handed_in, count.returned) == (1, 1, 0)
