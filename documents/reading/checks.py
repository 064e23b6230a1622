"""What a person should look at in a plan that was read. Everything is kept as printed; these are sentences about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.citations import citation_spans
from documents.dates import impossible_dates
from documents.kinds import section_kind
from documents.model import Citation, Finding, Item, Reading, plain
from documents.numbering import POINTS, roman_value
from documents.reading.blocks import Block
from documents.text import misplaced_tones

_YEAR = re.compile(r"(?P<before>\b\S+\s+)?năm\s+(?P<year>20\d\d)\b")
_OTHER_YEAR_MEANT = re.compile(
    r"(so với|kết quả|cuối|đầu|từ|đến|trước|phát huy|giai đoạn|luật[^.;]*|khóa[^.;]*|nhiệm kỳ[^.;]*|tháng\s+\S+|/)\s*$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"#\w+|\.{4,}|…{2,}|_{4,}|\[\s*\]|<[^>\n]{0,40}>|x{3,}", re.IGNORECASE)
# Words of grammar alone: "hành vi vi phạm" and "trực tiếp tiếp xúc" are good Vietnamese.
_DOUBLED = re.compile(
    r"\b(các|từng|để|của|và|là|được|trong|cho|với|theo|về|có|những|đã|sẽ|phải|này|tại|bằng|trên)"
    r"\s+\1\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"trước(?:\s+ngày)?\s+\d{1,2}\s+(?:hằng tháng|hàng tháng|tháng liền kề|của tháng)", re.I
)


def outline_findings(items: tuple[Item, ...]) -> Iterator[Finding]:
    """Numbers that are missing, doubled, out of order or no letter of the Vietnamese alphabet."""
    yield from _in_list(items, "")
    for item in items:
        yield from _below(item)
    headings = [plain(each.heading) for item in items for each in (item, *item.children)]
    if "implementation" not in map(section_kind, headings):
        yield Finding(
            "section.no_implementation",
            "Không thấy mục “Tổ chức thực hiện”; hãy kiểm tra xem nhiệm vụ đã giao cho ai.",
        )


def _below(item: Item, above: str = "") -> Iterator[Finding]:
    numbered = item.marker not in ("", "-", "+", "*")
    path = f"{above}.{item.marker}".lstrip(".") if numbered else above
    yield from _in_list(item.children, f" của mục {path}" if path else "")
    for child in item.children:
        yield from _below(child, path)


def _in_list(items: tuple[Item, ...], place: str) -> Iterator[Finding]:
    last: dict[str, int] = {}
    for item in items:
        shape = _shape(item)
        if not shape:
            continue
        line = item.source.first if item.source else None
        if shape == "point" and item.marker not in POINTS:
            yield Finding(
                "numbering.letter",
                f"Điểm “{item.label}”{place} dùng chữ không có trong bảng chữ cái tiếng Việt; "
                "sau “e)” là “g)”.",
                line,
            )
            continue
        yield from _step(item, shape, last.get(shape, 0), place, line)
        last[shape] = _ordinal(item)


def _step(item: Item, shape: str, last: int, place: str, line) -> Iterator[Finding]:
    ordinal = _ordinal(item)
    if ordinal == last + 1:
        return
    if ordinal == last:
        code, told = "numbering.duplicate", f"Số “{item.label}”{place} bị lặp"
    elif ordinal > last:
        missing = _named(item, shape, last + 1, ordinal - 1)
        code, told = "numbering.gap", f"Thiếu {missing} trước “{item.label}”{place}"
    else:
        code, told = "numbering.order", f"Số “{item.label}”{place} không theo thứ tự"
    yield Finding(code, f"{told}; số được giữ như bản gốc, hãy đánh số lại nếu cần.", line)


def _named(item: Item, shape: str, first: int, last: int) -> str:
    names = {
        "section": lambda n: _roman(n),
        "letter": lambda n: chr(ord("A") + n - 1),
        "point": lambda n: f"{POINTS[n - 1]})",
        "number": lambda n: item.marker.rpartition(".")[0] + "." * ("." in item.marker) + str(n),
    }
    return ", ".join(f"“{names[shape](number)}”" for number in range(first, last + 1))


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _shape(item: Item) -> str:
    if item.marker and item.marker.replace(".", "").isdigit():
        return "number"
    if roman_value(item.marker):
        return "section"
    if len(item.marker) == 1 and item.marker.isalpha():
        return "letter" if item.marker.isupper() else "point"
    return ""


def _ordinal(item: Item) -> int:
    shape = _shape(item)
    if shape == "number":
        return int(item.marker.rpartition(".")[2])
    if shape == "section":
        return roman_value(item.marker)
    return ord(item.marker) - ord("A") + 1 if shape == "letter" else POINTS.find(item.marker) + 1


def style_findings(blocks: list[Block]) -> Iterator[Finding]:
    """Marks that NĐ 30/2020/NĐ-CP writes in another way, each way once."""
    seen = set()
    for block in blocks:
        mark = block.mark
        unusual = mark and (
            mark.kind == "bracketed"
            or (mark.kind == "point" and mark.printed.endswith("."))
            or (mark.kind == "bullet" and mark.printed not in "-+")
        )
        if unusual and mark.kind not in seen:
            seen.add(mark.kind)
            yield Finding(
                "numbering.style",
                f"Dấu đầu dòng “{mark.printed}” không theo Nghị định 30/2020/NĐ-CP; "
                f"hệ thống trình bày lại theo quy định.",
                block.first,
                "info",
            )


# -- words


def word_findings(blocks: list[Block], words_of, year: int | None) -> Iterator[Finding]:
    """Left-over years, placeholders, doubled words, misplaced tones, open quotes and days that do not exist."""
    for block in blocks:
        words = words_of(block)
        yield from _stale_years(block, words, year)
        for found in _PLACEHOLDER.finditer(words):
            yield Finding(
                "text.placeholder",
                f"Còn chỗ để trống hoặc ký hiệu giữ chỗ “{found[0][:30]}”; hãy điền hoặc xóa.",
                block.line_at(found.start()),
            )
        for found in _DOUBLED.finditer(words):
            yield Finding(
                "text.doubled_word",
                f"Từ “{found[0]}” có thể bị gõ lặp; hãy kiểm tra lại.",
                block.line_at(found.start()),
                "info",
            )
        yield from _letters(block, words)
        for printed in impossible_dates(words):
            yield Finding(
                "deadline.impossible",
                f"Ngày “{printed}” không có trong lịch; hãy kiểm tra lại thời hạn này.",
                block.line_at(words.find(printed.split()[0])),
            )
        if found := _RELATIVE.search(words):
            yield Finding(
                "deadline.relative",
                f"Thời hạn “{found[0]}” lặp lại theo kỳ nên chưa thành ngày cụ thể; "
                "hãy nhập hạn cho từng kỳ khi giao việc.",
                block.line_at(found.start()),
                "info",
            )


def _stale_years(block: Block, words: str, year: int | None) -> Iterator[Finding]:
    if year is None:
        return
    spans = citation_spans(words)
    for found in _YEAR.finditer(words):
        printed = int(found["year"])
        at = found.start("year")
        inside = any(start <= at < end + 60 and "“" not in words[end:at] for start, end in spans)
        meant = _OTHER_YEAR_MEANT.search(words[: at - 4].rstrip()[-60:])
        if year - 2 <= printed < year and not inside and not meant:
            yield Finding(
                "text.stale_year",
                f"Có “năm {printed}” trong kế hoạch năm {year}; "
                f"hãy kiểm tra xem có phải còn sót từ kế hoạch cũ.",
                block.line_at(at),
            )


def _letters(block: Block, words: str) -> Iterator[Finding]:
    for word in misplaced_tones(words):
        yield Finding(
            "text.misplaced_tone",
            f"Dấu thanh trong từ “{word}” đặt sai chữ; hãy gõ lại từ này.",
            block.line_at(words.find(word)),
            "info",
        )
    if words.count("“") != words.count("”"):
        yield Finding(
            "text.quotes",
            "Dấu ngoặc kép trong đoạn này mở mà không đóng, hoặc ngược lại; hãy kiểm tra lại.",
            block.first,
            "info",
        )


# -- citations and deadlines


def citation_findings(citations: tuple[Citation, ...]) -> Iterator[Finding]:
    """Numbers whose issuer is cut short, such as "33/CT-TT" for "33/CT-TTg"."""
    for citation in citations:
        if re.search(r"-TT$", citation.number):
            yield Finding(
                "citation.symbol",
                f"Ký hiệu “{citation.number}” có thể thiếu chữ (thường là “-TTg”); "
                "hãy đối chiếu với văn bản gốc.",
                citation.line,
                sure=0.7,
            )


def deadline_findings(reading: Reading) -> Iterator[Finding]:
    """Deadlines before the plan itself, outside its year, or understood with some doubt."""
    issued = reading.document.date
    for deadline in reading.deadlines:
        told = f"{deadline.date:%d/%m/%Y}"
        if deadline.sure < 0.8:
            yield Finding(
                "deadline.unsure",
                f"Hạn “{deadline.text[:80]}” được hiểu là ngày {told}; hãy xác nhận.",
                deadline.line,
                sure=deadline.sure,
            )
        elif issued and deadline.date < issued:
            yield Finding(
                "deadline.before_issue",
                f"Hạn ngày {told} trước ngày ban hành kế hoạch; hãy kiểm tra lại.",
                deadline.line,
            )
        elif (
            reading.year
            and deadline.date.year != reading.year
            and not (deadline.date.year == reading.year + 1 and deadline.date.month == 1)
        ):
            yield Finding(
                "deadline.other_year",
                f"Hạn ngày {told} ngoài năm kế hoạch {reading.year}; hãy kiểm tra lại.",
                deadline.line,
            )
