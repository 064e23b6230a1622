"""Authored plans as .docx that have gone through many hands: tracked changes, fields, boxes, breaks, split runs."""

from __future__ import annotations

import copy
from io import BytesIO

from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.documents.authored import Authored
from tests.documents.authored_text import one_of
from tests.documents.authored_word import Automatic, TypedByHand

_BY = 'w:author="Người sửa" w:date="2026-01-05T08:00:00Z"'
_STAMP = "Ký bởi: ỦY BAN NHÂN DÂN; Ngày ký: 20/01/2026 09:15:33 +07:00"
_BOX = f"""<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="1900000" cy="420000"/><wp:docPr id="90" name="Chữ ký số"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1900000" cy="420000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r>
<w:rPr><w:sz w:val="16"/></w:rPr><w:t>{_STAMP}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/>
</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="width:150pt;height:33pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>{_STAMP}</w:t></w:r></w:p>
</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def messy_docx(plan: Authored) -> bytes:
    """The plan with everything that years of editing leave in a file; what it says stays the same."""
    writer = one_of(plan, Automatic, TypedByHand)(plan)
    writer.write()
    paragraphs = list(writer.word.element.body.iterchildren(qn("w:p")))
    _header_and_footer(writer.word)
    for at, paragraph in enumerate(paragraphs):
        _disturb(paragraph, at)
    body = [p for p in paragraphs if _words(p)]
    body[0].insert(1 if body[0].pPr is not None else 0, parse_xml(_BOX))
    for at, paragraph in enumerate(body[4:-4]):
        _between(paragraph, at)
    held = BytesIO()
    writer.word.save(held)
    return held.getvalue()


def _words(paragraph) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t"))).strip()


def _disturb(paragraph, at: int) -> None:
    runs = [run for run in paragraph.iterchildren(qn("w:r")) if _splits(run)]
    for nth, run in enumerate(runs):
        for half in _split(run):
            _WAYS[(at + nth) % len(_WAYS)](half, at)


def _splits(run) -> bool:
    texts = run.findall(qn("w:t"))
    broken = run.find(qn("w:br")) is not None or run.find(qn("w:tab")) is not None
    return len(texts) == 1 and len(texts[0].text or "") > 12 and not broken


def _split(run):
    """A run in two, in the middle of a word as editing leaves it; the second half is handed on."""
    text = run.find(qn("w:t"))
    middle = len(text.text) // 2
    second = copy.deepcopy(run)
    for tab in [*text.itersiblings(qn("w:tab"))]:
        run.remove(tab)
    for tab in [*second.find(qn("w:t")).itersiblings(qn("w:tab"), preceding=True)]:
        second.remove(tab)
    first_words, second_words = text.text[:middle], text.text[middle:]
    _put(run, first_words)
    _put(second, second_words)
    run.addnext(second)
    return [second]


def _put(run, words: str) -> None:
    text = run.find(qn("w:t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _wrap(run, xml: str):
    """The run inside a new element; what the element already holds stays before it."""
    holder = parse_xml(xml)
    run.addprevious(holder)
    holder.append(run)
    return holder


def _tracked(run, at: int) -> None:
    inserted = _wrap(run, f'<w:ins {nsdecls("w")} w:id="{3000 + at}" {_BY}/>')
    inserted.addnext(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="{4000 + at}" {_BY}><w:r><w:delText xml:space="preserve"> chữ đã bỏ '
            "ngày 01/01/2020</w:delText></w:r></w:del>"
        )
    )


def _tagged(run, at: int) -> None:
    inner = _wrap(run, f'<w:smartTag {nsdecls("w")} w:uri="urn:x" w:element="place"/>')
    _wrap(inner, f'<w:customXml {nsdecls("w")} w:uri="urn:x" w:element="date"/>')


def _controlled(run, at: int) -> None:
    holder = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="{at}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    run.addprevious(holder)
    holder.find(qn("w:sdtContent")).append(run)


def _marked(run, at: int) -> None:
    for xml in (
        f'<w:bookmarkStart {nsdecls("w")} w:id="{at}" w:name="dieu_{at}"/>',
        f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>',
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r>",
    ):
        run.addprevious(parse_xml(xml))
    run.addnext(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{at}"/>'))
    run.addnext(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellEnd"/>'))


def _linked(run, at: int) -> None:
    _wrap(run, f'<w:hyperlink {nsdecls("w")} w:anchor="dieu_{at}"/>')


def _field(run, at: int) -> None:
    """The words as the result of a field; its instruction is no part of what is said."""

    def sign(kind):
        return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')

    run.addprevious(sign("begin"))
    instruction = '<w:instrText xml:space="preserve"> REF dieu \\h </w:instrText>'
    run.addprevious(parse_xml(f"<w:r {nsdecls('w')}>{instruction}</w:r>"))
    run.addprevious(sign("separate"))
    run.addnext(sign("end"))


def _hyphenated(run, at: int) -> None:
    """A soft hyphen inside a word and blanks that may not break."""
    words = run.find(qn("w:t")).text
    _put(run, words.replace(" ", "\u00a0", 1))
    run.insert(list(run).index(run.find(qn("w:t"))), OxmlElement("w:softHyphen"))


def _moved(run, at: int) -> None:
    held = _wrap(run, f'<w:moveTo {nsdecls("w")} w:id="{5000 + at}" {_BY}/>')
    held.addprevious(
        parse_xml(
            f'<w:moveFrom {nsdecls("w")} w:id="{6000 + at}" {_BY}><w:r><w:t>chỗ cũ của chữ đã chuyển</w:t></w:r>'
            "</w:moveFrom>"
        )
    )


_WAYS = (_tracked, _tagged, _controlled, _marked, _linked, _field, _hyphenated, _moved)


def _between(paragraph, at: int) -> None:
    """What stands between paragraphs: empty ones, page breaks, a paragraph somebody deleted."""
    if at % 5 == 1:
        paragraph.addprevious(OxmlElement("w:p"))
    if at % 9 == 4:
        lone = parse_xml(f'<w:p {nsdecls("w")}><w:r><w:br w:type="page"/></w:r></w:p>')
        paragraph.addprevious(lone)
    if at % 7 == 3:
        paragraph.addprevious(
            parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:rPr><w:del w:id="{7000 + at}" {_BY}/></w:rPr></w:pPr>'
                f'<w:del w:id="{8000 + at}" {_BY}><w:r><w:delText>Đoạn đã xóa cả dấu hết đoạn.</w:delText></w:r>'
                "</w:del></w:p>"
            )
        )
    if at % 6 == 2 and paragraph.find(qn("w:r")) is not None:
        paragraph.find(qn("w:r")).insert(0, OxmlElement("w:lastRenderedPageBreak"))


def _header_and_footer(word) -> None:
    section = word.sections[0]
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
        )
    )
    section.footer.paragraphs[0].add_run("D:\\Ke hoach\\2026\\ban cuoi (3).docx")
    section.first_page_footer.paragraphs[0].add_run().add_break(WD_BREAK.LINE)
