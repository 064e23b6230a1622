"""F12 to F15: the sign "./.", Nơi nhận, Kính gửi and who signs (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6 to II.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.passages import Subject
from documents.kinds import PLAN, REPORT
from documents.model import AdministrativeDocument, Correction, Finding
from documents.wording import is_letter

_ARCHIVE = re.compile(r"^Lưu\s*:\s*VT\b")
_ALMOST_ARCHIVE = re.compile(r"^Lưu(?:\s*[:;.,])?\s+VT\b|^Lưu:VT\b")
_SUPERIOR = re.compile(
    r"^(?:Sở|UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Thường trực|Huyện ủy|Tỉnh ủy)\b.*\b(?:tỉnh|huyện|thành phố)\b"
    r"|^Sở\b|\(b/c\)"
)
_LEARNED = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Th\.S|CN|KS|BS|CKI{1,2}|LS|Ths|TSKH)\.?\s*)+[.\s]\s*")
_SIGNED_FOR = re.compile(
    r"^(?P<sign>TM|KT|TL|Q)\s*/\s*|^(?P<letters>[TK])/(?P<last>[MTL])\s*[.]?\s*"
)


def foot_findings(subject: Subject) -> Iterator[Finding]:
    """F12 to F15: the sign "./.", Nơi nhận, Kính gửi and who signs."""
    document = subject.document
    yield from _end_sign(subject)
    yield from _recipients(document)
    yield from _addressees(document)
    yield from _signature(document)


def _end_sign(subject: Subject) -> Iterator[Finding]:
    body = [each for each in subject.passages if each.part in ("opening", "items", "closing")]
    found = [each for each in body for _ in range(each.words.count("./."))]
    told = {"rule": "F12", "severity": "warn"}
    if not found and body:
        last = body[-1]
        stop = "." if last.words.endswith(".") else ""
        fits = last.words and (stop or last.words[-1].isalnum() or last.words[-1] in "”)%")
        at = len(last.words) - len(stop)
        yield Finding(
            "form.end_sign",
            "Dấu kết thúc “./.” chưa có; theo quy định dấu này ghi một lần ở cuối nội dung.",
            last.line,
            place=last.place,
            correction=Correction(last.place, stop, "./.", at) if fits else None,
            at=at,
            hit=stop,
            **told,
        )
    elif len(found) > 1:
        yield Finding(
            "form.end_sign",
            f"Dấu kết thúc “./.” có {len(found)} lần; theo quy định dấu này ghi một lần ở cuối nội dung.",
            found[0].line,
            place=found[0].place,
            hit="./.",
            at=found[0].words.find("./."),
            **told,
        )
    elif found and found[0].place != body[-1].place:
        yield Finding(
            "form.end_sign",
            "Dấu kết thúc “./.” không ở cuối nội dung; hãy chuyển dấu này xuống cuối đoạn cuối cùng.",
            found[0].line,
            place=found[0].place,
            hit="./.",
            at=found[0].words.find("./."),
            **told,
        )


def _recipients(document: AdministrativeDocument) -> Iterator[Finding]:
    names = document.recipients
    if not names:
        message = "Không thấy danh sách “Nơi nhận”; hãy bổ sung."
        yield Finding("form.recipients", message, rule="F13", place=("recipients",))
        return
    archives = [at for at, name in enumerate(names) if name.startswith("Lưu")]
    last = len(names) - 1
    if archives and archives[-1] != last:
        message = (
            f"Dòng “{names[archives[-1]]}” không ở cuối “Nơi nhận”; hãy chuyển xuống dòng cuối."
        )
        place = ("recipients", archives[-1])
        yield Finding("form.archive_line", message, rule="F13", place=place)
    elif not archives or not _ARCHIVE.match(names[last]):
        yield _archive_line(names[last], ("recipients", last))


def _archive_line(name: str, place) -> Finding:
    if almost := _ALMOST_ARCHIVE.match(name):
        message = f"Dòng lưu “{name}” ghi chưa đúng mẫu; hãy ghi “Lưu: VT”."
        correction = Correction(place, almost[0], "Lưu: VT", 0)
        return Finding(
            "form.archive_line", message, rule="F13", place=place, correction=correction,
            hit=almost[0], at=0,
        )  # fmt: skip
    message = (
        f"Dòng cuối của “Nơi nhận” là “{name}”; theo quy định dòng cuối ghi “Lưu: VT” và "
        "chữ viết tắt đơn vị soạn thảo."
    )
    return Finding("form.archive_line", message, rule="F13", place=place, hit=name, at=0)


def _addressees(document: AdministrativeDocument) -> Iterator[Finding]:
    """Công văn and báo cáo to a higher body name whom they are for, above and in Nơi nhận (Phụ lục I, II.9)."""
    told = {"severity": "error", "rule": "F14"}
    same = any(re.match(r"Như\s+(?:trên|Kính gửi)", name) for name in document.recipients)
    upward = any(_SUPERIOR.search(name) for name in document.recipients)
    needs = is_letter(document) or (document.kind == REPORT and upward)
    kind = document.kind.lower()
    if not document.addressees and (needs or same):
        message = (
            "“Nơi nhận” ghi “Như trên” nhưng văn bản không có dòng “Kính gửi”; hãy bổ sung."
            if same
            else f"Chưa có dòng “Kính gửi” của {kind} gửi cấp trên; hãy bổ sung nơi nhận chính."
            if document.kind == REPORT
            else "Công văn chưa có dòng “Kính gửi”; hãy bổ sung."
        )
        yield Finding("form.addressees", message, place=("addressees",), **told)
    wants_same = is_letter(document) or document.kind == REPORT
    if document.addressees and wants_same and document.recipients and not same:
        message = (
            "Văn bản có “Kính gửi” nhưng “Nơi nhận” thiếu dòng đầu “- Như trên;”; hãy bổ sung."
        )
        yield Finding("form.as_above", message, place=("recipients",), **told)


def _signature(document: AdministrativeDocument) -> Iterator[Finding]:
    signature = document.signature
    place = ("signature", "authority")
    if not signature or not signature.authority:
        message = "Không thấy chức vụ người ký; hãy bổ sung."
        yield Finding("form.signature", message, severity="error", rule="F15", place=place)
    else:
        yield from _authority(document, signature.authority)
    if signature and signature.authority and not signature.name:
        message = "Không thấy họ tên người ký; hãy bổ sung."
        yield Finding(
            "form.signer", message, severity="error", rule="F15", place=("signature", "name")
        )
    if signature and signature.name:
        yield from _name(signature.name)


def _name(name: str) -> Iterator[Finding]:
    told = {"rule": "F15", "severity": "error", "place": ("signature", "name")}
    learned = _LEARNED.match(name)
    bare = name[learned.end() :] if learned else name
    if learned and bare:
        yield Finding(
            "form.signer_title",
            f"Trước họ tên người ký không ghi học hàm, học vị (“{learned[0].strip()}”); hãy bỏ.",
            correction=Correction(("signature", "name"), learned[0], "", 0),
            hit=learned[0],
            at=0,
            **told,
        )
    if bare.isupper() and " " in bare:
        right = " ".join(word.capitalize() for word in bare.split(" "))
        at = len(name) - len(bare)
        yield Finding(
            "form.signer_capitals",
            f"Họ tên người ký “{bare}” viết toàn chữ in hoa; theo quy định viết “{right}”.",
            correction=Correction(("signature", "name"), bare, right, at),
            hit=bare,
            at=at,
            **{**told, "severity": "warn"},
        )


def _authority(document: AdministrativeDocument, lines: tuple[str, ...]) -> Iterator[Finding]:
    place = ("signature", "authority")
    told = {"rule": "F15", "severity": "warn", "place": place}
    for line in lines:
        if found := _SIGNED_FOR.match(line):
            sign = found["sign"] or found["letters"] + found["last"]
            message = (
                f"Quyền hạn ký “{line}” viết dấu gạch chéo; văn bản hành chính viết “{sign}.”."
            )
            yield Finding("form.authority", message, hit=line, **told)
    joined = " ".join(lines)
    issuer = " ".join(document.letterhead.issuer).upper() if document.letterhead else ""
    is_committee = bool(re.match(r"(?:UBND|[ỦU][YỶ] BAN NHÂN DÂN)\b", issuer))
    if lines[-1].startswith("KT.") and len(lines) < 3 and "PHÓ" not in joined:
        message = "Sau dòng “KT.” phải ghi chức vụ của người ký thay, ví dụ “PHÓ CHỦ TỊCH”."
        yield Finding("form.authority", message, **told)
    collective = document.kind in (PLAN, REPORT) and is_committee and "PHÒNG" not in issuer
    if collective and lines == ("CHỦ TỊCH",):
        message = (
            "Kế hoạch, báo cáo của Ủy ban nhân dân do tập thể quyết định; "
            "thường ký “TM. ỦY BAN NHÂN DÂN” rồi đến “CHỦ TỊCH”."
        )
        yield Finding("form.authority", message, sure=0.7, **told)
    if re.match(r"TM\. ?(?:UBND|[ỦU][YỶ] BAN NHÂN DÂN)", lines[0]) and issuer and not is_committee:
        message = (
            f"Ký “{lines[0]}” nhưng cơ quan ban hành là “{issuer}”; hãy kiểm tra thẩm quyền ký."
        )
        yield Finding("form.authority", message, sure=0.7, **told)
