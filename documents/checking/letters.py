"""F19, F20, F22: letters, quotes, blanks, doubled and split words, and places that were left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.passages import Passage, Subject, finding_at
from documents.model import Correction, Finding
from documents.text import misplaced_tones, normal

# Words of grammar alone: "hành vi vi phạm" and "trực tiếp tiếp xúc" are good Vietnamese, and so are
# "của của cải", "bằng bằng chứng", "theo theo dõi" and "có có mặt".
_DOUBLED = re.compile(
    r"\b(các|từng|để|và|là|được|với|về|những|đã|sẽ|phải|này|tại|trên"
    r"|của(?!\s+của\s+cải)|bằng(?!\s+bằng\s+(?:chứng|cấp|khen|lòng))|theo(?!\s+theo\s+dõi)"
    r"|có(?!\s+có\s+(?:mặt|thể))|trong(?!\s+trong\s+(?:sạch|sáng|lành|nước))|cho(?!\s+cho\s+(?:phép|vay)))"
    r"(\s+\1)\b",
    re.IGNORECASE,
)
_VOWEL = "aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
# The tail or the head of a syllable standing alone: no word of Vietnamese is written so.
_SPLIT = re.compile(
    rf"(?<!\w)(?P<tail>[^\W\d_]*[{_VOWEL}]) (?P<end>nh|ng|ch)(?!\w)"
    rf"|(?<![\w/.])(?P<head>q(?= u[{_VOWEL}])|(?:ngh|ng|nh|kh|ph|gh|th)(?= [{_VOWEL}])) (?P<rest>[{_VOWEL}][^\W\d_]*)"
)
_BEFORE_SIGN = re.compile(r"(?<=[^\s.…(]) +(?=(?:[,;)](?!\S)|[,;)](?=[”.;,])|\.(?=\s|$)|\./\.))")
_AFTER_BRACKET = re.compile(r"(?<=\() +(?=\w)")
_WIDE = re.compile(r"(?<=\S) {2,}(?=\S)")
_STARS = re.compile(
    r"(?<![\w*])(\*{1,2})(?=[\w“\"(])(?P<words>[^*\n]{1,400}?)(?<=[\w”\".)!?:;,])\1(?![\w*])"
)
_STRAIGHT_PAIR = re.compile(r'"(?=\S)([^"“”]{1,400}?)(?<=\S)"')
_PLACEHOLDER = re.compile(
    r"(?<!hashtag )#[^\W\d_]\w*|\.{4,}|…{2,}|_{4,}|\[\s*\]|<[^\W\d_][^<>\n]{1,40}>|(?<!\w)(?:x{3,}|X{4,})(?!\w)"
    r"|\[(?:[Tt]ên|[Ss]ố|[Nn]gày|[Hh]ọ|[Đđ]ơn vị|[Đđ]iền|[Gg]hi|[Cc]hữ ký)[^\]\n]{0,60}\]"
    r"|(?i:ngày)\s*(?:…|\.{2,3})\s*tháng\s*(?:…|\.{2,3}|\d{1,2})(?:\s*năm\s*(?:…|\.{2,3}))?"
    r"|(?i:số):?\s*(?:…|\.{2,3})\s*/\s*[A-ZĐ]\w*(?:-\w+)*"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")


def letter_findings(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the letters of each text, in the order of the page."""
    mixed = _mixes_quotes(subject)
    for passage in subject.passages:
        yield from _letters(passage)
        yield from _quotes(passage, mixed)
        yield from _words(passage)
        for found in _PLACEHOLDER.finditer(passage.words):
            yield found_in(
                passage, found, "text.placeholder",
                f"Còn chỗ để trống hoặc ký hiệu giữ chỗ “{found[0][:30]}”; hãy điền hoặc xóa.",
                severity="error", rule="F22",
            )  # fmt: skip


def found_in(
    passage: Passage, found: re.Match, code: str, message: str, new=None, **told
) -> Finding:
    correction = None
    if new is not None:
        correction = Correction(passage.place, found[0], new, found.start())
    told = {"hit": found[0], "at": found.start(), "correction": correction, **told}
    return finding_at(passage, code, message, **told)


# -- F19: letters and quotes


def _letters(passage: Passage) -> Iterator[Finding]:
    words = passage.words
    told = {"rule": "F19", "severity": "info"}
    if (right := normal(words)) != words:
        hidden = _INVISIBLE.search(words)
        message = (
            "Có ký tự ẩn trong đoạn này; hãy sửa để việc tìm kiếm và in được đúng."
            if hidden
            else "Chữ trong đoạn này gõ theo bảng mã tổ hợp hoặc lẫn chữ “ƣ”; hãy sửa về Unicode dựng sẵn (TCVN 6909)."
        )
        yield finding_at(
            passage, "text.normal_form", message, correction=Correction(passage.place, words, right), **told
        )  # fmt: skip
    for word in misplaced_tones(words):
        message = f"Dấu thanh trong từ “{word}” đặt sai chữ; hãy gõ lại từ này."
        at = words.find(word)
        yield finding_at(passage, "text.misplaced_tone", message, hit=word, at=at, **told)
    for found in _STARS.finditer(words):
        message = (
            f"Còn dấu sao quanh “{found['words'][:40]}”; hãy bỏ dấu sao, dùng chữ nghiêng hoặc đậm."
        )
        yield found_in(passage, found, "text.stars", message, found["words"], **told)


def _mixes_quotes(subject: Subject) -> bool:
    """Both manners of quotes in one document; either alone is a house style."""
    words = "".join(each.words for each in subject.passages)
    return '"' in words and ("“" in words or "”" in words)


def _quotes(passage: Passage, mixed: bool) -> Iterator[Finding]:
    words = passage.words
    told = {"rule": "F19", "severity": "info"}
    if words.count("“") != words.count("”") or words.count('"') % 2:
        lone = next((at for at, sign in enumerate(words) if sign in '“”"'), 0)
        yield finding_at(
            passage, "text.quotes",
            "Dấu ngoặc kép trong đoạn này mở mà không đóng, hoặc ngược lại; hãy kiểm tra lại.",
            hit=words[lone : lone + 1], at=lone, **told,
        )  # fmt: skip
    elif mixed:
        for found in _STRAIGHT_PAIR.finditer(words):
            message = (
                f"Ngoặc kép thẳng quanh “{found[1][:40]}” khác kiểu với các chỗ khác; hãy dùng “ ”."
            )
            yield found_in(passage, found, "text.straight_quotes", message, f"“{found[1]}”", **told)


# -- F20: words and blanks


def _words(passage: Passage) -> Iterator[Finding]:
    words = passage.words
    told = {"rule": "F20", "severity": "info"}
    for found in _DOUBLED.finditer(words):
        # A name may be doubled ("xã Các Các"), grammar is not.
        if found[2].strip()[0].islower():
            message = f"Từ “{found[0]}” có thể bị gõ lặp; hãy kiểm tra lại."
            yield found_in(passage, found, "text.doubled_word", message, found[1], **told)
    for found in _SPLIT.finditer(words):
        whole = found[0].replace(" ", "")
        message = f"Từ “{found[0]}” bị tách rời; hãy viết liền “{whole}”."
        yield found_in(passage, found, "text.split_word", message, whole, **told)
    for found in _BEFORE_SIGN.finditer(words):
        sign = words[found.end()]
        message = f"Thừa khoảng trắng trước dấu “{sign}”; hãy bỏ."
        yield _space(passage, found, message, "")
    for found in _AFTER_BRACKET.finditer(words):
        yield _space(passage, found, "Thừa khoảng trắng sau dấu mở ngoặc; hãy bỏ.", "")
    for found in _WIDE.finditer(words):
        if not _BEFORE_SIGN.match(words, found.start()):
            message = f"Có {len(found[0])} khoảng trắng liền nhau; chỉ để một."
            yield _space(passage, found, message, " ")


def _space(passage: Passage, found: re.Match, message: str, new: str) -> Finding:
    """The hit takes the words on both sides along: a blank alone cannot be shown."""
    words = passage.words
    start = words.rfind(" ", 0, found.start()) + 1
    end = words.find(" ", found.end())
    told = {"rule": "F20", "severity": "info", "hit": words[start : end if end > 0 else None]}
    return found_in(passage, found, "text.space", message, new, at=start, **told)
