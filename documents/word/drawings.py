"""What of a document is drawn in Word: its charts and its photos, each with the parts they bring."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from documents.html import pairs_of
from documents.model import Photo
from documents.word.blocks import Paragraph, Tabular
from documents.word.charts import EMU_PER_MM, Charts
from documents.word.measures import mm, pt
from documents.word.package import PHOTOS, photo_relation
from documents.word.runs import run
from documents.word.styles import BODY_CELL, TABLE, at_depth
from documents.word.xml import Properties, element, quoted

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
HEIGHT_MM = 58
_BETWEEN_MM = 4
_NO_LINES = "".join(
    element(side, val="nil") for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# Those of charts count from 1.
_FIRST_ID = 1000


class Drawings:
    """The charts and photos of one file. `photos`: SHA-256 → JPEG bytes."""

    def __init__(self, photos: Mapping[str, bytes] | None):
        self.charts = Charts()
        self.photos = Photos(photos or {})

    def parts(self) -> dict[str, str | bytes]:
        """Name in the archive → content."""
        return {**self.charts.parts(), **self.photos.parts()}


class Photos:
    """The photos of one file; one that is shown twice is kept once."""

    def __init__(self, files: Mapping[str, bytes]):
        self._files = files
        self._names: dict[str, str] = {}
        self._drawn = 0

    def block(self, photos: tuple[Photo, ...], depth: int, width_mm: float) -> Tabular:
        """A table without lines: two photos to a row, each above its caption."""
        column = mm(width_mm / 2)
        grid = element("tblGrid", element("gridCol", w=column), element("gridCol", w=column))
        shape = element(
            "tblPr",
            element("tblStyle", val=TABLE),
            element("tblW", w=2 * column, type="dxa"),
            element("tblBorders", _NO_LINES),
            element("tblLayout", type="fixed"),
        )
        rows = (self._row(pair, depth, column, width_mm / 2) for pair in pairs_of(photos))
        return Tabular(element("tbl", shape, grid, *rows), depth, pt(4), pt(10))

    def _row(self, pair: tuple[Photo, ...], depth: int, column: int, width_mm: float) -> str:
        width = element("tcPr", element("tcW", w=column, type="dxa"))
        cells = [
            element("tc", width, *self._cell(photo, depth, width_mm - _BETWEEN_MM))
            for photo in pair
        ]
        if len(pair) == 1:
            cells.append(element("tc", width, _centred(depth, "").xml()))
        return element("tr", element("trPr", element("cantSplit")), *cells)

    def _cell(self, photo: Photo, depth: int, width_mm: float) -> Iterator[str]:
        data = self._files.get(photo.sha256)
        if data is not None:
            drawing = self._drawing(photo, data, width_mm)
            # A line as high as the photo, which the style of the cell would cut.
            high = {"spacing": {"line": 240, "lineRule": "auto", "after": pt(4)}}
            yield _centred(depth, f"<w:r>{drawing}</w:r>", keep_next=True, more=high).xml()
        yield _centred(depth, run(photo.caption)).xml()

    def _drawing(self, photo: Photo, data: bytes, width_mm: float) -> str:
        number = len(self._names) + 1
        name = self._names.setdefault(photo.sha256, f"{PHOTOS}{number}.jpeg")
        self._drawn += 1
        size = 'cx="{}" cy="{}"'.format(*_fitted(data, width_mm))
        identity = f'id="{_FIRST_ID + self._drawn}" name="Ảnh {self._drawn}"'
        told = f"{identity} descr={quoted(photo.alt or photo.caption)}"
        return (
            f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
            f'distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {told}/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{photo_relation(name)}"/><a:stretch>'
            f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def parts(self) -> dict[str, bytes]:
        return {name: self._files[sha256] for sha256, name in self._names.items()}


def _centred(
    depth: int, inner: str, *, keep_next: bool = False, more: Properties | None = None
) -> Paragraph:
    style = at_depth(BODY_CELL, depth)
    return Paragraph(style, inner, keep_next=keep_next, more={"jc": "center", **(more or {})})


def _fitted(data: bytes, width_mm: float) -> tuple[int, int]:
    """Width and height (EMU) of the photo as large as its place allows."""
    from PIL import Image  # noqa: PLC0415 needed by few documents

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        width, height = image.size
    scale = min(width_mm / width, HEIGHT_MM / height) * EMU_PER_MM
    return round(width * scale), round(height * scale)
