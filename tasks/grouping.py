"""The tracking page seen by unit, person, section, status or lateness: a table of counts, and the bars beside it."""

from typing import NamedTuple

from django.db.models import Count, Q

from danvan.vietnamese import sort_key
from tasks.models import Lateness, Outcome, Task, standing
from tasks.sections import deepest

S = Task.Status


class Column(NamedTuple):
    key: str
    label: str
    condition: Q
    asked: dict  # what the address says to see these tasks


class Cell(NamedTuple):
    key: str
    figure: int
    asked: dict


class Row(NamedTuple):
    """One unit, person, section …: `asked` chooses it in the address, empty where no filter can."""

    label: str
    asked: dict
    cells: list
    total: int


class Grouped(NamedTuple):
    columns: list
    rows: list
    total: Row


def _column(key, label, condition, **asked):
    return Column(key, label, condition, asked)


def _lateness_columns():
    return [
        _column(each.value, each.label, standing(each), lateness=each.value) for each in Lateness
    ]


def _outcome_columns():
    done = Q(status=S.DONE)
    known = (Outcome.ON_TIME, Outcome.EXTENDED, Outcome.LATE)
    labels = ("Xong đúng hạn", "Xong sau gia hạn", "Xong quá hạn")
    return [
        *(
            _column(f"done_{each.value}", label, done & Q(outcome=each), outcome=each.value)
            for each, label in zip(known, labels, strict=True)
        ),
        _column("done_undated", "Xong, không tính hạn", done & ~Q(outcome__in=known), outcome="undated"),
    ]  # fmt: skip


def _columns(by):
    if by == "lateness":
        return [_column(each.value, each.label, Q(status=each), status=each.value) for each in S]
    return [
        *_lateness_columns(),
        _column("waiting", "Chờ xác nhận", Q(status=S.REPORTED), status=S.REPORTED.value),
        _column("paused", "Tạm dừng", Q(status=S.PAUSED), status=S.PAUSED.value),
        *_outcome_columns(),
        _column("cancelled", "Đã hủy", Q(status=S.CANCELLED), status=S.CANCELLED.value),
    ]


# Columns that stand even where they count nothing: the words officials look for.
ALWAYS = {*Lateness.values, "waiting", "done_on_time", "done_extended", "done_late"}


def grouped(tasks, by, *, sections=(), plan=None):
    """The Grouped of these tasks (a scoped queryset), in one query. `sections` are those of `plan`, for "section"."""
    columns = _columns(by)
    counts = {column.key: Count("pk", filter=column.condition) for column in columns}
    makers = {
        "unit": _by_unit,
        "person": _by_person,
        "section": lambda *given: _by_section(*given, sections, plan),
        "status": _by_status,
        "lateness": _by_lateness,
    }
    rows = makers[by](tasks.order_by(), columns, counts)
    rows = [row for row in rows if row.total]
    figures = [sum(cells) for cells in zip(*([c.figure for c in r.cells] for r in rows), strict=True)]  # fmt: skip
    total = _row("Cộng", {}, columns, figures or [0] * len(columns))
    kept = [
        at
        for at, cell in enumerate(total.cells)
        if cell.figure or (cell.key in ALWAYS and by != "lateness")
    ]
    return Grouped(
        [columns[at] for at in kept],
        [row._replace(cells=[row.cells[at] for at in kept]) for row in rows],
        total._replace(cells=[total.cells[at] for at in kept]),
    )


def _row(label, asked, columns, figures):
    cells = [
        Cell(column.key, figure, asked | column.asked)
        for column, figure in zip(columns, figures, strict=True)
    ]
    return Row(label, asked, cells, sum(figures))


def _by_unit(tasks, columns, counts):
    names = ("lead_unit", "lead_unit__short_name", "lead_unit__position")
    rows = tasks.values_list(*names).annotate(**counts).order_by("lead_unit__position", "lead_unit")
    return [_row(row[1], {"unit": row[0]}, columns, row[3:]) for row in rows]


def _by_person(tasks, columns, counts):
    rows = tasks.values_list("responsible", "responsible__full_name").annotate(**counts)
    rows = sorted(rows, key=lambda row: (sort_key(row[1]), row[0]))
    return [_row(row[1], {"person": row[0]}, columns, row[2:]) for row in rows]


def _by_status(tasks, columns, counts):
    found = {row[0]: row[1:] for row in tasks.values_list("status").annotate(**counts)}
    return [
        _row(each.label, {"status": each.value}, columns, found[each])
        for each in S
        if each in found
    ]


def _by_lateness(tasks, columns, counts):
    """Open tasks alone have a lateness; one aggregate, so one query."""
    asked = {
        f"{late.value}_{column.key}": Count("pk", filter=standing(late) & column.condition)
        for late in Lateness
        for column in columns
    }
    found = tasks.aggregate(**asked)
    return [
        _row(
            late.label,
            {"lateness": late.value},
            columns,
            [found[f"{late.value}_{column.key}"] for column in columns],
        )
        for late in Lateness
    ]


def _by_section(tasks, columns, counts, sections, plan):
    section_of = deepest(sections)
    figures = {section.key: [0] * len(columns) for section in sections} | {"": [0] * len(columns)}
    for item, *found in tasks.values_list("plan_item").annotate(**counts):
        key = section_of[item].key if item in section_of else ""
        figures[key] = [a + b for a, b in zip(figures[key], found, strict=True)]
    rows = [
        _row(section.label, {"plan": plan.pk, "section": section.key}, columns, figures[section.key])
        for section in sections
    ]  # fmt: skip
    return [*rows, _row("Không thuộc mục nào", {}, columns, figures[""])]
