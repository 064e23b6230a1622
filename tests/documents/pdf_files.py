"""PDF files built by hand, object by object: what no printing program would write."""

from __future__ import annotations

import zlib


def pdf_file(objects: list[bytes], *, version: str = "1.7", trailer: str = "") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue. Cross-reference table included."""
    told = bytearray(f"%PDF-{version}\n".encode())
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(told))
        told += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(told)
    told += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    told += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    told += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(told)


def stream(content: bytes, entries: str = "", *, packed: bool = True) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    packing = "/Filter/FlateDecode" if packed else ""
    return f"<</Length {len(data)}{packing}{entries}>>stream\n".encode() + data + b"\nendstream"


def pages_file(
    contents: list[bytes],
    *,
    resources: str = "",
    more: list[bytes] = (),
    catalogue: str = "",
    trailer: str = "",
) -> bytes:
    """One page for each stream of drawing commands; `more` are objects numbered from 3 on."""
    first = 3 + len(more)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalogue}>>".encode(),
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>".encode(),
        *more,
    ]
    for at, content in enumerate(contents):
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 2 * at + 1} 0 R"
            f"/Resources<<{resources}>>>>".encode(),
            stream(content),
        ]
    return pdf_file(objects, trailer=trailer)
