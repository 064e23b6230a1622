"""The results of a report, task by task below the groups of the plan; what units say, gathered once."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.actions.compiling import compile_report
from reports.models import ReportSection
from reports.writing.compile import draft, gather
from reports.writing.material import Part
from reports.writing.pieces import own
from reports.writing.sayings import gathered
from tests.factories import make_item
from tests.reports.factories import accept_part, make_round, make_task


def lines(report, key="results-plan"):
    return report.sections.get(key=key).text.splitlines()


def say(part, **tasks):
    """What the unit writes of its tasks (pk → words) in its part."""
    section = part.sections.get(key="tasks")
    pieces = [{**own(words), "key": f"task:{pk}"} for pk, words in tasks.items()]
    text = "\n".join(piece["text"] for piece in pieces if piece["text"])
    ReportSection.objects.filter(pk=section.pk).update(pieces=pieces, text=text)


def test_tasks_stand_below_the_group_of_the_plan_they_hang_under(
    report, half_year, issued_plan, culture, dung, binh
):
    section = make_item(issued_plan, heading="NHIỆM VỤ", text="")
    teaching = make_item(issued_plan, parent=section, heading="Công tác tuyên truyền", text="")
    deeper = make_item(issued_plan, parent=make_item(issued_plan, parent=teaching))
    reform = make_item(issued_plan, parent=section, heading="Cải cách hành chính", text="")
    below = make_item(issued_plan, parent=reform)
    make_task(half_year, culture, dung, "Việc lẻ", news="Đã xong việc lẻ")
    make_task(half_year, culture, dung, "Niêm yết", news="Đã niêm yết", plan_item=below)
    make_task(half_year, culture, dung, "Phát thanh", news="05 buổi", plan_item=deeper)
    make_task(half_year, culture, dung, "Hội nghị", news="02 cuộc", plan_item=deeper, status="done")

    compile_report(report, by=binh)

    assert lines(report)[1:] == [
        "Công tác tuyên truyền (02 nhiệm vụ, đã hoàn thành 01):",
        "- Phát thanh: 05 buổi.",
        "- Hội nghị: 02 cuộc.",
        "Cải cách hành chính:",
        "- Niêm yết: Đã niêm yết.",
        "Nhiệm vụ khác:",
        "- Việc lẻ: Đã xong việc lẻ.",
    ]


def test_an_accepted_part_speaks_for_its_tasks_and_leaves_out_what_the_unit_left_out(
    report, half_year, part_of_culture, culture, dung, binh
):
    told, left_out, later = (
        make_task(half_year, culture, dung, title, news="Tin cũ")
        for title in ("Hội nghị", "Phát thanh", "Niêm yết")
    )
    accept_part(part_of_culture, coordinator=binh, result="Không")
    say(part_of_culture, **{str(told.pk): "Đã họp 03 cuộc.", str(left_out.pk): ""})

    compile_report(report, by=binh)

    assert lines(report)[1:] == ["- Hội nghị: Đã họp 03 cuộc.", "- Niêm yết: Tin cũ."]
    pieces = {each["key"]: each for each in report.sections.get(key="results-plan").pieces}
    assert pieces[f"task:{told.pk}"]["origin"] == "phần của Phòng Văn hóa - Xã hội"
    assert pieces[f"task:{told.pk}"]["link"] == told.get_absolute_url()
    assert pieces[f"task:{later.pk}"]["origin"].startswith("cập nhật nhiệm vụ")


def test_the_same_task_of_two_villages_is_told_with_their_names(
    report, half_year, culture, dung, east_village, khanh, binh
):
    make_task(half_year, culture, dung, "Họp dân", news="02 cuộc")
    make_task(half_year, east_village, khanh, "Họp dân", news="03 cuộc")

    compile_report(report, by=binh)

    assert set(lines(report)[1:]) == {
        "- Phòng Văn hóa - Xã hội: Họp dân: 02 cuộc.",
        "- Thôn Đông: Họp dân: 03 cuộc.",
    }
    assert "- Họp dân (Phòng Văn hóa - Xã hội, Thôn Đông)." in lines(report, "outlook")


def test_requested_work_is_never_told_as_late(report, half_year, front, hoa, culture, dung, binh):
    make_task(half_year, front, hoa, "Giám sát", due_on=date(2026, 5, 1), status="doing")
    make_task(half_year, culture, dung, "Họp", due_on=date(2026, 5, 1), status="doing")

    compile_report(report, by=binh)

    assert "quá hạn chưa hoàn thành 01" in lines(report)[0]
    assert "- Giám sát: đang thực hiện." in lines(report)
    assert lines(report, "assessment-limits")[0] == "Còn 01 nhiệm vụ quá hạn chưa hoàn thành."


def test_the_counts_stand_beside_those_of_last_year(report, half_year, culture, dung, binh):
    before = make_round(
        binh, [culture], year=2025, plan=None, period_from=date(2024, 12, 15), period_to=date(2025, 6, 14),
        parts_due_on=date(2025, 6, 15), due_on=date(2025, 6, 16),
    )  # fmt: skip
    for status in ("done", "new"):
        make_task(
            before, culture, dung, status=status, assigned_on=date(2025, 2, 1), accepted_at=None
        )
    make_task(half_year, culture, dung, status="done")

    compile_report(report, by=binh)

    assert "cùng kỳ năm trước 01 trên 02 (50%)" in lines(report)[0]


def part(unit, text):
    return Part(unit, "", {"difficulty": text}, {})


def test_what_several_units_say_alike_becomes_one_line(culture, east_village, front):
    found = gathered(
        "difficulty",
        [
            part(culture, "- Kinh phí còn hạn chế.\n- Thiếu người."),
            part(east_village, "kinh phí  còn hạn chế"),
            part(front, "Không có."),
        ],
    )

    assert [each.text for each in found] == [
        "- Phòng Văn hóa - Xã hội: Thiếu người.",
        "- Phòng Văn hóa - Xã hội, Thôn Đông: Kinh phí còn hạn chế.",
    ]


def test_sentences_that_differ_in_a_mark_are_two(culture, east_village):
    found = gathered("difficulty", [part(culture, "Chưa bán."), part(east_village, "Chưa bàn.")])

    assert len(found) == 2


def test_gathering_costs_the_same_with_one_task_and_with_twenty(
    report, half_year, issued_plan, part_of_culture, culture, dung, binh
):
    accept_part(part_of_culture, coordinator=binh)
    top = make_item(issued_plan, heading="NHIỆM VỤ", text="")

    def queries():
        make_task(half_year, culture, dung, plan_item=make_item(issued_plan, parent=top))
        with CaptureQueriesContext(connection) as made:
            material = gather(half_year)
            for section in report.sections.all():
                draft(section, material)
        return len(made)

    one = queries()
    for n in range(19):
        below = make_item(issued_plan, parent=make_item(issued_plan, parent=top))
        make_task(half_year, culture, dung, f"Việc {n}", plan_item=below, news="Đã làm.")
    assert queries() == one
