"""Who is given work by a plan, and whether it is ordered (giao) or asked for (đề nghị).

A people's committee orders its own offices and asks the Front, the mass organisations and the party; the wording of the
plan tells which, and nothing but the wording is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.kinds import section_kind
from documents.model import Assignee, Item, plain
from documents.text import squeeze
from documents.understanding.bodies import (
    BODY,
    NO_BODY,
    TO_ORGANISE,
    bodies_in,
    is_body,
    upper_first,
)
from documents.understanding.grid import rows_of_work
from documents.understanding.labels import labels_in

_ORDER = re.compile(r"^(Giao(?:\s+(?:nhiệm vụ\s+)?cho)?|Phân công|Yêu cầu)\s+", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:Trân trọng\s+)?(Đề nghị|Kính đề nghị|Kính mời|Mời|Kiến nghị)\s+", re.IGNORECASE
)
_ASKED_BEHIND = re.compile(r"\s*\((?:đề nghị|mời)[^()]*\)\s*:?$", re.IGNORECASE)
_VERB = (
    r"(?:chủ trì|chủ động|phối hợp|tham mưu|chịu trách nhiệm|có trách nhiệm|xây dựng|theo dõi"
    rf"|{TO_ORGANISE}|tuyên truyền|tăng cường"
    r"|thực hiện|triển khai|hướng dẫn|báo cáo|căn cứ|làm đầu mối|là cơ quan|là đầu mối|tiếp tục|đôn đốc"
    r"|thường xuyên|đẩy mạnh"
    r"|tổng hợp|kịp thời|cân đối|bố trí|quán triệt|vận động|giám sát|gửi|rà soát|lập|cử|lồng ghép|phân luồng"
    r"|phản ánh|nắm|chuẩn bị|bảo đảm|đảm bảo|khảo sát|ra quyết định|quyết định|mở|cung cấp|niêm yết|công khai"
    r"|tiếp nhận|giải quyết|kiểm tra|đề xuất|phổ biến|động viên|huy động|duy trì|chỉ đạo|ban hành|phân công"
    r"|tiến hành|nghiên cứu|lắng nghe|cập nhật|đăng tải|tiếp công dân|hỗ trợ|trả lời|thông báo|tạo điều kiện"
    r"|chấp hành|nêu gương|đăng ký|tham gia|tích cực|quan tâm|lãnh đạo|quản lý|phát huy|bám sát|trực tiếp"
    r"|khẩn trương|nghiêm túc|xem xét|góp ý|phải|họp|phối kết hợp|thẩm định|phát động|đăng|đánh giá|tự đánh giá)"
)
# "Các đơn vị được kiểm tra" is a name to its end.
_UNTIL_VERB = re.compile(rf"^(?P<name>.{{3,150}}?)(?<!được)(?<! bị)\s*,?\s+{_VERB}(?!\w)")
_NO_NAME_YET = re.compile(r"Ban|Tổ|Đội|Đoàn|Trung tâm|Phòng|Bộ phận|Hội|Hội đồng|Các đoàn|Các tổ")
_UNTIL_VERB_AFTER = re.compile(rf"^(?P<name>\w+(?: \w+)? {_VERB}.{{0,150}}?)\s*,?\s+{_VERB}(?!\w)")
_DUTY = re.compile(
    rf"(?:^|[,.;:]\s+)(?P<name>[^,.;:]{{3,80}}?)\s+(?:có|chịu) trách nhiệm\s+{_VERB}(?!\w)"
)
# "Đơn vị chủ trì: …" names a part in the work; who plays it stands after the colon.
_LABELLED = re.compile(
    r"^(Đơn vị|Cơ quan|Bộ phận)\s+(chủ trì|thực hiện|tham mưu|phối hợp|phụ trách|đầu mối)\b[^:]*:"
)
_STARTING = {
    "căn cứ",
    "chủ động",
    "theo dõi",
    "tổng hợp",
    "hướng dẫn",
    "báo cáo",
    "gửi",
    "xây dựng",
    "chủ trì",
    "có trách nhiệm",
    "chịu trách nhiệm",
    "làm đầu mối",
    "tham mưu",
    "phối hợp",
}
_LONGEST_NAME = 30  # words
_UNKNOWN_HEADING = 0.6
# "Các đơn vị liên quan" is nobody in particular.
_NOBODY = re.compile(
    r"^(Các )?(cơ quan|đơn vị|bộ phận)(, (cơ quan|đơn vị))? (có )?liên quan$", re.IGNORECASE
)


def find_assignees(items: tuple[Item, ...], tables: tuple[Item, ...] = ()) -> tuple[Assignee, ...]:
    """Bodies that get work, each once, those of the section TỔ CHỨC THỰC HIỆN first.

    `name` is as printed, `text` the words it was read from. `tables` are items of appendices whose tables of work
    count too. A heading that is no known kind of body has `sure` below 0.8.
    """
    named = [*_implementing(items), *_named_elsewhere(items), *_in_tables((*items, *tables))]
    first: dict[str, Assignee] = {}
    for each in named:
        key = each.name.casefold()
        kept = first.setdefault(key, each)
        if each.relation == kept.relation and each.sure > kept.sure:
            first[key] = replace(kept, sure=each.sure)
    return tuple(first.values())


def named_at_start(words: str, *, orders: bool = False) -> tuple[str, str]:
    """The body that running words begin with, and the relation: "X: …", "Giao X chủ trì …", "Đề nghị X …".

    `orders`: the words stand in TỔ CHỨC THỰC HIỆN, where any verb behind a body tells its work.
    """
    words = squeeze(words)
    relation, rest = _relation(words)
    ordered = rest != words
    if ordered:
        rest = upper_first(rest)
    if _LABELLED.match(rest):
        return "", relation
    label, colon, _ = rest.partition(":")
    if colon and is_body(label) and len(label) <= 150 and ". " not in label:
        return _without_verb(label.strip(" :")), relation
    until = _until_verb(rest)
    if until and is_body(rest) and (ordered or orders or _starts_a_duty(until)):
        return until["name"].strip(" ,"), relation
    return "", relation


def _until_verb(words: str) -> re.Match | None:
    """ "Đoàn kiểm tra thực hiện …": one word alone is no name yet, its verb is part of it."""
    until = _UNTIL_VERB.match(words)
    if until and _NO_NAME_YET.fullmatch(until["name"].strip()):
        return _UNTIL_VERB_AFTER.match(words) or until
    return until


def _without_verb(label: str) -> str:
    """ "Văn phòng chủ trì, phối hợp:" names the office alone."""
    until = _UNTIL_VERB.match(f"{label} ")
    return until["name"].strip(" ,") if until else label


def _starts_a_duty(until: re.Match) -> bool:
    return until[0][until.end("name") :].strip(" ,").casefold() in _STARTING


def _relation(words: str) -> tuple[str, str]:
    if match := _REQUEST.match(words):
        return "requested", words[match.end() :]
    if match := _ORDER.match(words):
        return "assigned", words[match.end() :]
    if match := _ASKED_BEHIND.search(words):
        return "requested", words[: match.start()]
    return "assigned", words


def _implementing(items: tuple[Item, ...]) -> Iterator[Assignee]:
    """Level-1 headings of TỔ CHỨC THỰC HIỆN, and what its paragraphs name in so many words."""
    for section in items:
        if section_kind(plain(section.heading)) == "implementation":
            for item in section.children:
                # "1. PHÂN CÔNG", "2. KINH PHÍ" are parts of the section and nobody's name.
                kind = section_kind(plain(item.heading)) if plain(item.heading).isupper() else ""
                if kind == "implementation":
                    yield from _implementing((item,))
                elif not kind:
                    yield from _heading_or_words(item)
        elif section.is_part or section.marker in tuple("ABCDEGH"):
            yield from _implementing(section.children)


def _heading_or_words(item: Item) -> Iterator[Assignee]:
    line = item.source.first if item.source else None
    if item.heading:
        printed = plain(item.heading).strip()
        relation, name = _relation(printed.rstrip(" :."))
        if name and not NO_BODY.match(name):
            sure = 1.0 if BODY.match(upper_first(name)) else _UNKNOWN_HEADING
            yield Assignee(upper_first(name), relation, line, printed, sure)
    for each in item.walk():
        if each.text and each.marker != "+":
            words = plain(each.text)
            name, relation = named_at_start(words, orders=True)
            if name and len(name.split()) <= _LONGEST_NAME:
                at = each.source.first if each.source else line
                yield Assignee(name, relation, at, _shown(words))


def _shown(words: str) -> str:
    """The words an assignee was read from: its sentence, at most 200 letters of it."""
    sentence = re.split(r"(?<=[.;])\s", squeeze(words), maxsplit=1)[0]
    return sentence if len(sentence) <= 200 else f"{sentence[:199]}…"


def _named_elsewhere(items: tuple[Item, ...]) -> Iterator[Assignee]:
    for item in (each for section in items for each in section.walk()):
        words = plain(item.text)
        line = item.source.first if item.source else None
        leads = [label.value for label in labels_in(words) if label.role == "lead"]
        named = [name for value in leads for name in bodies_in(value)]
        named += [match["name"].strip(" ,") for match in _DUTY.finditer(words)]
        for name in named:
            if is_body(name) and not _NOBODY.match(name):
                yield Assignee(name, "assigned", line, _shown(words))


def _in_tables(items: tuple[Item, ...]) -> Iterator[Assignee]:
    for item in (each for section in items for each in section.walk() if each.table):
        line = item.source.first if item.source else None
        for row in rows_of_work(item.table):
            for name in bodies_in(row.of("lead")):
                relation, bare = _relation(name)
                bare = upper_first(bare)
                if not _NOBODY.match(bare):
                    sure = 1.0 if is_body(bare) else _UNKNOWN_HEADING
                    yield Assignee(bare, relation, line, squeeze(row.of("what")), sure)


def labelled_body(words: str) -> str:
    """The body after a label in running words ("Đơn vị chủ trì: Văn phòng …"), or ""."""
    return next((label.value for label in labels_in(words) if label.role == "lead"), "")
