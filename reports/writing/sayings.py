"""What units wrote under a heading, as lines of the commune's report."""

import hashlib

from danvan.vietnamese import search_text
from reports.writing.pieces import Line

NOTHING = {
    "", "khong", "khong co", "khong co gi", "khong co y kien", "khong co kho khan", "khong co de xuat",
    "khong co kien nghi", "khong co vuong mac", "khong co kho khan, vuong mac", "khong co de xuat, kien nghi",
    "khong kho khan", "khong de xuat", "khong kien nghi",
}  # fmt: skip
MOST_NAMES = 6


def says_something(text):
    """ "Không" is an answer, not a line of the report."""
    return search_text(text).strip(" .-+") not in NOTHING


def sentences_of(text):
    """The lines of what a unit wrote, without their bullets and without those that say "Không"."""
    lines = (line.strip().lstrip("-+").strip() for line in text.splitlines())
    return [line for line in lines if says_something(line)]


def of_unit(part, text):
    """What one unit says, below its name: one line beside it, several lines one by one."""
    return _below_its_name(part, sentences_of(text))


def _below_its_name(part, said):
    key, name = f"unit:{part.unit.pk}", part.unit.short_name
    if len(said) < 2:
        return [Line(key, f"- {name}: {line}", part.origin, part.link) for line in said]
    below = enumerate(said, start=1)
    return [
        Line(key, f"- {name}:", part.origin, part.link),
        *(Line(f"{key}:{n}", f"+ {line}", part.origin, part.link) for n, line in below),
    ]


def gathered(key, parts):
    """What the units wrote under the heading `key`; the same sentence of several units becomes one line."""
    said = [(part, sentences_of(part.texts.get(key, ""))) for part in parts]
    together = {}
    for part, sentences in said:
        for sentence in dict.fromkeys(map(folded, sentences)):
            together.setdefault(sentence, []).append(part)
    lines, told = [], set()
    for part, sentences in said:
        shared = [each for each in sentences if len(together[folded(each)]) > 1]
        lines += _below_its_name(part, [each for each in sentences if each not in shared])
        for sentence in shared:
            if folded(sentence) not in told:
                told.add(folded(sentence))
                lines.append(_shared(sentence, together[folded(sentence)]))
    return lines


def folded(sentence):
    """What makes two sentences the same: not their capitals, blanks and last stop, but every mark."""
    return " ".join(sentence.lower().split()).strip(" .;:,")


def _shared(sentence, parts):
    names = [part.unit.short_name for part in parts]
    key = hashlib.sha256(folded(sentence).encode()).hexdigest()[:12]
    who = named(names)
    return Line(f"shared:{key}", f"- {who}: {sentence}", f"phần của {who}")


def named(names):
    """ "Thôn 1, Thôn 2": a few names, or the first ones and how many more there are."""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    more = len(names) - MOST_NAMES + 1
    return f"{', '.join(names[: MOST_NAMES - 1])} và {more} đơn vị khác"
