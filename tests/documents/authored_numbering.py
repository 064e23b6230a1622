"""Word's automatic numbering for authored plans: numbering.xml, styles in chains, and what the marks will come to."""

from __future__ import annotations

import re

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

_LEVELS = (
    (r"[IVX]+\.", "upperRoman", "%1."),
    (r"\d+\.", "decimal", "%2."),
    (r"\d+\.\d+\.", "decimal", "%2.%3."),
    (r"\d+\.\d+\.\d+\.", "decimal", "%2.%3.%4."),
    (r"[a-z]\)", "lowerLetter", "%5)"),
)
# Word writes round bullets in the font Symbol, where they have a place of their own.
_BULLETS = {"-": "-", "+": "+", "•": "\uf0b7", "–": "–", "*": "*"}
_RESTARTS = (0, 1, 4)


class _List:
    """One w:num and how far it has counted."""

    def __init__(self, number: int) -> None:
        self.number, self.counts = number, [0] * len(_LEVELS)

    def next_mark(self, level: int) -> str:
        counts = [*self.counts[:level], self.counts[level] + 1]
        pattern = _LEVELS[level][2]
        return re.sub(r"%(\d)", lambda at: _shown(int(at[1]) - 1, counts), pattern)

    def put(self, level: int) -> None:
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (len(self.counts) - level - 1)


class Numbering:
    """Gives paragraphs marks that Word counts itself; a mark it would count otherwise begins a list of its own."""

    def __init__(self, word) -> None:
        self.word = word
        self.root = word.part.numbering_part.element
        self.lists = 100
        self.main = self._new_list({})
        self.active = dict.fromkeys(range(len(_LEVELS)), self.main)
        self.bullets = self._new_bullets()
        self._add_styles()

    def can_make(self, label: str) -> bool:
        if label in _BULLETS:
            return True
        level = _level(label)
        if level is None:
            return False
        return level in _RESTARTS or self.active[level].next_mark(level) == label

    def put(self, paragraph, label: str) -> None:
        if label in _BULLETS:
            _number(paragraph, self.bullets, list(_BULLETS).index(label))
            return
        level = _level(label)
        held = self.active[level]
        if held.next_mark(level) != label:
            held = self._new_list({level: _value(label)})
            held.counts[level] = _value(label) - 1
        held.put(level)
        self.active.update(dict.fromkeys(range(level, len(_LEVELS)), held))
        if held is self.main and level in (0, 1):
            paragraph.style = self.word.styles[("Mục lớn", "Khoản mục")[level]]
        else:
            _number(paragraph, held.number, level)

    def _new_list(self, starts: dict[int, int]) -> _List:
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{starts.get(at, 1)}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{360 * at}" w:firstLine="567"/></w:pPr></w:lvl>'
            for at, (_, form, text) in enumerate(_LEVELS)
        )
        return _List(self._add(levels))

    def _new_bullets(self) -> int:
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
            f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{360 * at}" w:firstLine="567"/></w:pPr>{_font(sign)}</w:lvl>'
            for at, sign in enumerate(_BULLETS.values())
        )
        return self._add(levels)

    def _add(self, levels: str) -> int:
        self.lists += 1
        kind = '<w:multiLevelType w:val="multilevel"/>'
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.lists}">{kind}{levels}</w:abstractNum>'
        first = self.root.find(qn("w:num"))
        held = parse_xml(abstract)
        if first is None:
            self.root.append(held)
        else:
            first.addprevious(held)
        return int(self.root.add_num(self.lists).numId)

    def _add_styles(self) -> None:
        """ "Khoản mục" takes its list from "Mục lớn", on which it is based, and only its level is its own."""
        top = self.word.styles.add_style("Mục lớn", WD_STYLE_TYPE.PARAGRAPH)
        top.base_style = self.word.styles["Normal"]
        held = top.element.get_or_add_pPr()._add_numPr()
        held._add_ilvl().val = 0
        held._add_numId().val = self.main.number
        between = self.word.styles.add_style("Mục trung gian", WD_STYLE_TYPE.PARAGRAPH)
        between.base_style = top
        low = self.word.styles.add_style("Khoản mục", WD_STYLE_TYPE.PARAGRAPH)
        low.base_style = between
        low.element.get_or_add_pPr()._add_numPr()._add_ilvl().val = 1


def _number(paragraph, number: int, level: int) -> None:
    held = paragraph._p.get_or_add_pPr()._add_numPr()
    held._add_ilvl().val = level
    held._add_numId().val = number


def _level(label: str) -> int | None:
    found = [at for at, (shape, _, _) in enumerate(_LEVELS) if re.fullmatch(shape, label)]
    return found[0] if found else None


def _value(label: str) -> int:
    bare = label.strip(".)")
    if bare.isdigit():
        return int(bare)
    if bare.islower():
        return ord(bare) - ord("a") + 1
    return next(at for at in range(1, 40) if _roman(at) == bare)


def _shown(level: int, counts: list[int]) -> str:
    value = counts[level] or 1
    form = _LEVELS[level][1]
    return {"upperRoman": _roman, "lowerLetter": _letter}.get(form, str)(value)


def _letter(value: int) -> str:
    return chr(ord("a") + value - 1)


def _roman(value: int) -> str:
    told = ""
    for worth, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        told += sign * (value // worth)
        value %= worth
    return told


def _font(sign: str) -> str:
    if sign != "\uf0b7":
        return ""
    return '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr>'
