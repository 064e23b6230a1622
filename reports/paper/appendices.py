"""The appendices of a commune's report (phụ lục): its figures, its tasks, the documents it issued in the period,
its photos."""

from typing import NamedTuple

from documents.model import Appendix, Cell, Item, Run, Table
from documents.rows import row_of
from records.models import RegisterEntry
from reports.figures.numbers import change_of, written
from reports.models import AppendixKind, Indicator
from reports.paper import charts
from reports.paper.photos import photos
from reports.rounds.comparison import previous_figures
from reports.writing import sources
from reports.writing.task_groups import grouped
from tasks.models import Task

NO_DATA = "Không có số liệu"
FIGURES_TITLE = "BIỂU SỐ LIỆU"
WHY = "documents of the commune whose report is in hand"
# What the body says of each where it points to it.
POINTED = {
    AppendixKind.FIGURES: "số liệu",
    AppendixKind.TASKS: "danh mục nhiệm vụ",
    AppendixKind.DOCUMENTS: "danh mục văn bản đã ban hành",
    AppendixKind.PHOTOS: "hình ảnh hoạt động",
}


def appendices_of(report):
    """[(AppendixKind, Appendix)] that are printed: what was not left out and has something to say."""
    writers = {
        AppendixKind.FIGURES: figures,
        AppendixKind.TASKS: tasks,
        AppendixKind.DOCUMENTS: documents,
        AppendixKind.PHOTOS: photos,
    }
    chosen = (kind for kind in writers if kind not in report.left_out)
    written_out = ((kind, writers[kind](report)) for kind in chosen)
    return [(kind, appendix) for kind, appendix in written_out if appendix]


# I: figures


class Figure(NamedTuple):
    indicator: Indicator
    value: object  # Decimal, None where there is no data
    previous: object
    note: str


def figures_of(report):
    """The filled figures of a report in the order of their set, with those of the same period last year."""
    before = previous_figures(report.round)
    rows = report.figures.select_related("indicator").order_by("indicator__position", "pk")
    return [
        Figure(row.indicator, row.value, before.get(row.indicator.code), row.note)
        for row in rows
        if row.is_filled
    ]


FIGURE_HEAD = (
    "TT", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Cùng kỳ năm trước", "Tăng, giảm (%)", "Ghi chú",
)  # fmt: skip
FIGURE_ALIGNS = ("center", "", "center", "right", "right", "right", "")
FIGURE_WIDTHS = (6, 33, 11, 17, 12, 10, 11)


def figures(report):
    found = figures_of(report)
    if not found:
        return None
    table = Table((row_of(FIGURE_HEAD), *_figure_rows(found)), header_rows=1, widths=FIGURE_WIDTHS)
    return Appendix(FIGURES_TITLE, (*charts.of_figures(found), Item(table=table)), landscape=True)


def _figure_rows(found):
    group = None
    for n, each in enumerate(found, start=1):
        if each.indicator.group and each.indicator.group != group:
            group = each.indicator.group
            yield _group_row(group, len(FIGURE_HEAD))
        words = (
            str(n),
            each.indicator.label,
            each.indicator.unit_of_measure,
            NO_DATA if each.value is None else written(each.value),
            written(each.previous),
            change_words(each),
            each.note,
        )
        yield row_of(words, FIGURE_ALIGNS)


def change_words(figure):
    """ "+20", "-12,5", "0"; "+2,5 điểm" between two rates; empty where there is nothing to compare with."""
    value, before = figure.value, figure.previous
    if value is None or before is None:
        return ""
    if figure.indicator.type == Indicator.Type.PERCENT:
        return f"{_signed(value - before)} điểm"
    change = change_of(value, before)
    return "" if change is None else _signed(change)


def _signed(number):
    rounded = round(number, 1)
    sign = "+" if rounded > 0 else "-" if rounded < 0 else ""
    return f"{sign}{written(abs(rounded))}"


# II: tasks


TASK_HEAD = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả")
TASK_ALIGNS = ("center", "", "", "center", "")
TASK_WIDTHS = (6, 43, 17, 18, 16)


def tasks(report):
    round = report.round
    found = grouped(sources.tasks_of(round), round.plan_id)
    if not found:
        return None
    table = Table((row_of(TASK_HEAD), *_task_rows(found)), header_rows=1, widths=TASK_WIDTHS)
    items = (*charts.of_tasks(found), Item(table=table))
    return Appendix("DANH MỤC NHIỆM VỤ THỰC HIỆN TRONG KỲ", items, landscape=True)


def _task_rows(found):
    n = 0
    for group, members in found:
        # A single group is the whole list: its name would say nothing.
        if len(found) > 1:
            yield _group_row(group.words, len(TASK_HEAD))
        for task in members:
            n += 1
            yield row_of(_task_words(n, task), TASK_ALIGNS)


def _task_words(n, task):
    return (
        str(n),
        task.title.strip().rstrip(".;:,"),
        task.lead_unit.short_name,
        due_words(task),
        result_of(task).capitalize(),
    )


def due_words(task):
    """ "30/06/2026", with the date before an extension where there was one."""
    if not task.due_on:
        return ""
    before = task.original_due_on
    # Of no-break spaces: the old date stands on a line of its own.
    moved = f" (hạn\u00a0cũ:\u00a0{before:%d/%m/%Y})" if before and before != task.due_on else ""
    return f"{task.due_on:%d/%m/%Y}{moved}"


def result_of(task):
    if task.status == Task.Status.REPORTED:
        return "đã báo hoàn thành, chờ xác nhận"
    return sources.STATE_WORDS[sources.state_of(task)]


# III: documents


DOCUMENT_HEAD = ("TT", "Số, ký hiệu", "Ngày ban hành", "Tên loại và trích yếu nội dung")
DOCUMENT_ALIGNS = ("center", "", "center", "")
DOCUMENT_WIDTHS = (7, 20, 17, 56)


def documents(report):
    entries = list(_entries(report))
    if not entries:
        return None
    rows = (
        row_of((str(n), each.printed, f"{each.issued_on:%d/%m/%Y}", each.subject), DOCUMENT_ALIGNS)
        for n, each in enumerate(entries, start=1)
    )
    table = Table((row_of(DOCUMENT_HEAD), *rows), header_rows=1, widths=DOCUMENT_WIDTHS)
    return Appendix("DANH MỤC VĂN BẢN ĐÃ BAN HÀNH TRONG KỲ", (Item(table=table),))


def _entries(report):
    """What stands in the outgoing register of the period and still counts; the report itself is none of it."""
    round = report.round
    entries = RegisterEntry.objects.unscoped(WHY).filter(
        commune=round.commune_id,
        issued_on__range=(round.period_from, round.period_to),
        void_reason="",
    )
    return entries.exclude(pk=report.register_entry_id).order_by("issued_on", "symbol", "number")


# Tables


def _group_row(words, columns):
    return (Cell((Run(words, bold=True),), columns=columns),)
