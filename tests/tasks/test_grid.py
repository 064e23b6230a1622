"""What the items of a plan offer, and the rows in which it is filled in and given."""

from datetime import date

import pytest

from accounts.models import Unit
from danvan.clock import today
from plans.models import PlanDuty
from tasks.models import Task, TaskSeries
from tasks.names import Names, day_written, rhythm_named
from tasks.offers import offers_of
from tasks.people import staff_of
from tests.factories import issue_by_hand, make_item, make_person, make_plan, make_unit
from tests.tasks.test_assigning import queries_of, row_values

NEXT = today().year + 1


@pytest.fixture
def plan_of_next_year(binh):
    plan = make_plan(binh, year=NEXT)
    make_item(plan, marker="II", kind="tasks", heading="NHIỆM VỤ", text="", position=1)
    return issue_by_hand(plan, number=77, issued_on=today())


@pytest.fixture
def add(plan_of_next_year):
    parent = plan_of_next_year.items.get(marker="II")

    def item(words, **over):
        return make_item(plan_of_next_year, parent=parent, text=words, **over)

    return item


@pytest.fixture
def offers(an_hoa, add):
    def found(words, **told):
        return offers_of(add(words), staff_of(an_hoa), year=NEXT, **told)

    return found


@pytest.fixture
def grid(plan_of_next_year):
    return f"/nhiem-vu/tu-ke-hoach/{plan_of_next_year.pk}/"


def days(found):
    return [f"{each.values['due_on']:%d/%m}" if each.values["due_on"] else "" for each in found]


# -- what the words offer


def test_every_deadline_of_an_item_is_a_row_with_its_own_words(offers):
    found = offers(
        f"Gửi báo cáo sơ kết công tác dân vận chậm nhất ngày 20/5/{NEXT}; "
        f"gửi báo cáo tổng kết công tác dân vận chậm nhất ngày 15/11/{NEXT}."
    )

    assert days(found) == ["20/05", "15/11"]
    assert [each.values["title"] for each in found] == [
        "Gửi báo cáo sơ kết công tác dân vận",
        "Gửi báo cáo tổng kết công tác dân vận",
    ]
    assert [each.asks for each in found] == [{}, {}]


def test_before_a_day_is_the_day_before_and_both_are_kept(offers):
    found = offers(f"Đăng ký mô hình trước ngày 30/3/{NEXT}.")[0]

    assert (found.values["due_on"], found.written_due_on, found.due_kind) == (
        date(NEXT, 3, 29),
        date(NEXT, 3, 30),
        "before",
    )


def test_a_day_without_a_year_is_a_question(offers):
    assert offers("Báo cáo kết quả trước ngày 15/11.")[0].asks == {
        "due_on": "Có thể là hạn, cần xem."
    }


@pytest.mark.parametrize(
    ("words", "rhythm", "first"),
    [
        ("Văn phòng họp giao ban công tác dân vận hằng tháng.", "monthly", date(NEXT, 1, 31)),
        ("Rà soát thủ tục hành chính hằng quý.", "quarterly", date(NEXT, 3, 31)),
        ("Báo cáo định kỳ 6 tháng, năm.", "half_yearly", date(NEXT, 6, 30)),
        ("Văn phòng báo cáo định kỳ 9 tháng.", "nine_monthly", date(NEXT, 9, 30)),
        ("Đối thoại với Nhân dân mỗi năm 01 lần.", "yearly", date(NEXT, 12, 31)),
    ],
)
def test_a_rhythm_in_the_words_is_offered_with_its_first_day(offers, words, rhythm, first):
    found = offers(words)

    assert [(each.values["rhythm"], each.values["due_on"]) for each in found] == [(rhythm, first)]
    assert found[0].asks["due_on"] == "Kế hoạch không ghi ngày; đây là ngày cuối kỳ."


def test_a_day_of_each_month_is_the_first_due_date_and_no_question(offers):
    found = offers("Các thôn gửi báo cáo trước ngày 25 hằng tháng.")

    assert [(each.values["rhythm"], days([each])) for each in found] == [("monthly", ["25/01"])]
    assert "due_on" not in found[0].asks


def test_a_label_for_the_time_may_say_that_work_never_ends(offers):
    found = offers("Tuyên truyền chủ trương của Đảng.", below=["Thời gian: Thường xuyên."])

    assert [each.values["rhythm"] for each in found] == ["continuous"]


def test_what_a_person_denied_or_settled_goes_before_a_guess(offers, plan_of_next_year, binh, add):
    item = add("Rà soát thủ tục hành chính hằng quý.")
    common = {"plan": plan_of_next_year, "item": item, "kind": "periodic", "settled_by": binh}
    denied = PlanDuty(**common, words="Rà soát thủ tục hành chính hằng quý", holds=False)
    settled = PlanDuty(**common, words="Rà soát thủ tục hành chính hằng quý", frequency="monthly")
    staff = staff_of(binh.commune)

    rhythms = [
        offers_of(item, staff, year=NEXT, duties=[duty])[0].values["rhythm"]
        for duty in (denied, settled)
    ]

    assert rhythms == ["", "monthly"]


def test_the_units_that_help_are_found_and_strangers_asked_about(offers, culture, east_village):
    known = offers("Phòng Văn hóa - Xã hội chủ trì, phối hợp với Thôn Đông tổ chức hội nghị.")[0]
    strange = offers("Phòng Văn hóa - Xã hội chủ trì, phối hợp với Trạm Y tế khu vực.")[0]
    nobody = offers("Phòng Văn hóa - Xã hội phối hợp với các đơn vị liên quan.")[0]

    assert (known.values["unit"], known.values["partners"]) == (culture, [east_village])
    assert "partners" not in known.asks
    assert strange.asks["partners"] == "Kế hoạch ghi phối hợp: Trạm Y tế khu vực"
    assert (nobody.values["partners"], "partners" in nobody.asks) == ([], False)


def test_a_number_to_be_reached_is_target_and_unit(offers):
    counted = offers("Xây dựng 02 mô hình “Dân vận khéo”.")[0]
    share = offers("Phấn đấu 100% thôn tổ chức đối thoại.")[0]

    assert (counted.values["target"], counted.values["target_unit"]) == (2, "mô hình")
    assert share.values["target"] is None


def test_a_unit_only_named_in_the_words_is_a_question(offers, culture):
    found = offers("Tuyên truyền tại trụ sở cùng với Phòng Văn hóa - Xã hội.")[0]

    assert found.values["unit"] == culture
    assert "unit" in found.asks


def test_several_people_without_a_head_are_a_question(offers, an_hoa):
    unit = make_unit(an_hoa, "Ban Chỉ huy Quân sự")
    make_person("Một", unit)
    assert offers("Ban Chỉ huy Quân sự báo cáo.")[0].asks == {}
    make_person("Hai", unit)

    assert list(offers("Ban Chỉ huy Quân sự báo cáo.")[0].asks) == ["person"]


# -- names


def test_names_are_understood_without_marks_and_in_part(an_hoa, culture, east_village, dung, khanh):
    names = Names(staff_of(an_hoa))

    assert (names.unit("phong van hoa xa hoi"), names.unit("văn hóa")) == (culture, culture)
    assert (names.unit("đông"), names.unit("xa"), names.unit("")) == (east_village, None, None)
    assert (names.person("pham thi dung"), names.person("khánh")) == (dung.pk, khanh.pk)


def test_two_people_of_one_name_are_told_apart_by_their_unit(an_hoa, culture, east_village, dung):
    one = make_person("Lê Nam", culture)
    other = make_person("Lê Nam", east_village)
    names = Names(staff_of(an_hoa))

    assert names.person("le nam") is None
    assert (names.person("le nam", culture), names.person("le nam", east_village)) == (
        one.pk,
        other.pk,
    )
    assert names.person(names.people[other.pk]) == other.pk


def test_units_are_cut_at_commas_but_not_within_a_name(an_hoa, culture, east_village):
    roads = make_unit(an_hoa, "Phòng Kinh tế, Hạ tầng và Đô thị")
    names = Names(staff_of(an_hoa))

    found, strange = names.many_units("Phòng Kinh tế, Hạ tầng và Đô thị, thôn đông; Đội ma")

    assert (found, strange) == ([roads, east_village], ["Đội ma"])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20/5/2027", date(2027, 5, 20)),
        ("20-05-27", date(2027, 5, 20)),
        ("20.5", date(2027, 5, 20)),
        ("2027-05-20", date(2027, 5, 20)),
        ("31/2/2027", None),
        ("mai", None),
    ],
)
def test_dates_are_read_as_people_write_them(words, day):
    assert day_written(words, 2027) == day


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("hang quy", "quarterly"),
        ("Một lần", ""),
        ("", ""),
        ("06 tháng", "half_yearly"),
        ("?", None),
    ],
)
def test_rhythms_are_read_as_people_write_them(words, rhythm):
    assert rhythm_named(words) == rhythm


# -- giving


def tasks_of(person):
    return Task.objects.visible_to(person).order_by("pk")


def test_a_row_becomes_a_task_with_all_its_cells(sign_in, binh, dung, hoa, grid, add, front):
    item = add(f"Xây dựng 02 mô hình trước ngày 30/3/{NEXT}.")
    cells = {
        "partners": front.name, "target": "2", "target_unit": "mô hình", "evidence": "1", "due_on": f"29/3/{NEXT}",
    }  # fmt: skip

    sign_in(binh).post(grid, row_values(item, dung.unit, dung, **cells))

    task = tasks_of(binh).get()
    assert (task.due_on, task.written_due_on, task.due_kind) == (
        date(NEXT, 3, 29),
        date(NEXT, 3, 30),
        "before",
    )
    assert (task.target, task.target_unit, task.needs_evidence) == (2, "mô hình", True)
    assert list(task.coordinating_units.all()) == [front]


def test_a_row_with_a_rhythm_becomes_a_series_until_the_end_of_the_plans_year(
    sign_in, binh, dung, grid, add, east_village
):
    item = add("Rà soát thủ tục hành chính hằng quý.")
    cells = {"rhythm": "hằng quý", "due_on": f"31/3/{NEXT}", "partners": "thôn đông"}

    answer = sign_in(binh).post(grid, row_values(item, dung.unit, dung, **cells))

    assert answer.status_code == 302
    series = TaskSeries.objects.visible_to(binh).get()
    assert (series.frequency, series.first_due_on, series.last_due_on) == (
        "quarterly",
        date(NEXT, 3, 31),
        date(NEXT, 12, 31),
    )
    assert (series.plan_item, list(series.coordinating_units.all())) == (item, [east_village])


def test_continuous_work_is_asked_about_each_quarter(sign_in, binh, dung, grid, add):
    item = add("Tuyên truyền.")
    cells = {"rhythm": "Thường xuyên", "due_on": f"31/3/{NEXT}"}

    sign_in(binh).post(grid, row_values(item, dung.unit, dung, **cells))

    assert TaskSeries.objects.visible_to(binh).get().check_in_months == 3


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"unit": "Đội ma"}, "unit", "Không có đơn vị nào tên “Đội ma”. Hãy chọn trong danh sách."),
        ({"person": "Ai đó"}, "person", "Không rõ “Ai đó” là ai. Hãy chọn trong danh sách."),
        ({"due_on": "mai"}, "due_on", "“mai” không phải là ngày. Hãy ghi như 20/5/2027."),
        ({"due_on": "20/5/9999"}, "due_on", "Năm phải từ 2000 đến 2100. Hãy xem lại ngày."),
        ({"rhythm": "lúc nào cũng"}, "rhythm", "Không có chu kỳ “lúc nào cũng”. Hãy chọn trong danh sách."),
        ({"rhythm": "hằng quý", "due_on": ""}, "due_on", "Việc định kỳ cần hạn đầu tiên."),
        ({"target": "nhiều"}, "target", "“nhiều” không phải là số. Hãy ghi số nguyên, ví dụ 2."),
        ({"partners": "Phòng Văn hóa - Xã hội"}, "partners", "Phòng Văn hóa - Xã hội đã là đơn vị chủ trì."),
        ({"title": ""}, "title", "Hãy ghi việc cần làm."),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_at_its_cell_and_kept(
    sign_in, binh, dung, grid, add, cells, column, sentence
):
    item = add("Tuyên truyền.")

    answer = sign_in(binh).post(grid, row_values(item, dung.unit, dung, **cells))

    row = answer.context["groups"][-1].rows[0]
    assert tasks_of(binh).count() == 0
    assert row.errors == {column: [sentence]}
    assert row.cells[column] == cells[column]


def test_only_one_row_is_given_by_its_own_button_and_the_others_stay_typed(
    sign_in, binh, dung, grid, add
):
    one, other = add("Việc một."), add("Việc hai.")
    values = row_values(one, dung.unit, dung) | row_values(other, dung.unit, dung, title="Đang gõ")

    answer = sign_in(binh).post(grid, values | {"giao": f"i{one.pk}"})

    assert [task.plan_item for task in tasks_of(binh)] == [one]
    assert answer.status_code == 200
    assert answer.context["groups"][-1].rows[0].cells["title"] == "Đang gõ"


def test_a_part_of_the_page_answers_with_the_item_alone(sign_in, binh, dung, grid, add):
    one = add("Việc một.")
    add("Việc hai.")
    values = row_values(one, dung.unit, dung) | {"giao": f"i{one.pk}"}
    client = sign_in(binh)

    wrong = client.post(grid, values | {f"i{one.pk}-unit": "Đội ma"}, headers={"X-Part": "1"})
    given = client.post(grid, values, headers={"X-Part": "1"})

    assert (wrong.status_code, given.status_code) == (422, 200)
    assert "Không có đơn vị nào tên “Đội ma”" in wrong.content.decode()
    page = given.content.decode()
    assert ("Đã giao: Phòng Văn hóa - Xã hội" in page, "Việc hai" in page) == (True, False)


def test_of_two_deadlines_the_one_given_is_offered_no_more(sign_in, binh, dung, grid, add):
    days = [f"chậm nhất ngày {day}/{NEXT}" for day in ("20/5", "15/11")]
    item = add(f"Gửi báo cáo sơ kết {days[0]}; gửi báo cáo tổng kết {days[1]}.")
    client = sign_in(binh)
    rows = client.get(grid).context["groups"][-1].rows
    client.post(grid, row_values(item, dung.unit, dung, row="_1", due_on=rows[1].cells["due_on"]))

    left = client.get(grid).context["groups"][-1]

    assert [row.cells["due_on"] for row in rows] == [f"20/05/{NEXT}", f"15/11/{NEXT}"]
    assert [row.number for row in left.rows] == [0]
    assert tasks_of(binh).get().written_due_on == date(NEXT, 11, 15)


def test_a_further_row_of_an_item_is_given_beside_the_first(sign_in, binh, dung, khanh, grid, add):
    item = add("Họp dân.")
    client = sign_in(binh)
    more = client.post(grid, {"them": f"i{item.pk}"})
    values = row_values(item, dung.unit, dung) | row_values(
        item, khanh.unit, khanh, row="_1", title="Họp thôn Đông"
    )

    client.post(grid, values)

    assert [row.key for row in more.context["groups"][-1].rows] == [f"i{item.pk}", f"i{item.pk}_1"]
    assert [task.responsible for task in tasks_of(binh)] == [dung, khanh]


def test_the_rows_that_are_sure_are_ticked_and_those_that_ask_are_not(
    sign_in, binh, grid, add, dung
):
    sure = add(f"Phòng Văn hóa - Xã hội báo cáo kết quả chậm nhất ngày 20/5/{NEXT}.")
    add("Phòng Văn hóa - Xã hội báo cáo kết quả trước ngày 15/11.")
    add("Không nêu ai làm.")

    answer = sign_in(binh).post(grid, {"chon": "du"})

    taken = [row.key for group in answer.context["groups"] for row in group.rows if row.taken]
    assert taken == [f"i{sure.pk}"]


def test_a_box_of_another_commune_or_a_broken_name_is_nobodys_row(
    sign_in, binh, dung, grid, cuc, add
):
    add("Họp dân.")
    theirs = make_item(make_plan(cuc), text="Việc của xã khác")
    values = row_values(theirs, dung.unit, dung) | {"i-take": "1", "iX_1-take": "1", "giao": "i1-2"}

    answer = sign_in(binh).post(grid, values)

    assert answer.status_code == 200
    assert Task.objects.unscoped("test").count() == 0
    assert "Việc của xã khác" not in answer.content.decode()


def test_units_and_people_of_another_commune_are_no_names_here(sign_in, binh, dung, cuc, grid, add):
    make_unit(cuc.commune, "Thôn Xa")
    item = add("Họp dân.")

    answer = sign_in(binh).post(
        grid, row_values(item, dung.unit, dung, unit="Thôn Xa", person="Đinh Cúc")
    )

    assert set(answer.context["groups"][-1].rows[0].errors) == {"unit", "person"}
    assert "Thôn Xa</option>" not in answer.content.decode()


def test_work_for_the_front_is_shown_as_requested(sign_in, binh, hoa, grid, add):
    add("Ủy ban MTTQ Việt Nam xã chủ trì giám sát.")

    page = sign_in(binh).get(grid).content.decode()

    assert "Đề nghị phối hợp</small>" in page


def test_a_page_of_many_items_costs_as_many_queries_as_of_few_and_stays_small(
    sign_in, binh, dung, an_hoa, grid, add
):
    for number in range(25):
        make_unit(an_hoa, f"Thôn số {number}", kind=Unit.Kind.VILLAGE)
    add("Phòng Văn hóa - Xã hội họp hằng quý.")
    client = sign_in(binh)
    client.get(grid)
    few = queries_of(client, grid)
    for number in range(60):
        add(f"Phòng Văn hóa - Xã hội báo cáo lần {number} trước ngày 20/5/{NEXT}.")

    assert queries_of(client, grid) == few
    # Under two kilobytes a row: three hundred rows are half a megabyte before they are packed.
    assert len(client.get(grid).content) < 61 * 2400 + 30_000
    values = row_values(add("Họp."), dung.unit, dung)
    assert client.post(grid, values).status_code == 302


@pytest.mark.parametrize("seen", ["²", "9" * 5000, ""])
def test_a_count_that_is_no_number_is_read_as_a_page_that_is_out_of_date(
    sign_in, binh, dung, grid, add, seen
):
    item = add("Tuyên truyền công tác dân vận.")

    answer = sign_in(binh).post(grid, row_values(item, dung.unit, dung, seen=seen))

    assert answer.status_code == 200
    assert not Task.objects.visible_to(binh).exists()
