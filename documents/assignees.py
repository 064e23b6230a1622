"""Who is given work by a plan, and whether it is ordered (giao) or asked for (đề nghị).

A people's committee orders its own offices and asks the Front, the mass organisations and the party; the wording of the
plan tells which, and nothing but the wording is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.kinds import section_kind
from documents.model import Assignee, Item, plain

BODY = re.compile(
    r"^(Các|Văn phòng|Phòng|Ban|Công an|Trạm|Trường|Trưởng|Mặt trận|Hội|Đoàn|Công chức|Cán bộ|Trung tâm|Đài"
    r"|UBND|Ủy ban|Uỷ ban|UBMT|Thôn|Ấp|Khu phố|Tổ dân phố|Tổ công nghệ|Chủ tịch|Phó Chủ tịch|Đảng ủy|Đơn vị|Cơ quan"
    r"|Văn hóa|Văn hoá|Hiệu trưởng|Bí thư|Thủ trưởng|Người đứng đầu|Chi bộ|Chi hội|Thành viên|Lãnh đạo"
    r"|Tư pháp|Địa chính"
    r"|Tài chính|Kế toán|Chỉ huy|Quân sự|Liên đoàn|Công đoàn|Bộ phận|Đồng chí)(?!\w)"
)
_NO_BODY = re.compile(
    r"^(Chế độ|Kinh phí|Thời gian|Công tác|Phân công|Tiến độ|Nguồn|Kiểm tra|Thông tin|Báo cáo|Về|Triển khai|Nhiệm vụ"
    r"|Nội dung|Các nội dung|Các nhiệm vụ|Các giải pháp|Các bước|Ban hành|Tổ chức|Trách nhiệm|Hình thức|Giai đoạn"
    r"|Khen thưởng|Hội nghị|Hội thi|Hội thảo|Đoàn kết|Sơ kết|Tổng kết|Yêu cầu|Mục|Đăng ký|Theo dõi|Cơ chế"
    r"|Các chỉ tiêu)(?!\w)"
)
_ORDER = re.compile(r"^(Giao(?:\s+cho)?|Phân công)\s+", re.IGNORECASE)
_REQUEST = re.compile(r"^(?:Trân trọng\s+)?(Đề nghị|Kính đề nghị|Mời)\s+", re.IGNORECASE)
_VERB = (
    r"(?:chủ trì|chủ động|phối hợp|tham mưu|chịu trách nhiệm|có trách nhiệm|xây dựng|theo dõi"
    r"|tổ chức(?! chính trị| xã hội| đoàn thể| đảng| Đảng| hội)|tuyên truyền|tăng cường"
    r"|thực hiện|triển khai|hướng dẫn|báo cáo|căn cứ|làm đầu mối|là cơ quan|là đầu mối|tiếp tục|đôn đốc"
    r"|thường xuyên|đẩy mạnh"
    r"|tổng hợp|kịp thời|cân đối|bố trí|quán triệt|vận động|giám sát|gửi|rà soát|lập|cử)"
)
_UNTIL_VERB = re.compile(rf"^(?P<name>.{{3,150}}?)\s*,?\s+{_VERB}(?!\w)")
_DUTY = re.compile(
    rf"(?:^|[,.;:]\s+)(?P<name>[^,.;:]{{3,80}}?)\s+(?:có|chịu) trách nhiệm\s+{_VERB}(?!\w)"
)
_LABEL = re.compile(
    r"(?:^|[.;(]\s*)(?:(?:Đơn vị|Cơ quan|Bộ phận)\s+(?:chủ trì|thực hiện|tham mưu)(?:\s+thực hiện)?|Chủ trì|Phân công"
    r"|Người thực hiện|Phụ trách)\s*:\s*(?P<name>[^.;()]{3,150}?)(?=\s*(?:[.;()]|,?\s*[Pp]hối hợp|$))"
)


# "Đơn vị chủ trì: …" names a part in the work; who plays it stands after the colon.
_LABELLED = re.compile(
    r"^(Đơn vị|Cơ quan|Bộ phận)\s+(chủ trì|thực hiện|tham mưu|phối hợp|phụ trách|đầu mối)\b[^:]*:"
)


def find_assignees(items: tuple[Item, ...]) -> tuple[Assignee, ...]:
    """Bodies that get work, each once, those of the section TỔ CHỨC THỰC HIỆN first. `name` is as printed."""
    named = [*_implementing(items), *_named_elsewhere(items)]
    first: dict[str, Assignee] = {}
    for each in named:
        first.setdefault(each.name.casefold(), each)
    return tuple(first.values())


def named_at_start(words: str) -> tuple[str, str]:
    """The body that running words begin with, and the relation: "X: …", "Giao X chủ trì …", "Đề nghị X …"."""
    relation, rest = _relation(words)
    ordered = rest != words
    if ordered:
        rest = _upper_first(rest)
    if _LABELLED.match(rest):
        return "", relation
    label, colon, _ = rest.partition(":")
    if (
        colon
        and BODY.match(label)
        and not _NO_BODY.match(label)
        and len(label) <= 150
        and ". " not in label
    ):
        return _without_verb(label.strip(" :")), relation
    until = _UNTIL_VERB.match(rest)
    if until and BODY.match(rest) and (ordered or _starts_a_duty(until)):
        return until["name"].strip(" ,"), relation
    return "", relation


def _without_verb(label: str) -> str:
    """ "Văn phòng chủ trì, phối hợp:" names the office alone."""
    until = _UNTIL_VERB.match(f"{label} ")
    return until["name"].strip(" ,") if until else label


def _starts_a_duty(until: re.Match) -> bool:
    verb = until[0][until.end("name") :].strip(" ,").casefold()
    return verb in (
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
    )


def _relation(words: str) -> tuple[str, str]:
    if match := _REQUEST.match(words):
        return "requested", words[match.end() :]
    if match := _ORDER.match(words):
        return "assigned", words[match.end() :]
    return "assigned", words


def _implementing(items: tuple[Item, ...]) -> Iterator[Assignee]:
    """Level-1 headings of TỔ CHỨC THỰC HIỆN, and what its paragraphs name in so many words."""
    for section in items:
        if section_kind(plain(section.heading)) == "implementation":
            for item in section.children:
                yield from _heading_or_words(item)
        elif section.is_part or section.marker in tuple("ABCDEGH"):
            yield from _implementing(section.children)


def _heading_or_words(item: Item) -> Iterator[Assignee]:
    line = item.source.first if item.source else None
    if item.heading:
        relation, name = _relation(plain(item.heading).rstrip(" :."))
        if name and not _NO_BODY.match(name):
            yield Assignee(_upper_first(name), relation, line)
    for each in item.walk():
        if each.text and each.marker not in ("+",):
            name, relation = named_at_start(plain(each.text))
            if name and _is_short_list(name):
                yield Assignee(name, relation, each.source.first if each.source else line)


def _is_short_list(name: str) -> bool:
    return len(name.split()) <= 30


def _named_elsewhere(items: tuple[Item, ...]) -> Iterator[Assignee]:
    for item in (each for section in items for each in section.walk()):
        words = plain(item.text)
        for match in [*_LABEL.finditer(words), *_DUTY.finditer(words)]:
            name = match["name"].strip(" ,")
            if BODY.match(name) and not _NO_BODY.match(name):
                yield Assignee(name, "assigned", item.source.first if item.source else None)


def _upper_first(name: str) -> str:
    return name[0].upper() + name[1:]


def labelled_body(words: str) -> str:
    """The body after a label in running words ("Đơn vị chủ trì: Văn phòng …"), or ""."""
    match = _LABEL.search(words)
    return match["name"].strip(" ,") if match else ""
