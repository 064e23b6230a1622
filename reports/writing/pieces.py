"""The paragraphs of a section as pieces: which were drafted by compiling, from where, and what a person made of them.

A section keeps a list of dicts, one for each line:

    key      says what the line is about ("task:12", "unit:5", "counts"); "own:…" for a line a person wrote
    text     as it is printed; "" for a drafted line that a person took out, so that it does not come back
    drafted  what compiling wrote, or the newer draft a person accepted; "" for own lines
    origin   where it came from, in words for a person; link: a page of the portal that shows it, or ""
    kept     a newer draft that a person saw and decided against ("-": that the source is gone); from then on the
             line is the person's, and compiling leaves it alone

Nothing here touches the database.
"""

from difflib import SequenceMatcher
from typing import NamedTuple
from uuid import uuid4


class Line(NamedTuple):
    """One drafted line. `key` is unique in its section and the same at the next compiling."""

    key: str
    text: str
    origin: str = ""
    link: str = ""


class Change(NamedTuple):
    """What the data say now and the section does not: `piece` is None for a line that is not there yet, `line` None
    for a piece whose source is gone."""

    piece: dict | None
    line: Line | None


def text_of(pieces):
    """The words as they are printed, a line each."""
    return "\n".join(piece["text"] for piece in pieces if piece["text"])


def pieces_of(section):
    """The pieces of a section; of one written before there were any, each line as the person's own."""
    if section.pieces or not section.text.strip():
        return section.pieces
    return [own(line) for line in _lines(section.text)]


def own(text):
    """A line that a person wrote."""
    return {
        "key": f"own:{uuid4().hex[:12]}",
        "text": text,
        "drafted": "",
        "origin": "",
        "link": "",
        "kept": "",
    }


def is_own(piece):
    return piece["key"].startswith("own:")


def is_touched(piece):
    """Whether a person changed it, took it out or decided to keep it as it is."""
    return piece["text"] != piece["drafted"] or bool(piece["kept"])


def is_taken_out(piece):
    """Whether it was drafted and a person took it out of the report."""
    return bool(piece["drafted"]) and not piece["text"]


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _drafted(line):
    return {
        "key": line.key, "text": line.text, "drafted": line.text, "origin": line.origin,
        "link": line.link, "kept": "",
    }  # fmt: skip


def redrafted(pieces, lines):
    """`pieces` after compiling again: lines nobody touched follow the data, what a person wrote stays as it is.

    New lines stand behind the line they follow in the draft. A touched piece keeps the draft it was made from, so that
    `changes` still tells what is new.
    """
    fresh = {line.key: line for line in lines}
    result = []
    for piece in pieces:
        line = fresh.get(piece["key"])
        if line is not None and not is_touched(piece):
            result.append(_drafted(line))
        elif line is not None or is_touched(piece) or is_own(piece):
            result.append(piece)
    return with_new(result, lines)


def with_new(pieces, lines):
    """`pieces` with the lines of a draft that are not there yet, each behind the line it follows in the draft."""
    places = {piece["key"]: at for at, piece in enumerate(pieces)}
    behind, last = {}, -1
    for line in lines:
        if line.key in places:
            last = places[line.key]
        else:
            behind.setdefault(last, []).append(_drafted(line))
    result = behind.get(-1, [])
    for at, piece in enumerate(pieces):
        result += [piece, *behind.get(at, ())]
    return result


def edited(pieces, text):
    """`pieces` after a person wrote the section anew: an unchanged line keeps its source, so does a changed one in its
    place, and a drafted one that was cut and put elsewhere; what is gone is remembered as taken out, what is new is
    the person's own."""
    shown = [piece for piece in pieces if piece["text"]]
    lines = _lines(text)
    matcher = SequenceMatcher(None, [piece["text"] for piece in shown], lines, autojunk=False)
    written = {}  # id of a piece → its new text
    added = {}  # how many shown pieces stand before → lines that are not there yet
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = min(last - first, end - start)
        for at in range(first, last):
            written[id(shown[at])] = lines[start + at - first] if at - first < pairs else ""
        if end - start > pairs:
            added.setdefault(last, []).extend(lines[start + pairs : end])
    return _put_together(pieces, written, added)


def _put_together(pieces, written, added):
    out = {p["drafted"]: p for p in pieces if p["drafted"] and not written.get(id(p), p["text"])}
    moved = set()

    def come(place):
        for line in added.get(place, ()):
            piece = out.pop(line, None)
            if piece is not None:
                moved.add(id(piece))
            yield own(line) if piece is None else {**piece, "text": line}

    came = {place: list(come(place)) for place in added}
    result, before = list(came.get(0, ())), 0
    for piece in pieces:
        new = written.get(id(piece), piece["text"])
        if (new or piece["drafted"]) and id(piece) not in moved:
            result.append({**piece, "text": new})
        if piece["text"]:
            before += 1
            result += came.get(before, ())
    return result


def changes(pieces, lines):
    """[Change] between what a section says and what compiling would write now, in the order of the draft.

    Of a line that a person took out nothing more is told.
    """
    known = {piece["key"]: piece for piece in pieces}
    found = []
    for line in lines:
        piece = known.get(line.key)
        if piece is None:
            found.append(Change(None, line))
        elif piece["text"] and line.text not in (piece["text"], piece["drafted"], piece["kept"]):
            found.append(Change(piece, line))
    keys = {line.key for line in lines}
    gone = (each for each in pieces if each["drafted"] and each["text"] and each["key"] not in keys)
    return found + [Change(piece, None) for piece in gone if piece["kept"] != "-"]


def accepted(pieces, key, line, lines=()):
    """`pieces` with the newer draft `line` in place of what stood at `key`; `line` None takes the piece out.

    `lines`, the whole draft, says where a line goes that is not there yet.
    """
    result = []
    for piece in _with_line(pieces, key, lines):
        if piece["key"] != key:
            result.append(piece)
        elif line is not None:
            result.append(_drafted(line))
    return result


def kept(pieces, key, line, lines=()):
    """`pieces` with the word that at `key` the newer draft `line` (None: that its source is gone) is not wanted: what
    stands stays as it is; a line that is not there yet, but in `lines`, is taken out before it comes."""
    if key not in {piece["key"] for piece in pieces}:
        return _changed(_with_line(pieces, key, lines), key, text="")
    return _changed(pieces, key, kept=line.text if line else "-")


def _with_line(pieces, key, lines):
    """`pieces` with the line `key` of the draft in its place, where it is not there yet."""
    known = {piece["key"] for piece in pieces} | {key}
    return with_new(pieces, [line for line in lines if line.key in known])


def restored(pieces, keys):
    """`pieces` with lines that a person had taken out standing there again."""
    back = {piece["key"] for piece in pieces if is_taken_out(piece)} & set(keys)
    return [
        {**piece, "text": piece["drafted"], "kept": ""} if piece["key"] in back else piece
        for piece in pieces
    ]


def _changed(pieces, key, **fields):
    return [{**piece, **fields} if piece["key"] == key else piece for piece in pieces]
