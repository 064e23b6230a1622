"""Which items of a commune's plan concern which of its units, and why. Asks no database; a person decides.

A unit is concerned by an item that names it, by what stands below a heading that names it, and by what is asked of all
units of its kind ("các thôn"). Where a label below a duty names it ("Đơn vị chủ trì: …"), the duty is meant.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from accounts.models import Unit
from danvan.vietnamese import search_text
from documents.understanding.labels import labels_in

LEADS = "đơn vị chủ trì"
HELPS = "đơn vị phối hợp"
NAMED = "nêu tên đơn vị"
BELOW = "thuộc mục nêu đơn vị"
LEADS_A_TASK = "đơn vị chủ trì nhiệm vụ"
HELPS_WITH_A_TASK = "đơn vị phối hợp nhiệm vụ"
# The strongest first: an item is told one reason for each unit.
_RANK = {
    reason: place
    for place, reason in enumerate((LEADS_A_TASK, LEADS, HELPS_WITH_A_TASK, HELPS, NAMED, BELOW))
}
_K = Unit.Kind
# What a plan calls all units of a kind, and how the reason says it.
_ALL_OF = (
    (_K.VILLAGE, "nêu chung các thôn, tổ dân phố",
     r"cac (?:thon|to dan pho|ap|khu pho|buon|ban lang|xom)|truong (?:cac )?(?:thon|ap|buon|xom)|to truong to dan pho"),
    (_K.DEPARTMENT, "nêu chung các phòng, ban, đơn vị",
     r"cac (?:phong|ban nganh|ban ,|don vi|co quan|nganh)|thu truong cac"),
    (_K.MASS_ORGANISATION, "nêu chung Mặt trận, các đoàn thể",
     r"(?:cac|cac to chuc) (?:doan the|chinh tri xa hoi|hoi doan the)|cac to chuc thanh vien"),
)  # fmt: skip
# One spelling for what plans write in several; in words without marks.
_SPELLINGS = [
    (re.compile(rf"\b(?:{said})\b"), meant)
    for said, meant in (
        (r"uy ban nhan dan", "ubnd"),
        (r"hoi dong nhan dan", "hdnd"),
        (
            r"(?:uy ban |ubmt |ub )?(?:mat tran to quoc|mttq)(?: viet nam| vn)?|ubmttq(?:vn)?",
            "mat tran to quoc",
        ),
        (r"hoi lien hiep phu nu|hoi lhpn", "hoi phu nu"),
        (r"vp", "van phong"),
    )
]
_LEVEL = r"(?:xa|phuong|thi tran|dac khu)"
# Whoever only receives, or where it happens, has nothing to do: "gửi về Văn phòng", "tại Thôn Đông".
_ONLY_A_PLACE = re.compile(r"\b(?:gui|ve|tai|o|qua|bao cao|den)(?: cho| ve| den)?$")
_WITH_OTHERS = re.compile(r"\bphoi hop\b")
_SHORTEST = 5
# "Công an tỉnh", "công an viên" are not the commune's "Công an xã".
_SOMEBODY_ELSE = r"(?! (?:tinh|huyen|thanh pho|nhan dan|vien))"


class Names(NamedTuple):
    """The names of some units, ready to be looked for: one pattern, and whom each name means.

    `marked` are the names of villages with their marks: "Thôn Đông" and "Thôn Đồng" are two.
    """

    pattern: re.Pattern
    units: dict
    by_kind: dict
    marked: dict


def names_of(units):
    """The Names of units of one commune, in hand with their commune."""
    named = {}
    for unit in units:
        place = bare(unit.commune.place)
        for name in {_without_place(bare(each), place) for each in (unit.name, unit.short_name)}:
            if len(name) >= _SHORTEST:
                named.setdefault(name, unit.pk)
    # The longest first: "Phòng Văn hóa - Xã hội" is not "Phòng Văn hóa".
    words = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    pattern = rf"\b(?:{words})\b{_SOMEBODY_ELSE}" if words else r"(?!)"
    by_kind = defaultdict(list)
    for unit in units:
        by_kind[unit.kind].append(unit.pk)
    marked = {unit.pk: unit.short_name.casefold() for unit in units if unit.kind == _K.VILLAGE}
    return Names(re.compile(pattern), named, by_kind, marked)


def bare(words):
    """Words without marks in one spelling; the signs that end a clause are kept, a blank around them."""
    said = " ".join(re.findall(r"[a-z0-9]+|[;.,:]", search_text(words)))
    for pattern, meant in _SPELLINGS:
        said = pattern.sub(meant, said)
    return said


def _without_place(name, place):
    """ "Phòng Kinh tế xã An Hòa" is called "Phòng Kinh tế", "Công an xã" just so or "Công an xã An Hòa"."""
    name = re.sub(rf"(?: ,)?(?: {_LEVEL})? {re.escape(place)}$", "", name) if place else name
    return re.sub(rf" {_LEVEL}$", "", name)


def concerns(lines, units, facts=()):
    """{unit pk: {item pk: reason}} for the lines of an outline (plans.outline.Line), parents before children.

    `facts`: what is known beside the words, as (unit pk, item pk, reason).
    """
    names = names_of(units)
    found = {unit.pk: {} for unit in units}
    inherited, children = {}, defaultdict(list)
    for line in lines:
        children[line.item.parent_id].append(line.item.pk)
    for line in lines:
        item = line.item
        told = dict.fromkeys(inherited.get(item.parent_id, ()), BELOW) | _told(item, names)
        inherited[item.pk] = _handed_down(item, told, children)
        meant = [item.pk]
        if _is_label(item, told):
            # The label speaks of the duty above it, and of the other labels beside it.
            meant = [pk for pk in (item.parent_id, *children[item.parent_id]) if pk]
        for unit, reason in told.items():
            for pk in meant:
                _note(found[unit], pk, reason)
    for unit, pk, reason in facts:
        if unit in found:
            _note(found[unit], pk, reason)
    return found


def _note(reasons, pk, reason):
    known = reasons.get(pk)
    if known is None or _RANK.get(reason, len(_RANK)) < _RANK.get(known, len(_RANK)):
        reasons[pk] = reason


def _told(item, names):
    """{unit pk: reason} for the units that the words of one item mean."""
    said, found, printed = bare(item.words), {}, item.words.casefold()
    for match in names.pattern.finditer(said):
        unit, reason = names.units[match[0]], _part_in(said, match)
        if reason and names.marked.get(unit, "") in printed:
            _note(found, unit, reason)
    for kind, reason, pattern in _ALL_OF:
        for match in re.finditer(rf"\b(?:{pattern})\b", said):
            if _is_at_work(said[: match.start()].rstrip()):
                for unit in names.by_kind.get(kind, ()):
                    found.setdefault(unit, reason)
    return found


def _is_at_work(before):
    """Whether a group named behind these words does something itself: not "tập huấn cho các trưởng thôn"."""
    done_for = re.search(r"(?<!giao )\bcho\b", re.split(r"[;.]", before)[-1])
    return not (done_for or _ONLY_A_PLACE.search(before))


def _part_in(said, match):
    """What the words before a name say that the unit does there; "" where it only receives."""
    before = said[: match.start()].rstrip()
    if _ONLY_A_PLACE.search(before):
        return ""
    clause = re.split(r"[;.]", before)[-1]
    if _WITH_OTHERS.search(clause):
        return HELPS
    starts = not before or re.fullmatch(
        r"(?:giao|de nghi|phan cong|yeu cau|don vi chu tri :)", before
    )
    return LEADS if starts and not said[match.end() :].startswith(" phoi hop") else NAMED


def _handed_down(item, told, children):
    """Whom everything below the item concerns: a title, or the name a list begins with ("1. Phòng Kinh tế:")."""
    if not children[item.pk]:
        return ()
    is_title = bool(item.heading) or item.words.rstrip().endswith(":") or len(item.words) < 80
    return tuple(told) if is_title else [unit for unit, reason in told.items() if reason == BELOW]


def _is_label(item, told):
    """Whether the item is a labelled line ("Đơn vị chủ trì: …") below a duty."""
    if not told or item.heading or item.parent_id is None or ":" not in item.words:
        return False
    labels = labels_in(item.words)
    return bool(labels) and labels[0].start == 0 and labels[0].role in ("lead", "partners")
