"""A draft of the office's own report, put together from what its communes handed in.

It is a beginning to be written on in Word: figures are added up, answers under the same heading are gathered with the
name of the commune, equal ones folded. Only submissions that stand are read, from their frozen documents.
"""

from collections import defaultdict

from django.db.models import F
from django.utils.timezone import localtime

from danvan.clock import today
from danvan.vietnamese import search_text, sort_key
from documents.model import AdministrativeDocument, Appendix, Item, Table, plain, text_of
from documents.rows import head_row, row_of
from documents.storage import from_dict
from documents.wording import date_words, roman
from plans.letterhead import letterhead_of
from reports.desk.totals import counted, rounds_like, standing, totals_of
from reports.figures.numbers import percent_words, written
from reports.models import Submission
from reports.outlines.templates import TOPIC

# Heading of the office's report → what the heading of a commune's report says, without diacritics.
GATHERED = (
    ("HẠN CHẾ, TỒN TẠI", ("han che", "ton tai", "kho khan")),
    ("KIẾN NGHỊ, ĐỀ XUẤT CỦA CÁC XÃ, PHƯỜNG", ("kien nghi", "de xuat")),
)
MOST_LINES = 400
NOTHING = {"", "khong", "khong co"}


def draft_document(user, round, *, told=lambda percent, words: None):
    """The AdministrativeDocument of the office's draft about a round; `told(percent, words)` hears how far it is.

    One statement for the rounds, one for the submissions read one by one, a few for the sums.
    """
    office = round.receiver
    count = counted(user, round)
    gathered = _gathered(user, round, count.handed_in, told)
    totals = totals_of(user, round)
    subject = f"{round.topic or TOPIC} {round.period_words}"
    items = [
        _head("TÌNH HÌNH GỬI BÁO CÁO", _about_handing_in(user, round, count)),
        _head("KẾT QUẢ THỰC HIỆN", _results(totals)),
        *(_head(words, gathered[words]) for words, _ in GATHERED if gathered[words]),
        _head("PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI", [Item(text=text_of(_AHEAD))]),
    ]
    return AdministrativeDocument(
        kind="BÁO CÁO",
        subject=f"Kết quả {subject} của các xã, phường",
        letterhead=letterhead_of(office),
        symbol=f"BC-{office.symbol or 'SNV'}",
        place=office.place,
        addressees=(office.parent.name,) if office.parent else (),
        opening=(text_of(_opening(office, subject, count)),),
        items=tuple(item.__class__(roman(n), item.heading, children=item.children)
                    for n, item in enumerate(items, start=1)),
        closing=(text_of(f"Trên đây là kết quả {subject}, {office.name} báo cáo./."),),
        recipients=("Như trên", f"Lưu: VT, {office.symbol or 'SNV'}"),
        appendices=_appendices(user, round, totals),
    )  # fmt: skip


_AHEAD = "Tiếp tục chỉ đạo, hướng dẫn, kiểm tra các xã, phường thực hiện nhiệm vụ của kỳ tiếp theo."


def _opening(office, subject, count):
    return (
        f"Trên cơ sở báo cáo của {count.handed_in:02d} trên {count.rounds:02d} xã, phường, {office.name} tổng hợp "
        f"kết quả {subject} như sau:"
    )


def _head(words, children):
    return Item("", text_of(words), children=tuple(children))


def _bullet(words):
    return Item("-", text=text_of(words))


# How the reports came


def _about_handing_in(user, round, count):
    in_time = count.handed_in - count.late
    lines = [
        Item(
            text=text_of(
                f"Tính đến {date_words(today())}, {count.handed_in:02d} trên {count.rounds:02d} xã, phường đã gửi báo "
                f"cáo; trong đó đúng hạn {in_time:02d}, trễ hạn {count.late:02d}; đã tiếp nhận {count.accepted:02d}; "
                f"đang hoàn thiện theo yêu cầu {count.returned:02d}."
            )
        )
    ]
    missing = _missing(user, round)
    if missing:
        lines.append(_bullet(f"Chưa gửi báo cáo: {', '.join(missing)}."))
    return lines


def _missing(user, round):
    handed_in = standing(user, round).order_by().values("report__round")
    waiting = rounds_like(user, round).exclude(pk__in=handed_in)
    names = waiting.values_list("commune__short_name", flat=True)
    return sorted(names, key=sort_key)


# Figures


def _results(totals):
    groups = defaultdict(list)
    for each in totals:
        if each.value is not None:
            groups[each.indicator.group or "Số liệu khác"].append(each)
    return [
        Item(str(n), text_of(group), children=tuple(_bullet(sentence_of(each)) for each in rows))
        for n, (group, rows) in enumerate(groups.items(), start=1)
    ]


def sentence_of(total):
    """ "Đơn thư tiếp nhận: 1.204 đơn (cùng kỳ năm trước 1.100, tăng 9,5%)."."""
    indicator = total.indicator
    words = f"{indicator.label}: {written(total.value)} {indicator.unit_of_measure}".rstrip()
    if total.change is not None:
        words += f" (cùng kỳ năm trước {written(total.previous)}, {percent_words(total.change)})"
    return f"{words}."


# Words of the communes


def _gathered(user, round, total, told):
    """heading → Items: what communes say under headings of that meaning, equal sentences told once with all names."""
    said = {words: defaultdict(list) for words, _ in GATHERED}
    submissions = standing(user, round).filter(document__isnull=False).order_by(
        "report__round__commune__position", "report__round__commune__name"
    )  # fmt: skip
    rows = submissions.values_list("report__round__commune__short_name", "document")
    for done, (name, document) in enumerate(rows.iterator(chunk_size=20), start=1):
        for words, sentence in _of_one(from_dict(document)):
            said[words][sentence].append(name)
        told(80 * done // max(total, 1), f"Đang đọc báo cáo của {name}")
    return {
        words: [
            _bullet(f"{', '.join(dict.fromkeys(names))}: {sentence}")
            for sentence, names in list(sentences.items())[:MOST_LINES]
        ]
        for words, sentences in said.items()
    }


def _of_one(document):
    """(heading of the office's report, sentence) for each line a commune says under a heading of that meaning."""
    for item in document.walk():
        heading = search_text(plain(item.heading))
        for words, meanings in GATHERED:
            if any(meaning in heading for meaning in meanings):
                yield from ((words, line) for line in _lines_below(item))


def _lines_below(item):
    for child in item.children:
        if child.heading:
            # A heading of its own is met by itself where it has this meaning.
            continue
        words = plain(child.text).strip().rstrip(".;")
        below = [plain(each.text).strip().rstrip(".;") for each in child.children]
        line = " ".join([words, *(f"{each};" for each in below if each)]).strip(" ;")
        if search_text(line).strip(" .-+") not in NOTHING:
            yield f"{line}."


# Appendices


def _appendices(user, round, totals):
    head = (
        "TT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Tổng số",
        "Cùng kỳ",
        "Tăng, giảm (%)",
        "Số xã có số liệu",
    )
    rows = [head_row(head, bold=True)]
    for n, each in enumerate(totals, start=1):
        words = (
            str(n), each.indicator.label, each.indicator.unit_of_measure, written(each.value), written(each.previous),
            written(each.change) if each.change is None or each.change >= 0 else f"-{written(-each.change)}",
            str(each.given),
        )  # fmt: skip
        rows.append(row_of(words, ("center", "", "center", "right", "right", "right", "center")))
    table = Table(tuple(rows), widths=(6, 42, 12, 12, 12, 8, 8))
    figures = Appendix("BIỂU TỔNG HỢP SỐ LIỆU", (Item(table=table),), landscape=True)
    return (figures, Appendix("TÌNH HÌNH GỬI BÁO CÁO", (Item(table=_states(user, round)),)))


def _states(user, round):
    reached = {
        each.report.round_id: each
        for each in standing(user, round)
        .annotate(number=F("document__number"), symbol=F("document__symbol"))
        .defer("document", "report__document")
        .select_related("report__round")
    }
    head = ("TT", "Xã, phường", "Số, ký hiệu", "Ngày nộp", "Tình trạng")
    rows = [head_row(head, bold=True)]
    rounds = rounds_like(user, round).select_related("commune")
    in_order = sorted(rounds, key=lambda each: sort_key(each.commune.short_name))
    for n, each in enumerate(in_order, start=1):
        words = (str(n), each.commune.short_name, *_state_of(reached.get(each.pk)))
        rows.append(row_of(words, ("center", "", "center", "center", "")))
    return Table(tuple(rows), widths=(8, 36, 22, 16, 18))


def _state_of(submission):
    if submission is None:
        return "", "", "Chưa nộp"
    state = Submission.Status(submission.status).label
    number = f"{int(submission.number):02d}" if submission.number else ""
    code = submission.other_code or (f"{number}/{submission.symbol}" if number else "")
    return (
        code,
        f"{localtime(submission.submitted_at):%d/%m/%Y}",
        f"{state}, {submission.late_beside}" if submission.late_beside else state,
    )
