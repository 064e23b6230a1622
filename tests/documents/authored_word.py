"""Authored plans as .docx, as clerks type them: numbers by hand in "Normal", or automatic through chains of styles."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from documents.model import Text
from tests.documents.authored import Authored, Block, printed_line, runs_of
from tests.documents.authored_numbering import Numbering
from tests.documents.authored_text import MOTTO, NATION, habitual, one_of

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_WIDTHS = (Cm(6.5), Cm(10))
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def typed_docx(plan: Authored) -> bytes:
    """Everything "Normal": bold by hand, numbers typed, tabs and blanks for layout."""
    return TypedByHand(plan).saved()


def automatic_docx(plan: Authored) -> bytes:
    """Marks by Word's own numbering wherever it can make them; head and foot as tables without lines."""
    return Automatic(plan).saved()


class Writer:
    """What both hands do alike: the parts of the plan in their order."""

    def __init__(self, plan: Authored) -> None:
        self.plan = plan
        self.word = Document()
        self.body = self.word
        page = self.word.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin, page.right_margin = Cm(3), Cm(1.5)
        page.top_margin = page.bottom_margin = Cm(2)
        style = self.word.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        self.notes = Footnotes(self.word, plan.notes)

    def saved(self) -> bytes:
        self.write()
        held = BytesIO()
        self.word.save(held)
        return held.getvalue()

    def write(self) -> None:
        self.head()
        for line in self.plan.head.get("kind", []):
            self.line(line, bold=True, align=CENTRE)
        self.subject()
        for words in [*self._addressees(), *self.plan.opening]:
            self.paragraph(runs_of(words))
        for block in self.plan.body:
            self.block(block, 0)
        for words in self.plan.closing:
            self.paragraph(runs_of(words))
        self.foot()
        for appendix in self.plan.appendices:
            self.appendix(appendix)
        for text in self.word.element.body.iter(qn("w:t")):
            text.text = habitual(self.plan, text.text or "")
        self.notes.save()

    def _addressees(self) -> list[str]:
        sent = [printed_line(line) for line in self.plan.head.get("addressee", [])]
        return [f"Kính gửi: {sent[0]}"] if len(sent) == 1 else ["Kính gửi:", *sent] if sent else []

    def subject(self) -> None:
        for line in self.plan.head.get("subject", []):
            self.line(line, bold=True, align=CENTRE)

    def line(self, words: str, *, bold=False, italic=False, align=None, inside=None):
        paragraph = (inside or self.body).add_paragraph()
        run = paragraph.add_run(words)
        run.bold, run.italic = bold or None, italic or None
        paragraph.alignment = align
        return paragraph

    def paragraph(self, text: Text, label: str = "", *, bold=False):
        paragraph = self.body.add_paragraph()
        paragraph.alignment = JUSTIFY
        self.fill(paragraph, text, label, bold=bold)
        return paragraph

    def fill(self, paragraph, text: Text, label: str, *, bold: bool) -> None:
        if label:
            paragraph.add_run(label).bold = bold or None
        for run in text:
            if run.note:
                self.notes.mark(paragraph, run.text)
                continue
            printed = paragraph.add_run(run.text)
            printed.bold, printed.italic = bold or run.bold or None, run.italic or None

    def table(self, block: Block) -> None:
        if block.caption:
            self.line(block.caption, italic=True, align=CENTRE)
        rows = block.rows
        table = self.body.add_table(len(rows), len(rows[0]), style="Table Grid")
        for top, row in enumerate(rows):
            for left, words in enumerate(row):
                if words not in ("<", "^"):
                    self._cell(table.cell(top, left), words, head=top < block.header_rows)
        for top, row in enumerate(rows):
            for left, words in enumerate(row):
                if words == "<":
                    table.cell(top, left - 1).merge(table.cell(top, left))
                if words == "^":
                    table.cell(top - 1, left).merge(table.cell(top, left))
        _trim_merged(table)
        for row in table.rows[: block.header_rows]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def _cell(self, cell, words: str, *, head: bool) -> None:
        for at, line in enumerate(words.split(" // ")):
            paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
            run = paragraph.add_run(line)
            run.bold = head or None

    def block(self, block: Block, depth: int) -> None:
        if block.rows:
            self.table(block)
        else:
            self.item(block, depth)
        for child in block.children:
            self.block(child, depth + 1)

    def appendix(self, appendix) -> None:
        if appendix.landscape:
            section = self.word.add_section()
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        else:
            self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for line in appendix.title:
            self.line(line, bold=True, align=CENTRE)
        for block in appendix.blocks:
            self.block(block, 0)

    def _columns(self, left: list[str], right: list[str]) -> None:
        """Two columns as a table without lines; a line that begins with "*" is italic, with "!" bold."""
        table = self.word.add_table(1, 2)
        for cell, lines, width in zip(table.rows[0].cells, (left, right), _WIDTHS, strict=True):
            cell.width = width
            for at, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
                paragraph.alignment = None if line.startswith("-") else CENTRE
                run = paragraph.add_run(line.lstrip("!*"))
                run.bold, run.italic = line.startswith("!") or None, line.startswith("*") or None
                run.font.size = Pt(12)


def _trim_merged(table) -> None:
    """Merging leaves an empty paragraph behind for each cell merged in."""
    for cell in table._cells:
        for paragraph in cell.paragraphs[1:]:
            if not paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)


class TypedByHand(Writer):
    def head(self) -> None:
        head = self.plan.head
        left = [*head.get("superior", []), *head.get("issuer", [])]
        right = [NATION, MOTTO]
        gap = one_of(self.plan, "\t\t", " " * 12, "\t")
        for at in range(max(len(left), len(right)) if left else 0):
            pair = [column[at] if at < len(column) else "" for column in (left, right)]
            self.line(gap.join(pair), bold=True).runs[0].font.size = Pt(12)
        number, day = self.plan.one("number"), self.plan.one("date")
        if number or day:
            paragraph = self.line(number + gap)
            paragraph.add_run(day).italic = True
        self.body.add_paragraph()

    def item(self, block: Block, depth: int) -> None:
        text = runs_of(block.words)
        if block.label.startswith("Phần"):
            self.line(block.label, bold=True, align=CENTRE)
            self.line(block.words, bold=True, align=CENTRE)
            return
        between = one_of(self.plan, " ", " ", "\t", "  ") if block.label else ""
        lead = one_of(self.plan, "", "\t", "     ")
        self.paragraph(text, f"{lead}{block.label}{between}", bold=block.heading)

    def foot(self) -> None:
        foot, gap = self.plan.foot, one_of(self.plan, "\t\t\t", "\t", " " * 20)
        left = ["Nơi nhận:", *map(printed_line, foot.get("recipient", []))]
        right = [*foot.get("authority", []), "", "", *foot.get("name", [])]
        for at in range(max(len(left), len(right))):
            a = left[at] if at < len(left) else ""
            b = right[at] if at < len(right) else ""
            self.line(f"{a}{gap}{b}" if b else a)


class Automatic(Writer):
    def __init__(self, plan: Authored) -> None:
        super().__init__(plan)
        self.numbering = Numbering(self.word)

    def head(self) -> None:
        head = self.plan.head
        issuer = [*head.get("superior", []), *(f"!{line}" for line in head.get("issuer", []))]
        left = [*issuer, *head.get("number", [])]
        right = [f"!{NATION}", f"!{MOTTO}", *(f"*{line}" for line in head.get("date", []))]
        if left:
            self._columns(left, right)
        self.body.add_paragraph()

    def subject(self) -> None:
        """One paragraph with line breaks, as Shift+Enter makes them."""
        lines = self.plan.head.get("subject", [])
        paragraph = self.line(lines[0], bold=True, align=CENTRE)
        for line in lines[1:]:
            run = paragraph.add_run()
            run.add_break()
            run.add_text(line)
            run.bold = True

    def item(self, block: Block, depth: int) -> None:
        text = runs_of(block.words)
        if block.label.startswith("Phần"):
            paragraph = self.line(block.label, bold=True, align=CENTRE)
            run = paragraph.add_run()
            run.add_break()
            run.add_text(block.words)
            run.bold = True
            return
        numbered = bool(block.label) and self.numbering.can_make(block.label)
        label = "" if numbered or not block.label else f"{block.label} "
        paragraph = self.paragraph(text, label, bold=block.heading)
        if numbered:
            self.numbering.put(paragraph, block.label)

    def foot(self) -> None:
        foot = self.plan.foot
        left = ["!Nơi nhận:", *map(printed_line, foot.get("recipient", []))]
        authority = [f"!{line}" for line in foot.get("authority", [])]
        name = [f"!{line}" for line in foot.get("name", [])]
        self._columns(left, [*authority, "", "", "", *name])


class Footnotes:
    """Real footnotes: word/footnotes.xml and their marks in the text, numbered from 1."""

    def __init__(self, word, notes: dict[str, str]) -> None:
        self.word, self.notes = word, notes

    def mark(self, paragraph, marker: str) -> None:
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), marker)
        run._r.append(reference)

    def save(self) -> None:
        if not self.notes:
            return
        rule = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
        told = [rule.format("separator", -1), rule.format("continuationSeparator", 0)]
        told += [
            f'<w:footnote w:id="{mark}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:footnote>'
            for mark, words in self.notes.items()
        ]
        xml = f"<w:footnotes {nsdecls('w')}>{''.join(told)}</w:footnotes>"
        name, package = PackURI("/word/footnotes.xml"), self.word.part.package
        part = Part(name, _FOOTNOTES, xml.encode(), package)
        self.word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
