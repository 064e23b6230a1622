"""What is this file? The text of a .txt file, or one Vietnamese sentence that says why it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from documents.model import Unreadable

MOST_BYTES = 5 * 1024 * 1024

_AS_TEXT = "Hãy lưu thành tệp văn bản thuần (.txt, UTF-8) rồi tải lên lại."
_PLAIN_ONLY = f"Phiên bản này chỉ đọc được kế hoạch ở tệp .txt. {_AS_TEXT}"
_MAGIC = (
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"\x89PNG", "ảnh PNG"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "ảnh hoặc tệp âm thanh"),
    (b"%PDF", "tệp PDF"),
    (b"PK\x03\x04", "tệp nén hoặc tệp Word, Excel"),
    (b"PK\x05\x06", "tệp nén"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"\xd0\xcf\x11\xe0", "tệp Word, Excel đời cũ"),
    (b"{\\rtf", "tệp RTF"),
    (b"MZ", "tệp chương trình"),
    (b"\x7fELF", "tệp chương trình"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Letters that no other language of the region writes: ă đ ơ ư and the block of vowels with two marks.
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_LETTER = re.compile(r"[^\W\d_]")
_BARE_WORDS = re.compile(
    r"\b(ke hoach|dan van|chinh quyen|nhan dan|thuc hien|cong tac|uy ban|nhiem vu|to chuc)\b",
    re.IGNORECASE,
)
# What text in the fonts of TCVN3 (".VnTime") looks like to a Unicode reader.
_OLD_FONT = re.compile("[\u00a8-\u00b9\u00bb-\u00bf]")


def text_of_file(data: bytes, filename: str) -> str:
    """The characters of a plan in a .txt file.

    Accepts UTF-8 with or without a mark, and UTF-16 with one. Raises Unreadable for anything that is not a text in
    Vietnamese: empty, too large, another kind of file under whatever name, another encoding, another language.
    """
    if not data.strip():
        raise Unreadable("Tệp trống, không có chữ nào; hãy chọn lại tệp kế hoạch.")
    _refuse_other_files(data, filename)
    if len(data) > MOST_BYTES:
        raise Unreadable(
            "Tệp văn bản lớn hơn 5 MB, không thể là một bản kế hoạch; hãy kiểm tra lại tệp."
        )
    text = _decoded(data)
    _refuse_other_languages(text)
    return text


def _refuse_other_files(data: bytes, filename: str) -> None:
    suffix = PurePath(filename).suffix.lower()
    if suffix in {".docx", ".doc", ".pdf", ".odt", ".rtf"}:
        raise Unreadable(_PLAIN_ONLY)
    looks = next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    # Two letters alone may begin a text; a program or a picture also holds zero bytes.
    if looks and (data[:2] not in (b"BM", b"MZ") or b"\0" in data):
        raise Unreadable(f"Nội dung tệp là {looks}, không phải văn bản thuần. {_AS_TEXT}")
    if suffix not in {".txt", ""}:
        raise Unreadable(_PLAIN_ONLY)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Unreadable(
            "Tệp không dùng bảng mã UTF-8 (có thể là windows-1258 hoặc TCVN3) nên không đọc đúng dấu tiếng Việt. "
            "Hãy lưu lại với bảng mã UTF-8 rồi tải lên lại."
        ) from wrong
    if "\0" in text:
        raise Unreadable(f"Tệp có dữ liệu nhị phân, không phải văn bản thuần. {_AS_TEXT}")
    return text


def _refuse_other_languages(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    letters = len(_LETTER.findall(composed))
    if letters < 100:
        raise Unreadable("Tệp gần như không có chữ, không thể là một bản kế hoạch.")
    if len(_VIETNAMESE.findall(composed)) >= letters * 0.05:
        return
    if len(_OLD_FONT.findall(composed)) > letters * 0.03:
        raise Unreadable(
            "Văn bản được gõ bằng phông chữ cũ (TCVN3, VNI). "
            "Hãy chuyển sang Unicode rồi tải lên lại."
        )
    if len(_BARE_WORDS.findall(composed)) >= 3:
        raise Unreadable(
            "Văn bản tiếng Việt không có dấu nên không thể đọc đúng; hãy tải lên bản có đủ dấu."
        )
    raise Unreadable("Văn bản không phải tiếng Việt; hãy chọn lại tệp kế hoạch.")
