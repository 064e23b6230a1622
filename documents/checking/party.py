"""Documents of the Party have a form of their own (Hướng dẫn 36-HD/VPTW) and are not held against the decree."""

from __future__ import annotations

import re

from documents.model import AdministrativeDocument

_BODY = re.compile(
    r"ĐẢNG CỘNG SẢN|^(?:ĐẢNG (?:ỦY|UỶ|BỘ)|(?:TỈNH|THÀNH|HUYỆN|THỊ|QUẬN) (?:ỦY|UỶ)|CHI BỘ|BAN CHẤP HÀNH|BAN THƯỜNG VỤ"
    r"|(?:BAN|VĂN PHÒNG|ỦY BAN KIỂM TRA) (?:\w+ )*(?:ĐẢNG ỦY|ĐẢNG UỶ|HUYỆN ỦY|TỈNH ỦY)|BAN XÂY DỰNG ĐẢNG"
    r"|ĐẢNG \w+)(?!\w)"
)
_SYMBOL = re.compile(r"/(?:ĐU|HU|TU|TW|TWĐ|CB)$|/(?:ĐU|HU|TU)-")
_SIGNED = re.compile(r"^T/M\s+(?:ĐẢNG|BAN|CHI)|^BÍ THƯ$|^PHÓ BÍ THƯ")


def is_party_document(document: AdministrativeDocument) -> bool:
    """Whether letterhead, symbol or signature are those of a body of the Party."""
    head = document.letterhead
    lines = (*head.superior, *head.issuer) if head else ()
    authority = document.signature.authority if document.signature else ()
    return (
        any(_BODY.search(line.upper()) for line in lines)
        or bool(_SYMBOL.search(document.symbol))
        or any(_SIGNED.match(line.upper()) for line in authority)
    )
