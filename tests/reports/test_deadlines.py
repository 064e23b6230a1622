"""What a plan says about its reports, and what becomes of it as the days of a round."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.models import OfficeHabits
from documents.model import Appendix, Cell, Item, Table, text_of
from documents.rows import head_row, row_of
from documents.storage import table_of, to_values
from plans.models import PlanDuty
from reports.forms.rounds import BY_DECREE, PeriodForm, RoundForm
from reports.models import ReportRound
from reports.rounds.dates import problems_of
from reports.rounds.deadlines import by_plan, dues_of
from tests.factories import make_item

K = ReportRound.Kind
WORDS = (
    "Các đơn vị gửi báo cáo 6 tháng về Văn phòng HĐND và UBND xã trước ngày 05/5/2026; tổng hợp, báo cáo 6 tháng "
    "gửi Sở Nội vụ chậm nhất ngày 15/5/2026."
)


@pytest.fixture
def planned(issued_plan):
    top = make_item(issued_plan, marker="III", kind="implementation", text="", position=9)
    return make_item(issued_plan, parent=top, marker="3", text=WORDS, position=9)


def form_for(user, kind="six_months", way="", **more):
    period = PeriodForm({"kind": kind, "year": 2026, **more})
    assert period.is_valid()
    return RoundForm(user=user, period=period.cleaned_data, way=way)


def test_the_plan_says_when_units_and_the_commune_report(issued_plan, planned):
    dues = dues_of(issued_plan, OfficeHabits())

    assert {key: due.day for key, due in dues.items()} == {
        (K.SIX_MONTHS, 1, False): date(2026, 5, 4),
        (K.SIX_MONTHS, 1, True): date(2026, 5, 15),
    }


def test_the_form_takes_the_dates_of_the_plan_and_says_where_they_come_from(binh, planned):
    form = form_for(binh)

    assert form.source == (
        "Theo Kế hoạch 05/KH-UBND, mục III.3: “trước ngày 05/5/2026”, tức là hết ngày 04/05/2026. "
        "Theo Kế hoạch 05/KH-UBND, mục III.3: “chậm nhất ngày 15/5/2026”."
    )
    assert (form.initial["parts_due_on"], form.initial["due_on"]) == (
        date(2026, 5, 4),
        date(2026, 5, 15),
    )
    assert form.initial["data_closing_on"] < form.initial["parts_due_on"]


def test_where_the_commune_counts_the_day_before_which_it_is_the_day_itself(binh, planned):
    OfficeHabits.objects.create(home=binh.commune, before_includes_day=True)

    assert form_for(binh).initial["parts_due_on"] == date(2026, 5, 5)


def test_the_decree_is_one_press_away_and_the_rule_where_no_plan_speaks(binh, planned):
    by_decree = form_for(binh, way=BY_DECREE)

    assert by_decree.initial["due_on"] == date(2026, 6, 16)
    assert form_for(binh, kind="year").initial["due_on"] == date(2026, 12, 16)
    assert "Nghị định 09/2019" in form_for(binh, kind="year").source


def test_what_a_person_denied_is_no_date(binh, issued_plan, planned):
    PlanDuty.objects.create(
        plan=issued_plan, item=planned, kind="deadline", holds=False, settled_by=binh,
        words="Các đơn vị gửi báo cáo 6 tháng về Văn phòng HĐND và UBND xã trước ngày 05/5/2026",
    )  # fmt: skip

    assert list(dues_of(issued_plan, OfficeHabits())) == [(K.SIX_MONTHS, 1, True)]


def test_a_day_that_a_person_chose_goes_before_the_one_that_was_read(binh, issued_plan, planned):
    PlanDuty.objects.create(
        plan=issued_plan, item=planned, kind="deadline", due_on=date(2026, 5, 8), settled_by=binh,
        words="Các đơn vị gửi báo cáo 6 tháng về Văn phòng HĐND và UBND xã trước ngày 05/5/2026",
    )  # fmt: skip

    assert dues_of(issued_plan, OfficeHabits())[K.SIX_MONTHS, 1, False].day == date(2026, 5, 8)


@pytest.mark.parametrize(
    "words",
    [
        "Đăng ký mô hình trước ngày 15/3/2026 và báo cáo kết quả.",
        "Báo cáo 6 tháng gửi Sở Nội vụ trước ngày 15/6.",  # a year was guessed: a person must settle it
        "Họp sơ kết trước ngày 20/6/2026.",
    ],
)
def test_what_is_no_sure_date_of_a_report_of_a_period_is_left_alone(issued_plan, words):
    make_item(issued_plan, marker="IV", text=words, position=10)

    assert dues_of(issued_plan, OfficeHabits()) == {}


HEAD = ("STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian")


def table(*rows, head=HEAD):
    return to_values(Table((head_row(head), *map(row_of, rows))))


def read(plan):
    dues = dues_of(plan, OfficeHabits())
    return {key: (due.day, due.where, due.words) for key, due in dues.items()}


def test_rows_of_a_table_name_dates_too_and_are_quoted(issued_plan):
    rows = (
        ("1", "Ra quân làm sạch đường thôn", "Các thôn", "trước ngày 20/6"),
        ("2", "Báo cáo 6 tháng đầu năm.", "Các phòng, thôn", "trước ngày 05/6"),
        ("3", "Báo cáo 6 tháng đầu năm gửi Sở Nội vụ", "Văn phòng", "10/6/2026"),
        ("4", "Báo cáo năm", "UBND xã", "ngày 10 tháng 12"),
    )
    top = make_item(issued_plan, marker="III", heading="TỔ CHỨC", text="", position=9)
    make_item(issued_plan, parent=top, marker="", text="", table=table(*rows), position=9)

    assert read(issued_plan) == {
        (K.SIX_MONTHS, 1, False): (
            date(2026, 6, 4), "mục III, bảng, dòng 2", "Báo cáo 6 tháng đầu năm. – trước ngày 05/6",
        ),
        (K.SIX_MONTHS, 1, True): (
            date(2026, 6, 10), "mục III, bảng, dòng 3", "Báo cáo 6 tháng đầu năm gửi Sở Nội vụ – 10/6/2026",
        ),
        (K.YEAR, 1, True): (date(2026, 12, 10), "mục III, bảng, dòng 4", "Báo cáo năm – ngày 10 tháng 12"),
    }  # fmt: skip


def test_a_cell_over_several_rows_counts_for_each_and_running_words_go_first(issued_plan, planned):
    both = Cell(text_of("Các đơn vị"), rows=2)
    rows = (
        (Cell(text_of("1")), Cell(text_of("Báo cáo quý I")), both, Cell(text_of("15/3"))),
        (Cell(text_of("2")), Cell(text_of("Báo cáo 6 tháng")), Cell(text_of("01/6"))),
    )  # fmt: skip
    stored = to_values(Table((head_row(HEAD), *rows)))
    make_item(issued_plan, marker="IV", text="", table=stored, position=10)

    dues = dues_of(issued_plan, OfficeHabits())
    assert dues[K.QUARTER, 1, False].day == date(2026, 3, 15)
    assert dues[K.SIX_MONTHS, 1, False].where == "mục III.3"


def test_the_table_of_an_appendix_is_read(issued_plan):
    rows = table(("1", "Báo cáo 9 tháng", "Các đơn vị", "Trước 10/9/2026"))
    appendix = Appendix("PHÂN CÔNG", (Item(table=table_of(rows)),))
    issued_plan.appendices = [to_values(appendix)]

    assert read(issued_plan) == {
        (K.NINE_MONTHS, 1, False): (
            date(2026, 9, 9), "phụ lục, bảng, dòng 1", "Báo cáo 9 tháng – Trước 10/9/2026",
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Báo cáo 6 tháng", "Các đơn vị", "tháng 6"),  # a month is no day
        ("1", "Báo cáo năm", "Các đơn vị", "05/01"),  # of the year after, perhaps
        ("1", "Hội nghị sơ kết 6 tháng", "", ""),
        ("1", "Tập huấn công tác dân vận", "Báo cáo viên", "05/6"),
    ],
)
def test_rows_that_are_no_sure_date_of_a_report_are_left_alone(issued_plan, row):
    make_item(issued_plan, marker="IV", text="", table=table(row), position=10)

    assert read(issued_plan) == {}


def test_a_table_without_a_column_of_time_says_nothing(issued_plan):
    stored = table(("1", "Báo cáo 6 tháng", "15/6/2026"), head=("TT", "Nội dung", "Ghi chú"))
    make_item(issued_plan, marker="IV", text="", table=stored, position=10)

    assert read(issued_plan) == {}


@given(
    parts=st.dates(date(2026, 1, 20), date(2026, 12, 31)),
    up=st.one_of(st.none(), st.dates(date(2026, 1, 20), date(2026, 12, 31))),
    kind=st.sampled_from([K.SIX_MONTHS, K.NINE_MONTHS, K.YEAR]),
)
@settings(max_examples=60)
def test_whatever_a_plan_says_the_days_offered_make_sense(parts, up, kind):
    from reports.rounds.deadlines import Due

    plan = type("Plan", (), {"code": "05/KH-UBND"})
    dues = {(kind, 1, False): Due(parts, parts, "trước", "mục I")}
    if up:
        dues[kind, 1, True] = Due(up, up, "trước", "mục I")

    assert problems_of(by_plan(kind, 2026, 1, plan, dues).days()) == {}


def test_a_due_date_before_the_end_of_the_period_is_refused_and_nothing_typed_is_lost(
    binh, planned, culture, dung
):
    client = Client()
    client.force_login(binh)
    address = reverse("reports:round_create") + "?kind=six_months&year=2026"
    form = client.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if name.endswith(("on", "from"))}
    data |= {"period_to": "2026-05-20", "template": form.initial["template"], "plan": ""}
    data |= {"receiver": form.initial["receiver"].pk, "units": [culture.pk]}

    page = client.post(address, data)

    assert page.status_code == 422
    [error] = page.context["form"].errors["due_on"]
    assert "15/05/2026" in error
    assert "20/05/2026" in error
    assert page.context["form"]["units"].value() == [str(culture.pk)]
    assert not ReportRound.objects.visible_to(binh).exists()
