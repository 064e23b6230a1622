"""What of a report is drawn: how the work stands, and the figures against last year. The table always follows."""

from collections import Counter, defaultdict

from documents.model import Chart, Item, Series, Table
from documents.rows import row_of
from reports.writing import sources

# Two bars say no more than two numbers; more than this many are no picture any more.
FEWEST, MOST = 3, 10
OPEN = ("overdue", "doing")
ALIGNS = ("", *["right"] * 5)


def of_figures(figures):
    """The chart of the unit of measure that most figures share with last year: only like is drawn beside like."""
    by_unit = defaultdict(list)
    for each in figures:
        if each.value is not None and each.previous is not None:
            by_unit[each.indicator.unit_of_measure].append(each)
    unit, most = max(by_unit.items(), key=lambda pair: len(pair[1]), default=("", []))
    if len(most) < FEWEST:
        return ()
    drawn = most[:MOST]
    chart = Chart(
        f"So sánh với cùng kỳ năm trước ({unit})" if unit else "So sánh với cùng kỳ năm trước",
        categories=tuple(each.indicator.label for each in drawn),
        series=(
            Series("Kỳ này", tuple(float(each.value) for each in drawn)),
            Series("Cùng kỳ năm trước", tuple(float(each.previous) for each in drawn)),
        ),
    )
    return (Item(chart=chart),)


def of_tasks(groups):
    """The chart of how much of each group of tasks is done, and the table of its numbers; by unit where there are
    too few groups. `groups` as task_groups.grouped gives them."""
    what, counted = "nhóm nhiệm vụ", [(group.words, members) for group, members in groups]
    if len(counted) < FEWEST:
        what, counted = "đơn vị chủ trì", _by_unit(groups)
    if not FEWEST <= len(counted) <= MOST:
        return ()
    counts = [(words, _count(members)) for words, members in counted]
    chart = Chart(
        f"Kết quả thực hiện theo {what}",
        categories=tuple(words for words, _ in counts),
        series=(
            Series("Đã hoàn thành", tuple(count["done"] for _, count in counts)),
            Series("Chưa hoàn thành", tuple(count["left"] for _, count in counts)),
        ),
    )
    return Item(chart=chart), Item(table=_table(what, counts))


def _by_unit(groups):
    found = defaultdict(list)
    for task in (task for _, members in groups for task in members):
        found[task.lead_unit.short_name].append(task)
    return list(found.items())


def _count(tasks):
    states = Counter(map(sources.state_of, tasks))
    left = sum(states[name] for name in OPEN)
    return {
        "total": len(tasks),
        "done": len(tasks) - left,
        "late": states["done_late"],
        "left": left,
        "overdue": states["overdue"],
    }


def _table(what, counts):
    head = (
        what.capitalize(), "Tổng số", "Đã hoàn thành", "trong đó sau hạn", "Chưa hoàn thành", "trong đó quá hạn",
    )  # fmt: skip
    rows = [(words, *count.values()) for words, count in counts]
    rows.append(("Cộng", *(sum(column) for column in zip(*(row[1:] for row in rows), strict=True))))
    return Table(
        (
            row_of(head),
            *(row_of(map(str, row), ALIGNS, bold=row is rows[-1]) for row in rows),
        ),
        widths=(40, 12, 12, 12, 12, 12),
    )
