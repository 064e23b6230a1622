"""What the reading of an upload asks a person, and the answers that make sense: each one press. Reads only.

A question has a lasting key, as a reading never changes: "w3" is the fourth finding, "d0" the first deadline, "p1" and
"t1" a recurring duty and a target, "u…" a name of a unit; "h7" asks about a title, "known" and
"issuer" about the whole file.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date

from documents.text import ends_sentence
from plans.form_check import GIVEN_LATER
from plans.unit_names import key_of

ASK_BELOW = 0.8
LONGEST_TITLE = 100
DOUBTS = {"who": "người thực hiện", "to": "nơi nhận"}
# What was taken for something beside the text and left out.
LEFT_OUT = frozenset(
    {
        "form.stamp",
        "layout.page_numbers",
        "layout.repeated_head",
        "layout.running_text",
        "layout.watermark",
    }
)
# Where a date may be typed though none was understood.
TIMES = frozenset({"deadline.vague", "deadline.relative", "deadline.impossible"})
# The box of the page in which the answer is typed.
FIELDS = {
    "plan.no_year": "year",
    "plan.other_year": "year",
    "form.placeholder": "signer_name",
    "form.signature": "signer_name",
    "form.signer": "signer_name",
    "form.signer_title": "signer_name",
    "form.archive_line": "recipients",
    "form.recipients": "recipients",
    "form.subject": "title",
    "form.subject_capitals": "title",
}
KEEP, SEEN = ("keep", "Giữ như bản gốc"), ("seen", "Đã xem")


@dataclass(frozen=True)
class Question:
    """`answers` are (code, label) pairs; `best` the code that “Nhận mọi điểm chắc chắn” takes, or "".

    `takes` says what may be typed instead: "date", "words" (of the block `item`) or "unit". `is_asked` is False for
    what is sure and may only be corrected, `is_remark` True for what nobody need look at.
    """

    key: str
    code: str
    message: str
    answers: tuple
    line: int | None = None
    last: int | None = None
    severity: str = "warn"
    item: str = ""
    takes: frozenset = frozenset()
    best: str = ""
    old: str = ""
    new: str = ""
    field: str = ""
    words: str = ""
    url: str = ""  # of the page the question is about
    is_remark: bool = False
    is_asked: bool = True

    def label_of(self, code):
        return dict(self.answers).get(code, "")


def questions_of(reading, tree, names, *, about_file=()):
    """Every question of a reading in the order of the page. `tree` is its outline before any change.

    `names` (UnitNames) knows the units, or is None; `about_file` are questions that concern the whole file.
    """
    lines = _keys_by_line(tree)
    found = [
        *about_file,
        *_of_findings(reading, lines, tree),
        *_of_deadlines(reading, lines),
        *_of_periodic(reading, lines),
        *_of_targets(reading, lines),
        *_of_titles(tree),
        *(_of_units(reading, names) if names else ()),
    ]
    return sorted(found, key=lambda each: each.line or 0)


def _keys_by_line(tree):
    """The key of the block each line of the file was read into."""
    found = {}
    for block in tree.walk():
        if block.source and not block.table:
            for line in range(block.source.first, block.source.last + 1):
                found.setdefault(line, block.key)
    return found


# Findings of the reading


def _of_findings(reading, lines, tree):
    body = sorted(lines) or [0]
    for place, finding in enumerate(reading.get("warnings") or ()):
        code = finding.get("code") or ""
        if code == "deadline.unsure" and _deadline_at(reading, finding.get("line")):
            continue  # asked as the deadline it is about
        asked = _of_finding(f"w{place}", finding, body)
        item = lines.get(finding.get("line"), "")
        takes = asked.takes | ({"words"} if item else frozenset())
        yield replace(asked, item=item, takes=takes, field=FIELDS.get(code, ""))


def _of_finding(key, finding, body):
    code, line = finding.get("code") or "", finding.get("line")
    correction = finding.get("correction")
    told = {
        "key": key,
        "code": code,
        "message": finding.get("message") or "",
        "line": line,
        "last": line,
        "severity": finding.get("severity") or "warn",
        "is_remark": finding.get("severity") == "info" or code in GIVEN_LATER,
    }
    if correction and code.startswith("numbering."):
        old, new = (", ".join(correction[side].split()) for side in ("old", "new"))
        return Question(**told, answers=(KEEP, ("correct", "Đánh số lại")), old=old, new=new)
    if code.startswith("numbering.") and code != "numbering.style":
        return Question(**told, answers=(KEEP, ("renumber", "Đánh số lại cả kế hoạch")))
    if correction:
        return _correctable(told, finding, correction)
    if code == "layout.broken_paragraph":
        return Question(**told, answers=(("join", "Nối với đoạn trên"), ("keep", "Để riêng")))
    if code == "form.unknown" and line:
        into = "opening" if line < body[0] else "closing"
        into_text = (into, "Đưa vào phần mở đầu" if into == "opening" else "Đưa vào phần kết thúc")
        others = (("recipients", "Đưa vào nơi nhận"), ("drop", "Bỏ dòng này"))
        return Question(**told, answers=(into_text, *others))
    if code in LEFT_OUT and line:
        return Question(**told, answers=(("drop", "Bỏ là đúng"), ("bring", "Đưa lại vào nội dung")))
    if code in TIMES and line:
        return Question(**told, answers=(SEEN,), takes=frozenset({"date"}))
    return Question(**told, answers=(SEEN,))


def _correctable(told, finding, correction):
    """A correction of the form: taken with all that is sure, whatever its severity."""
    sure = (finding.get("sure") or 1.0) >= ASK_BELOW
    return Question(
        **{**told, "is_remark": False},
        answers=(("correct", "Sửa"), ("keep", "Giữ nguyên")),
        best="correct" if sure else "",
        old=_shown(correction["old"]),
        new=_shown(correction["new"]),
    )


def _shown(words):
    """What a change takes away or brings, blanks made visible."""
    return (
        words
        if words.strip()
        else {"": "(không có)", " ": "(dấu cách)"}.get(words, "(các dấu cách)")
    )


# What was understood of the words


def _of_deadlines(reading, lines):
    for place, found in enumerate(reading.get("deadlines") or ()):
        unsure, doubts = is_unsure(found), _doubts(found)
        what = (found.get("what") or found.get("text") or "")[:160]
        day = day_of(found.get("date"))
        message = f"Việc “{what}” được hiểu là có hạn ngày {day}."
        answers = [("right", f"Đúng hạn {day}"), ("none", "Không phải thời hạn")]
        if doubts:
            told = " và ".join(DOUBTS[name] for name in doubts)
            said = "; ".join(f"{DOUBTS[name]}: {found.get(name)}" for name in doubts)
            message = f"{message} {told[0].upper()}{told[1:]} được suy ra từ đoạn khác ({said})."
            right = ("right", "Đúng") if not unsure else answers[0]
            answers = [right, ("unsaid", "Bỏ phần suy ra"), answers[1]]
        yield _understood(f"d{place}", "deadline", found, message, answers, lines, {"date"})


def _of_periodic(reading, lines):
    for place, found in enumerate(reading.get("periodic_duties") or ()):
        what = (found.get("what") or found.get("text") or "")[:160]
        message = f"“{what}” ({found.get('frequency') or 'định kỳ'}): là việc lặp lại hay chỉ là nền nếp chung?"
        answers = [("right", "Là việc lặp lại"), ("none", "Không phải việc lặp lại")]
        yield _understood(f"p{place}", "periodic", found, message, answers, lines)


def _of_targets(reading, lines):
    for place, found in enumerate(reading.get("targets") or ()):
        message = f"“{(found.get('text') or '')[:160]}”: có phải chỉ tiêu không?"
        answers = [("right", "Là chỉ tiêu"), ("none", "Không phải chỉ tiêu")]
        yield _understood(f"t{place}", "target", found, message, answers, lines)


def _understood(key, code, found, message, answers, lines, takes=frozenset()):
    line = found.get("line")
    item = lines.get(line, "")
    return Question(
        key=key,
        code=f"understood.{code}",
        message=message,
        answers=tuple(answers),
        line=line,
        last=(found.get("lines") or [line, line])[1],
        item=item,
        takes=frozenset(takes) | ({"words"} if item else frozenset()),
        is_asked=is_unsure(found) or bool(_doubts(found)),
    )


def is_unsure(found):
    return (found.get("sure") or 1.0) < ASK_BELOW


def _doubts(found):
    return [name for name in found.get("doubts") or () if name in DOUBTS and found.get(name)]


def day_of(printed):
    return f"{date.fromisoformat(printed):%d/%m/%Y}" if printed else ""


def _deadline_at(reading, line):
    found = reading.get("deadlines") or ()
    return any(each.get("line") == line and is_unsure(each) for each in found)


# Titles


def _of_titles(tree):
    answers = (
        ("heading", "Là tiêu đề"),
        ("text", "Là đoạn văn"),
        ("join", "Nối với dòng trên"),
    )
    for block in tree.walk():
        if _may_be_either(block):
            kind = "tiêu đề" if block.heading else "đoạn văn"
            yield Question(
                key=f"h{block.key}",
                code="heading.unsure",
                message=f"Dòng “{block.words[:100]}” được hiểu là {kind}; hãy xác nhận.",
                answers=answers,
                line=block.source.first,
                last=block.source.last,
                item=block.key,
                takes=frozenset({"words"}),
            )


def _may_be_either(block):
    """A short line that ends no sentence, with nothing below it: only a person can tell a title from a sentence."""
    words = block.words
    if block.table or block.below or not block.source or len(words) > LONGEST_TITLE:
        return False
    if ends_sentence(words) or words.endswith((":", ";", ",")):
        return False
    return bool(block.heading) if block.marker and block.marker not in "-+*" else not block.marker


# Units


def named_bodies(reading):
    """Every body that is given work, by its key: (words, line), in the order of the page."""
    found = {}

    def note(words, line):
        for name in re.split(r";", words or ""):
            if key := key_of(name):
                found.setdefault(key, (name.strip(" .,;:"), line))

    for each in reading.get("assignees") or ():
        note(each.get("name"), each.get("line"))
    for each in (*(reading.get("deadlines") or ()), *(reading.get("periodic_duties") or ())):
        for words in (each.get("who"), *(each.get("partners") or ())):
            note(words, each.get("line"))
    return found


def unit_question_key(name_key):
    return f"u{hashlib.sha256(name_key.encode()).hexdigest()[:12]}"


def _of_units(reading, names):
    for key, (words, line) in named_bodies(reading).items():
        match = names.match(words)
        suggested = tuple((f"unit:{unit.pk}", unit.short_name) for unit in match.suggestions)
        known = f"“{words}” là {match.unit.short_name}." if match.unit else ""
        yield Question(
            key=unit_question_key(key),
            code="unit.unknown",
            message=known or f"“{words}” là đơn vị nào của xã?",
            answers=(*suggested, ("none", "Không phải đơn vị của xã")),
            line=line,
            last=line,
            takes=frozenset({"unit"}),
            words=words,
            is_asked=not match.is_known,
        )
