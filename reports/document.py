"""The commune's report as an `AdministrativeDocument`, and how its printed form is recognised again."""

import hashlib
import json

from django.utils.text import slugify

from danvan.vietnamese import search_text
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Item,
    Run,
    Table,
    text_of,
)
from documents.storage import to_dict
from documents.wording import roman
from plans.letterhead import letterhead_of, lines_of, recipients_of, signature_of
from reports import sources
from reports.figures import written
from tasks.models import Task

BULLETS = ("-", "+")
RESULTS = "results"


def to_document(report):
    """The report with everything that is printed. The number and date stay empty until it is issued."""
    appendices = tuple(_appendices(report))
    return AdministrativeDocument(
        kind="BÁO CÁO",
        subject=report.title,
        letterhead=letterhead_of(report.round.commune),
        number=report.number,
        symbol=report.symbol,
        place=report.place,
        date=report.issued_on,
        addressees=lines_of(report.addressees),
        opening=tuple(text_of(line) for line in lines_of(report.opening)),
        items=_body(list(report.sections.all()), appendices),
        closing=tuple(text_of(line) for line in lines_of(report.closing)),
        recipients=recipients_of(report),
        signature=signature_of(report),
        appendices=appendices,
    )


def stored_document(report):
    """`to_document` as JSON values: what is frozen, hashed and printed."""
    return to_dict(to_document(report))


def digest_of(stored):
    """The same content has the same digest, so it is never printed twice."""
    words = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


# The body: headings numbered anew, for those without words are left out


def said(sections):
    """The sections that are printed: those with words, and the heads above them."""
    kept, waiting = [], None
    for section in sections:
        if section.level == 1:
            waiting = section
        if not section.text.strip():
            continue
        if section.level > 1 and waiting is not None:
            kept.append(waiting)
        waiting = None
        kept.append(section)
    return kept


def numbered(sections):
    """(marker, section) for each section that is printed: "I", then "1", "2" within it."""
    pairs, head, within = [], 0, 0
    for section in said(sections):
        if section.level == 1:
            head, within = head + 1, 0
        else:
            within += 1
        pairs.append((roman(head) if section.level == 1 else str(within), section))
    return pairs


def _body(sections, appendices):
    heads = []
    for marker, section in numbered(sections):
        item = [marker, section, list(items_of(section.text))]
        if section.level == 1:
            heads.append((item, []))
        else:
            heads[-1][1].append(Item(marker, text_of(section.heading), children=tuple(item[2])))
    return tuple(_head(*head, appendices) for head in heads)


def _head(item, below, appendices):
    marker, section, words = item
    pointer = _pointer(appendices) if section.key == RESULTS else ()
    return Item(marker, text_of(section.heading), children=(*words, *below, *pointer))


def _pointer(appendices):
    """The body must point to what is attached (NĐ 30/2020/NĐ-CP, Phụ lục I, mục III.1)."""
    if not appendices:
        return ()
    names = [f"Phụ lục {roman(n)}" for n in range(1, len(appendices) + 1)]
    where = " và ".join(names) if len(names) > 1 else "Phụ lục"
    return (Item(text=text_of(f"(Số liệu và nội dung chi tiết tại {where} kèm theo báo cáo này)")),)


def items_of(text):
    """One Item for each line; a line that begins with "-" or "+" is a bullet, "+" below the "-" before it."""
    items = []
    for line in lines_of(text):
        marker = line[0] if line[0] in BULLETS else ""
        item = Item(marker, text=text_of(line[len(marker) :].strip()))
        if marker == "+" and items and items[-1].marker == "-":
            above = items.pop()
            item = Item("-", text=above.text, children=(*above.children, item))
        items.append(item)
    return tuple(items)


# Appendices


def _appendices(report):
    rows = _figure_rows(report)
    if rows:
        head = ("TT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")
        table = Table((_row(head), *rows), widths=(6, 46, 14, 14, 20))
        yield Appendix("BIỂU SỐ LIỆU", (Item(table=table),), landscape=True)
    rows = _task_rows(sources.tasks_of(report.round))
    if rows:
        head = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả")
        table = Table((_row(head), *rows), widths=(6, 46, 20, 12, 16))
        yield Appendix("DANH MỤC NHIỆM VỤ THỰC HIỆN TRONG KỲ", (Item(table=table),), landscape=True)


def _row(words, aligns=()):
    aligns = (*aligns, *[""] * len(words))
    return tuple(
        Cell(text_of(word), align=align) for word, align in zip(words, aligns, strict=False)
    )


def _figure_rows(report):
    figures = report.figures.select_related("indicator").order_by("indicator__position", "pk")
    rows, group = [], None
    for n, figure in enumerate((each for each in figures if each.is_filled), start=1):
        indicator = figure.indicator
        if indicator.group and indicator.group != group:
            group = indicator.group
            rows.append((Cell((Run(group, bold=True),), columns=5),))
        value = "Không có số liệu" if figure.has_no_data else written(figure.value)
        words = (str(n), indicator.label, indicator.unit_of_measure, value, figure.note)
        rows.append(_row(words, ("center", "", "center", "right")))
    return tuple(rows)


def _task_rows(tasks):
    return tuple(
        _row(
            (
                str(n),
                task.title.strip(),
                task.lead_unit.short_name,
                f"{task.due_on:%d/%m/%Y}" if task.due_on else "",
                result_of(task).capitalize(),
            ),
            ("center", "", "", "center"),
        )
        for n, task in enumerate(tasks, start=1)
    )


def result_of(task):
    if task.status == Task.Status.REPORTED:
        return "đã báo hoàn thành, chờ xác nhận"
    return sources.STATE_WORDS[sources.state_of(task)]


def file_name(report, ending="pdf"):
    """ "bao-cao-6-thang-dau-nam-2026.pdf"."""
    return f"{slug_of(report.round)}.{ending}"


def slug_of(round):
    return slugify(search_text(round.name)) or "bao-cao"
