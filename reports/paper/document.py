"""The commune's report as an `AdministrativeDocument`, and how its printed form is recognised again."""

from django.utils.text import slugify

from danvan.vietnamese import search_text
from documents.model import AdministrativeDocument, Item, text_of
from documents.storage import to_dict
from documents.wording import roman
from plans.letterhead import letterhead_of, lines_of, recipients_of, signature_of
from reports.paper.appendices import POINTED, appendices_of

BULLETS = ("-", "+")
RESULTS = "results"
END = "./."


def to_document(report):
    """The report with everything that is printed. The number and date stay empty until it is issued."""
    attached = appendices_of(report)
    return AdministrativeDocument(
        kind="BÁO CÁO",
        subject=report.title,
        letterhead=letterhead_of(report.round.commune),
        number=report.number,
        symbol=report.symbol,
        place=report.place,
        date=report.issued_on,
        addressees=lines_of(report.addressees),
        opening=tuple(text_of(line) for line in lines_of(report.opening)),
        items=_body(list(report.sections.all()), [kind for kind, _ in attached]),
        closing=tuple(text_of(line) for line in _ended(lines_of(report.closing))),
        recipients=_recipients(report),
        signature=signature_of(report),
        appendices=tuple(appendix for _, appendix in attached),
    )


def stored_document(report):
    """`to_document` as JSON values: what is frozen, hashed and printed."""
    return to_dict(to_document(report))


# What ends the text, and who is told of it


def _ended(lines):
    """ "./." stands once, at the end of all words (Phụ lục I, mục II.6; mẫu 1.4)."""
    bare = [_unended(line) for line in lines]
    return (*bare[:-1], f"{bare[-1].rstrip(' .;:,')}{END}") if bare else ()


def _unended(line):
    """Units end their parts with "./.", and their words stand in the middle of this report."""
    return line.replace(END, ".").replace("..", ".") if END in line else line


def _recipients(report):
    """ "Như trên" first, where somebody is addressed above (Phụ lục I, mục II.9)."""
    names = recipients_of(report)
    if not lines_of(report.addressees):
        return names
    others = (name for name in names if not name.casefold().startswith("như trên"))
    return ("Như trên", *others)


# The body: headings numbered anew, for those without words are left out


def said(sections):
    """The sections that are printed: those with words, and the heads above them."""
    kept, waiting = [], None
    for section in sections:
        if section.level == 1:
            waiting = section
        if not section.text.strip():
            continue
        if section.level > 1 and waiting is not None:
            kept.append(waiting)
        waiting = None
        kept.append(section)
    return kept


def numbered(sections):
    """(marker, section) for each section that is printed: "I", then "1", "2" within it."""
    pairs, head, within = [], 0, 0
    for section in said(sections):
        if section.level == 1:
            head, within = head + 1, 0
        else:
            within += 1
        pairs.append((roman(head) if section.level == 1 else str(within), section))
    return pairs


def _body(sections, attached):
    heads = []
    for marker, section in numbered(sections):
        words = items_of(section.text)
        if section.level == 1 or not heads:
            heads.append((marker, section, words, []))
        else:
            item = Item(marker, text_of(section.heading), children=words)
            heads[-1][3].append(item)
    pointing = _pointing(heads) if attached else None
    return tuple(_head(each, _pointer(attached) if each is pointing else ()) for each in heads)


def _head(head, pointer):
    marker, section, words, below = head
    return Item(marker, text_of(section.heading), children=(*words, *below, *pointer))


def _pointing(heads):
    """The head that points to the appendices: the results, or what an outline without them ends with."""
    results = (each for each in heads if each[1].key.startswith(RESULTS))
    return next(results, heads[-1] if heads else None)


def _pointer(attached):
    """The body must point to what is attached (NĐ 30/2020/NĐ-CP, Phụ lục I, mục III.1)."""
    several = len(attached) > 1
    named = [
        f"{POINTED[kind]} tại Phụ lục {roman(n)}" if several else f"{POINTED[kind]} tại Phụ lục"
        for n, kind in enumerate(attached, start=1)
    ]
    words = f"({', '.join(named)} kèm theo Báo cáo này)"
    return (Item(text=text_of(f"{words[:2].upper()}{words[2:]}")),)


def items_of(text):
    """One Item for each line; a line that begins with "-" or "+" is a bullet, "+" below the "-" before it."""
    items = []
    for line in map(_unended, lines_of(text)):
        marker = line[0] if line[0] in BULLETS else ""
        item = Item(marker, text=text_of(line[len(marker) :].strip()))
        if marker == "+" and items and items[-1].marker == "-":
            above = items.pop()
            item = Item("-", text=above.text, children=(*above.children, item))
        items.append(item)
    return tuple(items)


# Names of files


def file_name(report, ending="pdf"):
    """ "bao-cao-6-thang-dau-nam-2026.pdf"."""
    return f"{slug_of(report.round)}.{ending}"


def slug_of(round):
    return slugify(search_text(round.name)) or "bao-cao"
