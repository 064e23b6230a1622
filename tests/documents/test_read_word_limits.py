"""Word files that are damaged, locked, or made to break a reader: each ends in one clear sentence, within limits."""

import io
import zipfile

import pytest

from documents.model import Unreadable
from documents.reading.word import extract, pages_of_word
from documents.reading.word.package import MOST_ENTRIES
from documents.reading.word.pieces import paragraphs_of
from documents.sandbox import read_safely
from tests.documents.word_files import MAIN, cell, p, plan_file, r, row, table, word_file

BODY = p("I. NHIỆM VỤ") + p("1. Tuyên truyền pháp luật.")
GOOD = plan_file(BODY)


def document_of(xml: bytes | str, packing: int = zipfile.ZIP_DEFLATED, **entries: bytes) -> bytes:
    """A package whose main part is that XML as it stands."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", xml)
        for name, data in entries.items():
            packed.writestr(name, data)
    return held.getvalue()


def root(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{MAIN}"><w:body>{inside}</w:body></w:document>'


def bomb() -> bytes:
    return document_of(b"<w:document>" + b" " * 39_000_000)


def swollen_total() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for at in range(6):
            packed.writestr(f"word/media/image{at}.bmp", bytes(36_000_000))
    return held.getvalue()


def many_entries() -> bytes:
    return document_of(root(BODY), **{f"word/media/{at}.png": b"" for at in range(MOST_ENTRIES)})


def entities(depth: int = 9) -> bytes:
    told = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, depth)
    )
    return document_of(
        root(f"<w:p><w:r><w:t>&e{depth - 1};</w:t></w:r></w:p>", f"<!DOCTYPE x [{told}]>")
    )


def foreign_entity() -> bytes:
    told = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return document_of(root("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", told))


def hidden_entity() -> bytes:
    """The same in UTF-16, where no byte of it looks like a DTD."""
    told = root("<w:p/>", '<!DOCTYPE x [<!ENTITY e "ha">]>').replace(
        '"1.0"', '"1.0" encoding="utf-16"'
    )
    return document_of(told.encode("utf-16"))


def nested_tables(depth: int = 300) -> bytes:
    return document_of(root("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth))


def deep_runs(depth: int = 5000) -> bytes:
    return document_of(root(f"<w:p>{'<w:ins>' * depth}{'</w:ins>' * depth}</w:p>"))


def encrypted_entry() -> bytes:
    data = bytearray(GOOD)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def broken_stream() -> bytes:
    """Bytes inside the packed main part are changed."""
    at = GOOD.find(b"word/document.xml") + 40
    return GOOD[:at] + b"\xff" * 60 + GOOD[at + 60 :]


BAD = {
    "cut": (lambda: GOOD[: len(GOOD) // 2], "Word bị hỏng"),
    "cut at its end": (lambda: GOOD[:-30], "Word bị hỏng"),
    "broken stream": (broken_stream, "Word bị hỏng"),
    "no main part": (lambda: document_of("").replace(b"word/document.xml", b"word/dokument.xml"), "Word bị hỏng"),
    "empty main part": (lambda: document_of(""), "Word bị hỏng"),
    "no body": (lambda: document_of("<document/>"), "Word bị hỏng"),
    "cut XML": (lambda: document_of(root(BODY)[:-60]), "Word bị hỏng"),
    "locked entries": (encrypted_entry, "mật khẩu"),
    "bomb": (bomb, "mở nén quá lớn"),
    "total": (swollen_total, "mở nén quá lớn"),
    "many entries": (many_entries, "mở nén quá lớn"),
    "entities": (entities, "DTD"),
    "foreign entity": (foreign_entity, "DTD"),
    "hidden entity": (hidden_entity, "DTD|bị hỏng"),
    "nested tables": (nested_tables, "Word bị hỏng"),
    "deep runs": (deep_runs, "Word bị hỏng"),
    "nothing": (lambda: word_file(p()), "gần như không có chữ"),
    "pictures": (lambda: word_file(p('<w:r><w:pict><v:imagedata/></w:pict></w:r>') * 3), "chỉ có hình ảnh"),
    "no marks": (lambda: word_file(p("Ke hoach cong tac dan van chinh quyen nam 2026. ") * 20), "không có dấu"),
    "old font": (
        lambda: word_file(p(r("C«ng t¸c d©n vËn", '<w:rFonts w:ascii=".VnTime"/>')) * 20), "phông chữ cũ"),
    "old font in words of no marks": (
        lambda: word_file(p(r("abc def ghi", '<w:rFonts w:ascii="VNI-Times"/>')) * 40), "phông chữ cũ"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_ends_in_one_sentence(name):
    make, sentence = BAD[name]
    with pytest.raises(Unreadable, match=sentence) as refusal:
        pages_of_word(make())
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 200


def loose(inside: str) -> bytes:
    """Not packed at all: its size alone tells nothing against it."""
    return document_of(root(inside), zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    "make",
    [
        bomb,
        lambda: document_of(root("<w:p/>" * 3_000_000)),
        lambda: loose("<w:p/>" * 3_000_000),
        lambda: loose(f"<w:p><w:r><w:t>{'ế ' * 9_000_000}</w:t></w:r></w:p>"),
        lambda: loose("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 300_000 + "</w:tbl>"),
    ],
    ids=["bomb", "three million", "three million loose", "long text", "long table"],
)  # fmt: skip
def test_a_huge_file_ends_in_one_sentence_within_the_limits_of_its_process(make, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(make())
    with pytest.raises(Unreadable) as refusal:
        read_safely(path, "a.docx")
    assert str(refusal.value).endswith(".")


def test_nothing_outside_the_file_is_fetched():
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" TargetMode="External" Target="http://127.0.0.1:9/numbering.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/>'
        "</Relationships>"
    )
    data = document_of(root(p("x")), **{"word/_rels/document.xml.rels": outside.encode()})
    assert [block.words for block in extract(data).blocks] == ["x"]


def test_names_that_leave_the_archive_name_nothing(tmp_path):
    secret = tmp_path / "numbering.xml"
    secret.write_text("<x/>")
    leaving = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Target="../../../..{secret}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/>'
        "</Relationships>"
    )
    entries = {"word/_rels/document.xml.rels": leaving.encode(), "../../evil.xml": b"<x/>"}
    assert [block.words for block in extract(document_of(root(p("x")), **entries)).blocks] == ["x"]
    assert not (tmp_path.parent.parent / "evil.xml").exists()


def test_deeply_nested_tables_are_read():
    inner = p("sâu")
    for _ in range(60):
        inner = table(row(cell("x", inner), "y"))
    words = [
        each.words for block in extract(word_file(inner)).blocks for each in paragraphs_of(block)
    ]
    assert "sâu" in words
