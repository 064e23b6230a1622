"""The sheet of figures goes out and comes back: the same file, every fault at its cell, all of it or nothing."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from reports.actions.figures import save_figures
from reports.figures.sheet import HEAD_ROW, LETTERS, make_sheet
from reports.models import FigureImport, Indicator, IndicatorValue, Report
from tests.reports.factories import accept_part, issue_report_by_hand

FIRST = HEAD_ROW + 1


def fresh(report):
    return Report._base_manager.select_related("round__commune", "unit").get(pk=report.pk)


@pytest.fixture
def sheet(report):
    """The sheet of the commune's report, with some figures in it."""
    put(report, news=7, documents=(3, "=cmd|' /C calc'!A0"), meetings=None)
    return Sheet(make_sheet(fresh(report)))


def put(report, **given):
    rows = []
    for code, value in given.items():
        value, note = value if isinstance(value, tuple) else (value, "")
        indicator = Indicator.objects.get(code=code)
        rows.append(
            IndicatorValue(report=report, indicator=indicator, value=value, has_no_data=value is None, note=note)
        )  # fmt: skip
    save_figures(report, rows)


class Sheet:
    def __init__(self, data):
        self.book = load_workbook(io.BytesIO(data))
        self.page = self.book.active

    def cell(self, code, field):
        rows = (row for row in range(FIRST, self.page.max_row + 1) if self.page[f"A{row}"].value == code)  # fmt: skip
        return self.page[f"{LETTERS[field]}{next(rows)}"]

    def put(self, code, field, value):
        self.cell(code, field).value = value

    def bytes(self):
        kept = io.BytesIO()
        self.book.save(kept)
        return kept.getvalue()


@pytest.fixture
def send(report, binh, run_work):
    """Hand a sheet (or bytes) in as Bình does; returns her client and the FigureImport after it was read."""

    def hand_in(sheet, to=None, by=None):
        client = Client()
        client.force_login(by or binh)
        data = sheet if isinstance(sheet, bytes) else sheet.bytes()
        file = SimpleUploadedFile("so-lieu.xlsx", data)
        answer = client.post(
            reverse("reports:figure_upload", args=[(to or report).pk]), {"file": file}
        )
        assert answer.status_code == 302, answer.content.decode()
        run_work()
        return client, FigureImport._base_manager.order_by("-pk")[0]

    return hand_in


def take(client, sheet, **posted):
    posted = {"version": sheet.report.version, **posted}
    return client.post(reverse("reports:figure_take", args=[sheet.pk]), posted)


def review(client, sheet):
    return client.get(reverse("reports:figure_import", args=[sheet.pk]))


def stored(report):
    rows = IndicatorValue.objects.filter(report=report)
    return {
        row.indicator.code: (row.value, row.has_no_data) for row in rows.select_related("indicator")
    }


def told(sheet):
    return [f"Ô {each['cell']} ({each['label']}): {each['words']}" for each in sheet.errors]


def test_the_same_sheet_sent_back_changes_nothing(sheet, send, report):
    before = stored(report)

    client, back = send(sheet)

    assert (back.errors, review(client, back).context["changes"]) == ([], [])
    assert stored(report) == before


def test_no_words_in_the_sheet_run_and_none_are_changed_by_the_way(sheet):
    words = [
        cell.value for row in sheet.page.iter_rows() for cell in row if isinstance(cell.value, str)
    ]

    assert [each for each in words if each.startswith(("=", "+", "-", "@"))] == []
    assert "'=cmd|' /C calc'!A0" in words


def test_what_was_changed_is_shown_old_and_new_and_taken_after_a_yes(sheet, send, report):
    sheet.put("news", "value", 12)
    sheet.put("meetings", "none", None)
    sheet.put("meetings", "value", "1.234")
    sheet.put("models", "none", "x")
    sheet.put("land", "value", 0.1 + 0.2)
    sheet.put("land", "previous", 12.5)

    client, back = send(sheet)
    shown = [(each.code, each.before, each.after) for each in review(client, back).context["changes"]]  # fmt: skip
    before = stored(report)
    take(client, back)

    assert shown == [
        ("news", "7", "12"),
        ("meetings", "không có số liệu", "1.234"),
        ("models", "để trống", "không có số liệu"),
        ("land", "để trống", "0,3; cùng kỳ năm trước 12,5"),
    ]
    assert before["news"] == (Decimal(7), False)
    assert stored(report) == {
        "news": (Decimal(12), False),
        "documents": (Decimal(3), False),
        "meetings": (Decimal(1234), False),
        "models": (None, True),
        "land": (Decimal("0.3"), False),
    }
    assert report.figures.get(indicator__code="documents").note == "=cmd|' /C calc'!A0"


def test_every_bad_cell_has_its_sentence_and_nothing_is_taken(sheet, send, report):
    sheet.put("receptions", "value", "N/A")
    sheet.put("news", "value", 1.5)
    sheet.put("petitions", "value", -2)
    sheet.put("opinions", "value", "=1/0")
    sheet.put("models", "none", "hình như không")
    sheet.put("documents", "none", "x")
    sheet.put("meetings", "note", "a" * 301)
    sheet.put("money", "value", 0.125)
    before = stored(report)

    client, back = send(sheet)
    answer = take(client, back)

    at = sheet.cell("receptions", "value").coordinate
    assert (
        f"Ô {at} (Lượt tiếp công dân): “N/A” không phải là số. "
        "Nếu không có số liệu, ghi x ở cột “Không có số liệu”."
    ) in told(back)
    assert [each["words"].split(".")[0] for each in back.errors] == [
        "Vừa có số vừa đánh dấu “Không có số liệu”",
        "Chỉ tiêu này là số nguyên",
        "“N/A” không phải là số",
        "Số liệu không được âm",
        "Ô này là công thức chưa có kết quả",
        "Ghi chú dài quá 300 chữ",
        "Ghi x nếu không có số liệu, để trống nếu có",
        "Có quá hai chữ số sau dấu phẩy",
    ]
    assert answer.url == reverse("reports:figure_import", args=[back.pk])
    assert stored(report) == before
    assert "Cần sửa trong tệp" in review(client, back).content.decode()


def test_a_moved_column_is_read_by_its_heading_and_told(sheet, send, report):
    sheet.put("news", "value", 12)
    page = sheet.page
    page.move_range(f"E{HEAD_ROW}:E{page.max_row}", cols=6)

    client, back = send(sheet)
    take(client, back)

    assert [each["words"] for each in back.errors] == [
        "Cột “Số liệu” nay ở cột K thay vì cột E. Số liệu được đọc theo tiêu đề cột."
    ]
    assert stored(report)["news"] == (Decimal(12), False)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda page: page.delete_cols(5), "Thiếu cột “Số liệu”"),
        (lambda page: setattr(page[f"K{HEAD_ROW}"], "value", "Số liệu"), "Có 2 cột “Số liệu” (E5 và K5)"),
        (lambda page: setattr(page["A7"], "value", "tu-che"), "Mã “tu-che” không có trong biểu"),
        (lambda page: setattr(page["A8"], "value", page["A7"].value), "có ở cả dòng 7 và dòng 8"),
        (lambda page: page.delete_rows(7), "Thiếu dòng “Văn bản về dân vận đã ban hành”"),
        (lambda page: page.move_range("C7:I7", rows=1), "có thể đã bị xáo trộn"),
        (lambda page: page.append([None] * 4 + [99]), "không có mã chỉ tiêu"),
        (lambda page: setattr(page["A1"], "value", "Biểu tự làm"), "không phải là biểu số liệu tải từ cổng"),
        (lambda page: page.delete_rows(HEAD_ROW), "Không thấy dòng tiêu đề"),
    ],
)  # fmt: skip
def test_a_sheet_that_was_changed_is_refused_in_one_clear_sentence(
    sheet, send, report, spoil, words
):
    before = stored(report)
    sheet.put("news", "value", 99)
    spoil(sheet.page)

    client, back = send(sheet)
    take(client, back)

    assert [each["words"] for each in back.errors if words in each["words"]] != []
    assert all(each["stops"] for each in back.errors)
    assert stored(report) == before


def test_a_sheet_of_another_report_and_a_file_that_is_no_book_are_refused(
    sheet, send, part_of_culture
):
    _, other = send(sheet, to=part_of_culture)
    _, broken = send(b"PK\x03\x04 no book at all")

    assert "là biểu số liệu của một báo cáo khác (BIỂU SỐ LIỆU: Báo cáo 6 tháng" in told(other)[0]
    assert "bị hỏng hoặc không đọc được" in told(broken)[0]


def test_of_a_formula_its_result_is_taken_as_excel_saved_it(sheet, send, report):
    sheet.put("news", "value", "=5+7")
    sheet.put("models", "value", 0.85)
    sheet.cell("models", "value").number_format = "0%"
    page = "xl/worksheets/sheet1.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet.bytes())) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            words = before.read(name)
            if name == page:
                words = re.sub(rb"</f><v\s*/>|</f><v></v>", rb"</f><v>12</v>", words)
            after.writestr(name, words)

    client, back = send(out.getvalue())
    take(client, back)

    assert back.errors == []
    assert (stored(report)["news"][0], stored(report)["models"][0]) == (12, 85)


def test_what_was_written_in_the_portal_meanwhile_is_told_and_not_overwritten(sheet, send, report):
    sheet.put("news", "value", 12)
    sheet.put("models", "value", 2)
    put(report, news=8, documents=4)

    client, back = send(sheet)
    page = review(client, back).context["changes"]
    take(client, back)

    assert [(each.code, each.disputed) for each in page] == [("news", True), ("models", False)]
    now = stored(report)
    assert (now["news"][0], now["models"][0], now["documents"][0]) == (8, 2, 4)


def test_a_disputed_figure_is_taken_where_the_person_says_so(sheet, send, report):
    sheet.put("news", "value", 12)
    put(report, news=8)

    client, back = send(sheet)
    take(client, back, overrule="news")

    assert stored(report)["news"][0] == 12


def test_a_late_press_writes_nothing_and_says_why(sheet, send, report):
    sheet.put("news", "value", 12)
    client, back = send(sheet)
    seen = back.report.version
    Report._base_manager.filter(pk=report.pk).update(version=seen + 1)

    late = take(client, back, version=seen)
    back.refresh_from_db()
    untaken = (late.status_code, back.taken_at, stored(report)["news"][0])
    take(client, back, version=seen + 1)
    twice = take(client, back, version=seen + 2)

    assert untaken == (409, None, 7)
    assert stored(report)["news"][0] == 12
    assert twice.url == reverse("reports:figure_import", args=[back.pk])


def test_a_unit_fills_in_its_own_sheet_and_no_other(send, part_of_culture, report, dung, binh):
    Indicator.objects.filter(code="news").update(asked_of="commune")
    own = Sheet(make_sheet(fresh(part_of_culture)))
    own.put("models", "value", 2)
    codes = {own.page[f"A{row}"].value for row in range(FIRST, own.page.max_row + 1)}

    client, back = send(own, to=part_of_culture, by=dung)
    take(client, back)

    assert "news" not in codes
    assert stored(part_of_culture) == {"models": (Decimal(2), False)}
    assert client.get(reverse("reports:figure_sheet", args=[report.pk])).status_code == 404
    colleague = Client()
    colleague.force_login(binh)
    assert colleague.get(reverse("reports:figure_import", args=[back.pk])).status_code == 404


def test_a_report_that_was_sent_takes_no_sheet_any_more(sheet, send, report, part_of_culture, binh):
    accept_part(part_of_culture, coordinator=binh)
    sheet.put("news", "value", 12)
    client, back = send(sheet)
    issue_report_by_hand(report, back.file)

    answer = take(client, back)
    again = client.get(reverse("reports:figure_upload", args=[report.pk]))

    assert (answer.status_code, stored(report)["news"][0]) == (409, 7)
    assert again.url == report.get_absolute_url()
