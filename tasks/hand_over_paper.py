"""The minutes of a hand-over (biên bản bàn giao) as an `AdministrativeDocument`: NĐ 30/2020/NĐ-CP, mẫu 1.9."""

from collections import Counter

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Membership
from danvan.vietnamese import search_text
from documents.model import AdministrativeDocument, Cell, Item, Signature, Table, text_of
from documents.storage import to_dict
from documents.wording import date_words
from plans.letterhead import letterhead_of

HEAD = ("TT", "Công việc", "Tình trạng, thời hạn khi bàn giao", "Đơn vị chủ trì", "Người nhận")
WIDTHS = (7, 39, 22, 16, 16)


def stored(made):
    return to_dict(to_document(made))


def to_document(made):
    lines = list(made.lines.select_related("unit_before", "unit_after", "taker"))
    posts = _posts(made, lines)
    return AdministrativeDocument(
        kind="BIÊN BẢN",
        subject="Bàn giao công việc",
        letterhead=letterhead_of(made.commune),
        symbol=f"BB-{made.commune.symbol or 'UBND'}",
        opening=(text_of(_opening(made)),),
        items=(
            _section("I", "THÀNH PHẦN", _parties(made, lines, posts)),
            _section("II", "NỘI DUNG BÀN GIAO", (*_counted(lines), Item(table=_work(lines)))),
            _section("III", "TRÁCH NHIỆM", _duties()),
            _section("IV", "KÝ XÁC NHẬN", (Item(table=_signing(made, lines, posts)),)),
        ),
        closing=(
            text_of(
                "Việc bàn giao kết thúc vào …… giờ …… cùng ngày. Biên bản được các bên đọc lại, thống nhất nội dung; "
                "mỗi bên giữ một bản, lưu một bản./."
            ),
        ),
        recipients=(f"Lãnh đạo {made.commune.short_name} (b/c)", "Các bên bàn giao", "Lưu: VT"),
        signature=Signature(authority=("NGƯỜI LẬP BIÊN BẢN",), name=made.made_by.full_name),
    )


def _opening(made):
    at = timezone.localtime(made.made_at)
    why = f" Lý do bàn giao: {made.reason.rstrip('.')}." if made.reason else ""
    return (
        f"Hồi {at:%H} giờ {at:%M}, {date_words(made.day)}, tại {made.commune.name}, các bên tiến hành bàn giao "
        f"công việc.{why}"
    )


def _section(marker, words, children):
    return Item(marker, heading=text_of(words), children=tuple(children))


def _posts(made, lines):
    """What each is in the commune, the newest post of those held; one query."""
    people = {made.giver_id, made.made_by_id, *(line.taker_id for line in lines)}
    held = Membership.objects.filter(person__in=people, unit__commune=made.commune)
    return {
        post.person_id: f"{post.post or post.get_role_display()}, {post.unit}"
        for post in held.select_related("unit").order_by("pk")
    }


def _parties(made, lines, posts):
    takers = {line.taker_id: line.taker for line in lines}
    people = [("Bên giao", made.giver), *(("Bên nhận", each) for each in takers.values())]
    people.append(("Người lập biên bản", made.made_by))
    return tuple(
        Item("-", text=text_of(f"{role}: {_named(person, posts)}")) for role, person in people
    )


def _named(person, posts):
    post = posts.get(person.pk, "")
    return f"{person}{f', {post}' if post else ''}."


def _counted(lines):
    tasks = sum(line.task_id is not None for line in lines)
    series = len(lines) - tasks
    words = f"{tasks:02d} nhiệm vụ"
    words += f" và {series:02d} việc định kỳ" if series else ""
    return (Item(text=text_of(f"Bên giao bàn giao {words} cùng hồ sơ, tài liệu liên quan, gồm:")),)


def _work(lines):
    rows = [_row(HEAD, heads=True)]
    for number, line in enumerate(lines, 1):
        due = f", hạn {line.due_on:%d/%m/%Y}" if line.due_on else ""
        state = line.status if line.task_id else f"Định kỳ: {line.status.lower()}"
        rows.append(
            _row((str(number), line.title, f"{state}{due}", str(line.unit_after), str(line.taker)))
        )
    return Table(tuple(rows), widths=WIDTHS)


def _row(words, *, heads=False):
    return tuple(
        Cell(text_of(word), align="center" if heads or at == 0 else "left")
        for at, word in enumerate(words)
    )


def _duties():
    said = (
        "Bên giao chịu trách nhiệm về tính đầy đủ, chính xác của nội dung, hồ sơ đã bàn giao.",
        "Bên nhận tiếp tục thực hiện các công việc nêu trên kể từ thời điểm bàn giao, giữ nguyên thời hạn đã giao.",
    )
    return tuple(Item("-", text=text_of(words)) for words in said)


def _signing(made, lines, posts):
    """Who signs, and for how much; a row each, for there may be more takers than fit beside each other."""
    counts = Counter(line.taker for line in lines)
    rows = [("Bên giao", made.giver, len(lines)), *(("Bên nhận", *pair) for pair in counts.items())]
    head = _row(("Tư cách", "Họ và tên, chức vụ", "Số việc", "Ký tên"), heads=True)
    body = tuple(
        _row((role, _named(person, posts).rstrip("."), str(count), ""))
        for role, person, count in rows
    )
    return Table((head, *body), widths=(14, 34, 12, 40))


def file_name(made, ending):
    """ "bien-ban-ban-giao-pham-thi-dung-20261121.pdf"."""
    return f"bien-ban-ban-giao-{slugify(search_text(str(made.giver)))}-{made.day:%Y%m%d}.{ending}"
