"""The figures of all communes as a workbook: totals, who gave what, who has handed in nothing."""

from openpyxl import Workbook

from danvan.cells import as_text
from danvan.sheets import head_cells, set_widths
from danvan.vietnamese import sort_key
from reports.desk.totals import asked_for, counted, rounds_like, standing, totals_of
from reports.models import SubmissionFigure

NO_DATA = "không có số liệu"


def write_totals(user, round, path, *, told=lambda percent, words: None):
    """Write the workbook of a round of the office to `path`, row by row, however many communes there are.

    `told(percent, words)` hears how far it is.
    """
    book = Workbook(write_only=True)
    _totals(book.create_sheet("Tổng hợp"), user, round)
    told(10, "Đang ghi số liệu từng xã")
    _by_commune(book.create_sheet("Từng xã"), user, round, told)
    _missing(book.create_sheet("Chưa nộp"), user, round)
    book.save(path)


def _totals(sheet, user, round):
    set_widths(sheet, (6, 48, 16, 16, 16, 18, 16, 18))
    count = counted(user, round)
    sheet.append([as_text(round.name)])
    sheet.append([f"Tổng hợp từ {count.handed_in} trên {count.rounds} xã, phường đã nộp báo cáo."])
    sheet.append([])
    sheet.append(
        head_cells(sheet, ("TT", "Chỉ tiêu", "Đơn vị tính", "Tổng số", "Số xã có số liệu",
                           "Số xã không có số liệu", "Cùng kỳ năm trước", "Tăng, giảm (%)"))
    )  # fmt: skip
    for number, each in enumerate(totals_of(user, round), start=1):
        indicator = each.indicator
        sheet.append(
            [number, as_text(indicator.label), as_text(indicator.unit_of_measure), each.value,
             each.given, each.no_data, each.previous, each.change]
        )  # fmt: skip


def _by_commune(sheet, user, round, told):
    indicators = asked_for(user, round)
    places = {code: at for at, code in enumerate(indicators)}
    set_widths(sheet, (30, *[14] * len(indicators)))
    sheet.freeze_panes = "B2"
    sheet.append(
        head_cells(sheet, ("Xã, phường", *(as_text(each.label) for each in indicators.values())))
    )
    submissions = standing(user, round)
    total = submissions.count()
    for done, (name, figures) in enumerate(_grouped(submissions), start=1):
        row = [as_text(name), *[None] * len(indicators)]
        for code, value, has_no_data in figures:
            if code in places:
                row[1 + places[code]] = NO_DATA if has_no_data else value
        sheet.append(row)
        if done % 50 == 0:
            told(10 + 85 * done // total, f"Đã ghi {done} trên {total} xã")


def _grouped(submissions):
    """(name of the commune, [(code, value, has_no_data)]) of each submission, read as it goes."""
    names = dict(submissions.values_list("pk", "report__round__commune__short_name"))
    rows = SubmissionFigure.objects.filter(submission__in=submissions.order_by().values("pk"))
    rows = rows.order_by(
        "submission__report__round__commune__position", "submission", "indicator"
    ).values_list("submission", "indicator__code", "value", "has_no_data")
    current, figures = None, []
    for submission, *figure in rows.iterator(chunk_size=2000):
        if submission != current and current is not None:
            yield names.pop(current, ""), figures
            figures = []
        current = submission
        figures.append(figure)
    if current is not None:
        yield names.pop(current, ""), figures
    # Handed in without any figure, as a report that came on paper.
    for name in names.values():
        yield name, []


def _missing(sheet, user, round):
    set_widths(sheet, (36, 16))
    sheet.append(head_cells(sheet, ("Xã, phường chưa nộp", "Hạn nộp")))
    handed_in = standing(user, round).order_by().values("report__round")
    waiting = rounds_like(user, round).exclude(pk__in=handed_in).select_related("commune")
    for each in sorted(waiting, key=lambda each: sort_key(each.commune.short_name)):
        sheet.append([as_text(each.commune.short_name), each.due_on])
