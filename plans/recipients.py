"""Nơi nhận as lines: their order, adding without doubling. Knows no database.

NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.9: whoever is addressed above ("Như trên") comes first, the archive last; between
them the offices above, the own leadership, the organisations, whoever carries it out. Dash, ";" and "." are set on the
page.
"""

import re

from danvan.vietnamese import search_text

# Three dots stand for something left out and are kept.
_EDGES = re.compile(r"^[-–+•]\s*|\s*[;,]+$|(?<![.])\.[;,]*$")
_NOT_THE_NAME = re.compile(r"\((?:để )?(?:b/c|báo cáo|t/h|thực hiện|p/h|phối hợp)\)", re.IGNORECASE)
_SAME = re.compile(r"^Như (?:trên|Kính gửi|Điều)\b", re.IGNORECASE)
_ARCHIVE = re.compile(r"^Lưu\b", re.IGNORECASE)
_ABOVE = re.compile(
    r"\(.*b/c.*\)|^(?:Sở|Bộ)\b|\b(?:tỉnh|huyện|thành phố|thị xã|quận|Trung ương)\b|\b(?:Tỉnh|Huyện|Thành) ủy\b"
)
_OWN = re.compile(r"\b(?:Đảng ủy|Đảng uỷ|HĐND|Chủ tịch|Thường trực|UBND|Ủy ban nhân dân)\b")
_FRONT = re.compile(r"\b(?:MTTQ|Mặt trận|đoàn thể|chính trị - xã hội|Hội|Đoàn)\b")
SAME, ABOVE, OWN, FRONT, BELOW, ARCHIVE = range(6)
ARCHIVE_LINE = "Lưu: VT"


def lines_in(words):
    """The lines of a text box, each without its dash and its closing sign; empty ones are left out."""
    lines = (" ".join(_EDGES.sub("", line.strip()).split()) for line in words.splitlines())
    return [line for line in lines if line]


def rank(line):
    """Where a recipient belongs: SAME, ABOVE, OWN, FRONT, BELOW or ARCHIVE. A guess by its words."""
    if _SAME.search(line):
        return SAME
    if _ARCHIVE.search(line):
        return ARCHIVE
    if _ABOVE.search(line):
        return ABOVE
    # "Văn phòng HĐND và UBND" and "Phòng …" carry out, whatever stands in their names.
    if re.match(r"(?:Các |Văn )?[Pp]hòng\b", line):
        return BELOW
    if _FRONT.search(line):
        return FRONT
    return OWN if _OWN.search(line) else BELOW


def tidied(words):
    """The same recipients, the archive last: what is stored when a form is saved."""
    lines = lines_in(words)
    return "\n".join(sorted(lines, key=lambda line: rank(line) == ARCHIVE))


def in_order(words):
    """The same recipients in the usual order; those of one rank stay as they stood."""
    return "\n".join(sorted(lines_in(words), key=rank))


def merged(words, more):
    """`words` with those of `more` that are not among them yet, each behind the last one of its rank or above.

    What was there keeps its order; one archive line is enough.
    """
    lines = lines_in(tidied(words))
    for new in lines_in(more):
        known = {_key(line) for line in lines}
        if _key(new) in known or (
            rank(new) == ARCHIVE and any(rank(each) == ARCHIVE for each in lines)
        ):
            continue
        behind = [at for at, line in enumerate(lines, start=1) if rank(line) <= rank(new)]
        lines.insert(behind[-1] if behind else 0, new)
    return "\n".join(lines)


def _key(line):
    return re.sub(r"\W+", " ", search_text(_NOT_THE_NAME.sub(" ", line))).strip()
