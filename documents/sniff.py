"""What is this file? Its kind by its content, or one Vietnamese sentence that says why it cannot be read."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from io import BytesIO
from pathlib import PurePath

from documents.model import Unreadable

MOST_BYTES = 5 * 1024 * 1024

_AS_TEXT = "Hãy tải lên bản Word (.docx), bản PDF có chữ hoặc tệp văn bản thuần (.txt, UTF-8)."
_ONLY = f"Cổng không đọc tệp loại này. {_AS_TEXT}"
DAMAGED_WORD = "Tệp Word bị hỏng hoặc tải lên chưa trọn vẹn; hãy mở lại bằng Word, lưu thành .docx và tải lên lại."
LOCKED = "Tệp có đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi tải lên lại."
NO_WORDS = "Tệp gần như không có chữ, không thể là một bản kế hoạch."
IN_OLD_FONTS = (
    "Văn bản được gõ bằng phông chữ cũ (TCVN3, VNI). Hãy chuyển sang Unicode rồi tải lên lại."
)
_MAGIC = (
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"\x89PNG", "ảnh PNG"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "ảnh hoặc tệp âm thanh"),
    (b"PK\x05\x06", "tệp nén"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
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


PDF, ZIP, OLE, RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_LATEST_PDF_MARK = (
    1024  # bytes of a mail or a byte order mark that readers of PDF let stand before the file
)
_SUFFIXES = {".txt", ".docx", ".pdf", ".doc", ".odt", ".rtf", ""}


def kind_of(data: bytes, filename: str) -> str:
    """ "txt", "docx", "pdf", "doc", "odt" or "rtf": by the content, whatever the name says.

    Raises Unreadable for an empty file and for every other kind. What is inside may still be damaged.
    """
    if not data.strip():
        raise Unreadable("Tệp trống, không có chữ nào; hãy chọn lại tệp kế hoạch.")
    if PDF in data[:_LATEST_PDF_MARK]:
        return "pdf"
    if data.startswith(ZIP):
        return _packed_kind(data)
    if data.startswith(OLE):
        return _compound_kind(data)
    if data.startswith(RTF):
        return "rtf"
    _refuse_other_files(data, filename)
    return "txt"


def _packed_kind(data: bytes) -> str:
    """What a ZIP archive is: a Word file, an OpenDocument text, or neither."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = {info.filename for info in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as wrong:
        raise Unreadable(DAMAGED_WORD) from wrong
    if "word/vbaProject.bin" in names:
        raise Unreadable(
            "Tệp Word có chứa macro (.docm) nên không được nhận. Hãy lưu thành .docx rồi tải lên lại."
        )
    for folder, name in (("xl/", "bảng tính Excel"), ("ppt/", "bản trình chiếu PowerPoint")):
        if any(each.startswith(folder) for each in names):
            raise Unreadable(f"Nội dung tệp là {name}, không phải văn bản kế hoạch. {_AS_TEXT}")
    if "[Content_Types].xml" in names:
        return "docx"
    if {"content.xml", "META-INF/manifest.xml"} <= names:
        return "odt"
    if any(each.startswith("word/") for each in names):
        raise Unreadable(DAMAGED_WORD)
    raise Unreadable(f"Nội dung tệp là tệp nén, không phải văn bản. {_AS_TEXT}")


def _compound_kind(data: bytes) -> str:
    """What an OLE container is: names of its streams stand in it as UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(LOCKED)
    for stream, name in (
        ("Workbook", "bảng tính Excel"),
        ("PowerPoint Document", "bản trình chiếu"),
    ):
        if stream.encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
            raise Unreadable(f"Nội dung tệp là {name}, không phải văn bản kế hoạch. {_AS_TEXT}")
    return "doc"


def text_of_file(data: bytes) -> str:
    """The characters of a plan in a .txt file.

    Accepts UTF-8 with or without a mark, and UTF-16 with one. Raises Unreadable for anything that is not a text in
    Vietnamese: too large, another encoding, another language.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(
            "Tệp văn bản lớn hơn 5 MB, không thể là một bản kế hoạch; hãy kiểm tra lại tệp."
        )
    text = _decoded(data)
    refuse_other_languages(text)
    return text


def _refuse_other_files(data: bytes, filename: str) -> None:
    looks = next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    # Two letters alone may begin a text; a program or a picture also holds zero bytes.
    if looks and (data[:2] not in (b"BM", b"MZ") or b"\0" in data):
        raise Unreadable(f"Nội dung tệp là {looks}, không phải văn bản. {_AS_TEXT}")
    suffix = PurePath(filename).suffix.lower()
    if suffix not in _SUFFIXES:
        raise Unreadable(_ONLY)
    if suffix not in (".txt", "") and b"\0" in data:
        raise Unreadable(f"Tệp bị hỏng hoặc không đúng là tệp {suffix}. {_AS_TEXT}")


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
        raise Unreadable(f"Tệp có dữ liệu nhị phân, không phải văn bản. {_AS_TEXT}")
    return text


def refuse_other_languages(text: str) -> None:
    """Raises Unreadable unless the words are Vietnamese with their marks, typed in Unicode."""
    composed = unicodedata.normalize("NFC", text)
    letters = len(_LETTER.findall(composed))
    if letters < 100:
        raise Unreadable(NO_WORDS)
    if len(_VIETNAMESE.findall(composed)) >= letters * 0.05:
        return
    if len(_OLD_FONT.findall(composed)) > letters * 0.03:
        raise Unreadable(IN_OLD_FONTS)
    if len(_BARE_WORDS.findall(composed)) >= 3:
        raise Unreadable(
            "Văn bản tiếng Việt không có dấu nên không thể đọc đúng; hãy tải lên bản có đủ dấu."
        )
    raise Unreadable("Văn bản không phải tiếng Việt; hãy chọn lại tệp kế hoạch.")
