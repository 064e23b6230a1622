"""The head of a document: letterhead, number, place and date, type, subject (NĐ 30/2020/NĐ-CP, Phụ lục I, II.1-5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from documents.dates import made_date
from documents.kinds import LETTER, TYPES
from documents.model import Letterhead, Unreadable
from documents.reading.foot import STAMP
from documents.reading.marks import mark_of
from documents.text import Line, lower_start, squeeze, unmarked

_NATION = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM", re.IGNORECASE)
# In a narrow column the name of the nation runs on in the next line.
_NATION_BEGUN = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI(?:\s+CHỦ(?:\s+NGHĨA(?:\s+VIỆT)?)?)?$")
_NATION_ENDED = re.compile(r"(?:(?:(?:CHỦ\s+)?NGHĨA\s+)?VIỆT\s+)?NAM$")
_MOTTO = re.compile(r"Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+phúc", re.IGNORECASE)
_NUMBER = re.compile(
    r"^Số\s*:?\s*(?P<number>\d*)\s*[.…_]*\s*/\s*(?P<symbol>[A-ZĐ][\w&]*(?:\s*[-–/]\s*[A-ZĐ][\w&]*)*)"
)
_GAP = r"(?:\d{1,4}|[.…_]+)?"
_DATE = re.compile(
    rf"(?P<place>\w[^,;:]*?)?\s*,?\s*ngày\s*(?:(?P<day>{_GAP})\s*tháng\s*(?P<month>{_GAP})\s*"
    rf"năm\s*(?P<year>{_GAP})|(?P<day2>\d{{1,2}})/(?P<month2>\d{{1,2}})/(?P<year2>\d{{4}}))\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[-_=*~.─\s–—]{2,}$")
# The rule below the motto, beside words of the other column.
_DRAWN = re.compile(r"\s*[-_=~─–—]{5,}\s*$")
_OPENING = re.compile(
    r"^(Thực hiện|Căn cứ|Để|Nhằm|Trên cơ sở|Triển khai|Kính gửi|Ủy ban|Uỷ ban|UBND|Xét|Theo|Phát huy)\b"
)
_YEAR_AT_END = re.compile(r"(năm\s+\d{4}|\d{4}\s*[-–]\s*\d{4})[.:]?$", re.IGNORECASE)
_BELOW = re.compile(r"^(PHÒNG|VĂN PHÒNG|TRUNG TÂM|BAN|TRẠM|ĐỘI|UBND|ỦY BAN NHÂN DÂN|UỶ BAN)\b")
# A commune prints its own name on two lines, with nothing above it.
_BROKEN = re.compile(r"UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN")
_SECRET = re.compile(r"(?:TUYỆT\s+|TỐI\s+)?MẬT")
_STAMPED = re.compile(
    r"(?:DỰ THẢO|H(?:OẢ|ỎA) TỐC|THƯỢNG KHẨN|KHẨN$|LƯU HÀNH NỘI BỘ|XEM XONG TRẢ LẠI|(?:CÔNG )?VĂN(?: BẢN)? ĐẾN"
    r"|SAO Y|SAO LỤC|TRÍCH SAO|BẢN SAO)"
)
_ADDRESSED = re.compile(r"^Kính gửi\b", re.IGNORECASE)
_ABOUT = re.compile(r"^V/v\s*:?\s*", re.IGNORECASE)
_LETTER_SIGNS = re.compile(r"^(Kính gửi\b|V/v\b)", re.IGNORECASE)


@dataclass(slots=True)
class Head:
    """What stands above the opening. `body` is the index of the first line after it."""

    kind: str = ""
    subject: str = ""
    subject_line: int = 0
    kind_line: int = 0
    letterhead: Letterhead | None = None
    number: int | None = None
    symbol: str = ""
    number_line: int = 0
    place: str = ""
    date: date | None = None
    date_line: int = 0
    place_and_date: str = ""
    nation: bool = False
    nation_open: bool = False
    motto: bool = False
    stamps: list[Line] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    body: int = 0


def read_head(lines: list[Line]) -> Head:
    """The head of a document. Raises Unreadable where the lines are the head of none."""
    at, kind = _type_line(lines)
    head = Head(kind=kind, kind_line=lines[at].number)
    if kind == LETTER:
        _read_letter_head(head, lines, at)
    else:
        _read_letterhead(head, lines[:at])
        _read_subject(head, lines, at)
    return head


def _type_line(lines: list[Line]) -> tuple[int, str]:
    """The index of the line "KẾ HOẠCH", "BÁO CÁO" … and the type; for a công văn that of its first own sign."""
    top = _top(lines)
    for at in top:
        if found := type_of(lines[at].text):
            return at, found
    for at in top:
        if _LETTER_SIGNS.match(lines[at].text):
            return at, LETTER
    raise Unreadable(
        "Không tìm thấy dòng “KẾ HOẠCH” ở đầu văn bản nên không thể đọc như một kế hoạch; "
        "hãy kiểm tra lại tệp."
    )


def not_a_plan(kind: str) -> str:
    """The sentence for a person who chose a document of another kind."""
    return f"Văn bản này có vẻ là {kind.lower()}, không phải kế hoạch; hãy chọn lại tệp kế hoạch."


def _read_letter_head(head: Head, lines: list[Line], at: int) -> None:
    """A công văn has no line with its type: the subject stands under the number, and Kính gửi begins the text."""
    addressed = next((i for i, line in enumerate(lines) if _ADDRESSED.match(line.text)), None)
    addressed = _head_end(lines, at) if addressed is None else addressed
    about: list[Line] = []
    others: list[Line] = []
    for line in lines[:addressed]:
        goes_on = about and not about[-1].text.isupper() and not _in_head(line)
        (about if _ABOUT.match(line.text) or goes_on else others).append(line)
    _read_letterhead(head, others)
    head.subject = _ABOUT.sub("", squeeze(" ".join(unmarked(line.text) for line in about)))
    head.subject_line = about[0].number if about else 0
    head.body = addressed


def _head_end(lines: list[Line], at: int) -> int:
    """Where the head of a letter to nobody ends: after its subject and what else only a head holds."""
    end = at + 1
    for place, line in enumerate(lines[end:], start=end):
        if not line.text or _in_head(line) or lower_start(line.text):
            end = place + 1
        else:
            break
    return end


def _in_head(line: Line) -> bool:
    parts = (_NATION, _MOTTO, _NUMBER, _DATE)
    return line.text.isupper() or any(part.search(line.text) for part in parts)


def _top(lines: list[Line]) -> list[int]:
    """Indices of the filled lines above the first section, at most forty."""
    top = []
    for at, line in enumerate(lines):
        marked = mark_of(line.text)
        if marked and marked[0].kind in ("part", "section", "number"):
            break
        if line.text:
            top.append(at)
    return top[:40]


def type_of(text: str) -> str:
    """The type a line names: in capitals at its start, or alone on the line in any case."""
    bare = text.strip("*_ ")
    for kind in TYPES:
        if bare.casefold().rstrip(".:") == kind.casefold() or re.match(
            rf"{kind}\b(?!\s*[-–])", bare
        ):
            return kind
    return ""


# -- letterhead


def _read_letterhead(head: Head, lines: list[Line]) -> None:
    issuer = []
    for line in lines:
        rest = _without_nation(head, unmarked(line.text))
        rest = _without_date(head, line, _without_year(head, rest))
        rest = _without_number(head, line, rest)
        rest = _DRAWN.sub("", rest)
        if not rest or _RULE.match(rest):
            continue
        if STAMP.search(rest):
            head.stamps.append(line)
        elif _is_issuer(head, rest):
            issuer.append(rest)
        else:
            head.unknown.append(line)
    if issuer:
        head.letterhead = _letterhead(issuer)


def _is_issuer(head: Head, words: str) -> bool:
    """Capitals above number and date, unless they are a stamp (NĐ 30/2020/NĐ-CP, Phụ lục I, mục III.2)."""
    if _SECRET.fullmatch(words):
        raise Unreadable(
            "Văn bản có dấu chỉ độ mật; không được đưa văn bản bí mật nhà nước lên cổng này."
        )
    # Where the nation stands first and the issuer below its date, only what sounds like a body is one.
    above = not (head.number_line or head.date_line) or _BELOW.match(words)
    return words.isupper() and bool(above) and not _STAMPED.match(words)


def _without_nation(head: Head, text: str) -> str:
    if head.nation_open:
        text = squeeze(_NATION_ENDED.sub("", text))
    rest = _NATION.sub("", text)
    begun = _NATION_BEGUN.search(rest)
    head.nation_open = bool(begun) or (head.nation_open and not text)
    rest = rest[: begun.start()] if begun else rest
    head.nation = head.nation or rest != text
    bare = _MOTTO.sub("", rest)
    head.motto = head.motto or bare != rest
    return squeeze(bare)


def _without_year(head: Head, text: str) -> str:
    """The year of a date whose line ended before it."""
    year = re.search(r"(?:^|\s)(\d{4})$", text)
    if not year or not re.search(r"\bnăm$", head.place_and_date):
        return text
    head.place_and_date = f"{head.place_and_date} {year[1]}"
    told = _DATE.search(head.place_and_date)
    head.date = made_date(told["day"], told["month"], told["year"])
    if head.date:
        head.place_and_date = ""
    return squeeze(text[: year.start()])


def _without_number(head: Head, line: Line, text: str) -> str:
    match = _NUMBER.match(text)
    if not match:
        return text
    head.number_line = line.number
    head.number = int(match["number"]) if match["number"] else None
    head.symbol = re.sub(r"\s*([-–/])\s*", r"\1", match["symbol"]).replace("–", "-")
    return squeeze(text[match.end() :]).strip(".…")


def _without_date(head: Head, line: Line, text: str) -> str:
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    match = _DATE.search(text, start)
    if not match:
        return text
    head.date_line = line.number
    head.place = squeeze(match["place"] or "").strip(" ,.…")
    told = [match[name] or match[f"{name}2"] for name in ("day", "month", "year")]
    head.date = made_date(*told)
    if head.date is None:
        head.place_and_date = squeeze(match[0])
    return squeeze(text[: match.start()])


def _letterhead(lines: list[str]) -> Letterhead:
    # "ỦY BAN NHÂN DÂN" and whose it is are one name on two lines.
    named = 2 if _BROKEN.fullmatch(lines[0]) else 1
    if len(lines) > named and _BELOW.match(lines[named]):
        return Letterhead(tuple(lines[:named]), tuple(lines[named:]))
    return Letterhead((), tuple(lines))


# -- subject


def _read_subject(head: Head, lines: list[Line], at: int) -> None:
    start = re.match(rf"[*_ ]*{head.kind}[.:*_ ]*", lines[at].text, re.IGNORECASE).end()
    words = lines[at].text[start:].rstrip("*_ ")
    head.subject_line = lines[at].number
    blank = False
    at += 1
    above = lines[at - 1]
    while at < len(lines) and _goes_on(words, lines[at], blank):
        line = lines[at]
        if _ends(above, line) and (words or not _is_bold(line)):
            break
        if line.text and not _RULE.match(line.text):
            above = line
            head.subject_line = line.number if not words else head.subject_line
            words = squeeze(f"{words} {line.text.strip('*_ ')}")
        blank = not line.text
        at += 1
    head.subject = words
    head.body = at


def _ends(above: Line, line: Line) -> bool:
    """The subject is centred across the page; the text below it is not."""
    return bool(line.text) and above.align == "center" and line.align != "center"


def _is_bold(line: Line) -> bool:
    """The subject is bold (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.5.a), also where it is too wide to seem centred."""
    bold = sum(each.end - each.start for each in line.styles or () if each.bold)
    return bold >= len(line.text) > 0


def _goes_on(words: str, line: Line, blank: bool) -> bool:
    if not line.text or _RULE.match(line.text):
        # Blank lines after the subject belong to what follows; the caller skips them there.
        return True
    if not words:
        return mark_of(line.text) is None
    if mark_of(line.text):
        return False
    if lower_start(line.text) or line.text.startswith("("):
        return True
    done = blank or _YEAR_AT_END.search(words) or _OPENING.match(line.text)
    return not done
