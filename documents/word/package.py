"""The parts of the file that hold no word of the document, and the archive that holds all parts."""

from __future__ import annotations

from xml.sax.saxutils import escape

from documents.word import workbook
from documents.word.measures import BOTTOM, LEFT, PAGE, RIGHT, TO_NUMBER, TOP
from documents.word.styles import LANGUAGE, PAGE_HEADER
from documents.word.xml import DECLARATION, NAMESPACES, element
from documents.word.zipped import zipped

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_KINDS = {
    "word/document.xml": f"{_MAIN}.document.main+xml",
    "word/styles.xml": f"{_MAIN}.styles+xml",
    "word/settings.xml": f"{_MAIN}.settings+xml",
    "word/numbering.xml": f"{_MAIN}.numbering+xml",
    "word/footnotes.xml": f"{_MAIN}.footnotes+xml",
    "word/header1.xml": f"{_MAIN}.header+xml",
    "word/header2.xml": f"{_MAIN}.header+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
PHOTOS = "word/media/photo"
CHARTS, EMBEDDED = "word/charts/", "word/embeddings/"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_OWN = {
    "rId1": ("styles", "styles.xml"),
    "rId2": ("settings", "settings.xml"),
    "rId3": ("numbering", "numbering.xml"),
    "rId4": ("footnotes", "footnotes.xml"),
    "rId5": ("header", "header1.xml"),
    "rId6": ("header", "header2.xml"),
}
_HEADERS = '<w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId6"/>'


def archive(parts: dict[str, str | bytes], title: str, subject: str) -> bytes:
    """The .docx file of document.xml, styles.xml, numbering.xml, footnotes.xml and the charts, by their names in it."""
    charts = [name for name in parts if name.startswith(CHARTS) and name.endswith(".xml")]
    photos = [name for name in parts if name.startswith(PHOTOS)]
    own = _OWN | {photo_relation(name): ("image", name.removeprefix("word/")) for name in photos}
    own |= {relation_of(name): ("chart", name.removeprefix("word/")) for name in charts}
    every = {
        "[Content_Types].xml": _content_types(charts, photos),
        "_rels/.rels": relations(
            {
                "rId1": (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            }
        ),
        "word/_rels/document.xml.rels": relations(
            {key: (f"{_OFFICE}/relationships/{kind}", file) for key, (kind, file) in own.items()}
        ),
        **parts,
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": _header(_PAGE_NUMBER),
        "word/header2.xml": _header(""),
        "docProps/core.xml": _core(title, subject),
        "docProps/app.xml": _APP,
    }
    return zipped(every)


def section(*, landscape: bool = False) -> str:
    """What stands in the w:sectPr of a section that begins a page and counts its own pages (mục III.1.đ)."""
    width, height = reversed(PAGE) if landscape else PAGE
    size = {"w": width, "h": height} | ({"orient": "landscape"} if landscape else {})
    margins = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT}
    return "".join(
        [
            _HEADERS,
            element("type", val="nextPage"),
            element("pgSz", **size),
            element("pgMar", **margins, header=TO_NUMBER, footer=TO_NUMBER, gutter=0),
            element("pgNumType", start=1),
            element("cols", space=720),
            # The first page shows no number (mục I.7).
            element("titlePg"),
        ]
    )


def relation_of(chart: str) -> str:
    """The identifier by which the text names the part of a chart: "word/charts/chart1.xml" → "rIdChart1"."""
    return f"rId{chart.removeprefix(CHARTS).removesuffix('.xml').capitalize()}"


def photo_relation(name: str) -> str:
    """The same of a photo: "word/media/photo1.jpeg" → "rIdPhoto1"."""
    return f"rIdPhoto{name.removeprefix(PHOTOS).removesuffix('.jpeg')}"


def _content_types(charts: list[str], photos: list[str]) -> str:
    every = _KINDS | dict.fromkeys(charts, _CHART)
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in every.items()
    )
    links = "application/vnd.openxmlformats-package.relationships+xml"
    # Of what comes as a file in the file only where there is one: an archive without stays as it was.
    files = f'<Default Extension="xlsx" ContentType="{workbook.KIND}"/>' if charts else ""
    files += '<Default Extension="jpeg" ContentType="image/jpeg"/>' if photos else ""
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{links}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{files}{kinds}</Types>'
    )


def relations(targets: dict[str, tuple[str, str]]) -> str:
    """A part of relationships: identifier → (kind, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _header(inner: str) -> str:
    style = element("pPr", element("pStyle", val=PAGE_HEADER.id))
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{element('p', style, inner)}</w:hdr>"


_PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def _core(title: str, subject: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    )


_APP = (
    f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
    "<Application>danvan</Application></Properties>"
)
_COMPATIBLE = element(
    "compat",
    element(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    ),
)
_SETTINGS = (
    f"{DECLARATION}<w:settings {NAMESPACES}>"
    + element("zoom", percent=100)
    + element("defaultTabStop", val=720)
    + element("characterSpacingControl", val="doNotCompress")
    + element("footnotePr", element("footnote", id=-1), element("footnote", id=0))
    + _COMPATIBLE
    + element("themeFontLang", val=LANGUAGE, eastAsia=LANGUAGE)
    + element("decimalSymbol", val=",")
    + element("listSeparator", val=";")
    + "</w:settings>"
)
