"""An upload as its review has made it so far: the reading, and what people answered, played over it in order.

The reading never changes; answers only come and go. So an answer taken back is as if it had never been given.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.timezone import localtime

from danvan.clock import today
from danvan.vietnamese import search_text
from documents.checking import TextChanged, apply
from documents.model import Correction, text_of
from documents.storage import from_dict
from documents.text import squeeze
from plans.conversion import as_lines
from plans.letterhead import signature_form_of
from plans.questions import SEEN, Question, day_of, named_bodies, questions_of, unit_question_key
from plans.review_tree import Tree
from plans.unit_names import UnitNames, key_of

OTHER_ISSUER = (
    "Văn bản ghi cơ quan ban hành là “{issuer}”, khác với “{commune}”. "
    "Hãy kiểm tra xem có phải kế hoạch của đơn vị mình."
)
KNOWN_FILE = (
    "Tệp này đã được nhập lúc {at}, thành kế hoạch “{plan}”. Chỉ nhận lại nếu cần thêm một dự thảo."
)
FRAME = ("title", "year", "opening", "closing", "recipients", "signature_form", "signer_name")
# Answers that lay a line of the file back into a part around the body.
_BACK_INTO = ("opening", "closing", "recipients")


@dataclass(frozen=True)
class Fact:
    """What a plan says of time or number, as far as it was understood; `holds` is False where a person said it is not.

    `key` is that of its question; `line` where its words stand.
    """

    key: str
    kind: str  # "deadline", "periodic", "target"
    words: str
    line: int | None
    what: str = ""
    who: str = ""
    to: str = ""
    result: str = ""
    frequency: str = ""
    first_on: date | None = None
    due_on: date | None = None
    sure: float = 1.0
    holds: bool = True
    is_settled: bool = False


class Review:
    """The upload in hand, in three queries; with `names` (UnitNames) that are loaded already in one."""

    def __init__(self, upload, *, names=None):
        self.upload = upload
        self.reading = upload.reading
        self.names = names or UnitNames(upload.commune)
        self.given = dict((upload.answers or {}).get("given") or {})
        for place in upload.settled:
            # Ticked off before there were answers.
            self.given.setdefault(f"w{place}", {"answer": "seen", "n": 0})
        self.original = from_dict(self.reading["document"])
        self.tree = Tree(self.original.items)
        self.questions = questions_of(
            self.reading, self.tree, self.names, about_file=list(_about_file(upload))
        )
        self.by_key = {question.key: question for question in self.questions}
        self._corrected = self._with_corrections()
        self.tree = Tree(self._corrected.items)
        self.failed = self._play()

    # What was asked and answered

    def answer_to(self, key):
        return self.given.get(key)

    @cached_property
    def asked(self):
        """The questions that want an answer."""
        return [each for each in self.questions if each.is_asked and not each.is_remark]

    @cached_property
    def open(self):
        return [each for each in self.asked if each.key not in self.given]

    @cached_property
    def sure(self):
        """The open questions whose answer is certain."""
        return [each for each in self.open if each.best]

    @cached_property
    def answered(self):
        """Everything a person has answered, asked or not, the newest first."""
        found = [each for each in self.questions if each.key in self.given]
        return sorted(found, key=lambda each: -self.given[each.key].get("n", 0))

    @cached_property
    def remarks(self):
        return [each for each in self.questions if each.is_remark and each.key not in self.given]

    def said(self, key):
        """The answer given to a question, in words."""
        given, question = self.given[key], self.by_key[key]
        code = given["answer"]
        if code == "date":
            return f"Hạn {day_of(given['date'])}"
        if code == "words":
            return "Sửa chữ"
        if code.startswith("unit:"):
            unit = self.names.of_key(int(code.removeprefix("unit:")))
            return unit.short_name if unit else "Đơn vị không còn hoạt động"
        return question.label_of(code) or dict([SEEN]).get(code, "Đã xem")

    @property
    def steps(self):
        """The changes of the outline, in order: (key, entry)."""
        found = [(key, entry) for key, entry in self.given.items() if key.startswith("e")]
        return sorted(found, key=lambda pair: pair[1]["n"])

    # What comes of it

    @cached_property
    def document(self):
        """The document as the answers have made it."""
        parts = {part: list(getattr(self._corrected, part)) for part in _BACK_INTO}
        for key, given in self._in_order():
            question = self.by_key.get(key)
            if question and given["answer"] in _BACK_INTO and question.line:
                words = self._source(question.line)
                part = given["answer"]
                bare = words.strip().strip("-–+;. ") if part == "recipients" else squeeze(words)
                parts[part].append(bare if part == "recipients" else text_of(bare))
        return self._corrected.with_changes(
            items=self.tree.items(), **{part: tuple(found) for part, found in parts.items()}
        )

    @property
    def numbers_anew(self):
        """Whether the numbers of the whole plan are to be counted anew."""
        return any(given["answer"] == "renumber" for given in self.given.values())

    @cached_property
    def read_frame(self):
        """The parts around the body as they were read and corrected; what the file did not say is left out."""
        document, signature = self.document, self.document.signature
        return {
            "title": " ".join(document.subject.split()),
            "year": self.reading.get("year") or today().year,
            "opening": as_lines(document.opening),
            "closing": as_lines(document.closing),
            "recipients": "\n".join(document.recipients),
            "signature_form": signature_form_of(signature.authority if signature else ()),
            "signer_name": signature.name if signature else "",
        }

    @property
    def frame(self):
        """`read_frame` with what a person typed over it."""
        return {**self.read_frame, **((self.upload.answers or {}).get("frame") or {})}

    @cached_property
    def facts(self):
        return [
            *(self._deadline(*each) for each in self._told("deadlines", "d")),
            *self._deadlines_typed(),
            *(self._fact(*each, "periodic") for each in self._told("periodic_duties", "p")),
            *(self._fact(*each, "target") for each in self._told("targets", "t")),
        ]

    def unit_of(self, words):
        """The unit a name stands for by what was answered here, remembered, or written alike; or None."""
        for name in (words or "").split(";"):
            given = self.given.get(unit_question_key(key_of(name)))
            if given:
                code = given["answer"]
                return (
                    self.names.of_key(int(code.removeprefix("unit:")))
                    if code.startswith("unit:")
                    else None
                )
            if name.strip() and (unit := self.names.match(name).unit):
                return unit
        return None

    def units_decided(self):
        """What was answered about names: (words, key, unit or None, who answered)."""
        for key, (words, _) in named_bodies(self.reading).items():
            given = self.given.get(unit_question_key(key))
            if given:
                yield words, key, self.unit_of(words), given.get("by")

    # The parts of it

    def _in_order(self):
        return sorted(self.given.items(), key=lambda pair: (pair[1].get("n", 0), pair[0]))

    def _with_corrections(self):
        """The document with the corrections that were ordered, the last place of a text first."""
        document, wanted = self.original, []
        for place, finding in enumerate(self.reading.get("warnings") or ()):
            given = self.given.get(f"w{place}")
            if given and given["answer"] == "correct" and finding.get("correction"):
                told = finding["correction"]
                wanted.append(
                    Correction(tuple(told["place"]), told["old"], told["new"], told["at"])
                )
        for each in sorted(set(wanted), key=lambda one: (str(one.place), -one.at)):
            try:
                document = apply(document, each)
            except TextChanged:
                continue
        return document

    def _play(self):
        """Everything that changes the outline, in the order it was said; returns the keys that changed nothing."""
        failed = set()
        for key, given in self._in_order():
            if not self._step(key, given):
                failed.add(key)
        return failed

    def _step(self, key, given):
        if key.startswith("e"):
            return self.tree.change(
                given["step"], given["item"], given.get("words", ""), given.get("at", 0)
            )
        question, code = self.by_key.get(key), given["answer"]
        if question is None:
            return False
        if code == "bring":
            return self._bring(question)
        if code in ("words", "join", "heading", "text") and question.item:
            self.tree.change(code, question.item, given.get("words", ""))
        return True

    def _bring(self, question):
        words = self._source(question.line)
        return self.tree.bring(f"b{question.line}", words, question.line)

    def _source(self, line):
        lines = self.reading.get("source_lines") or ()
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def _told(self, name, letter):
        return ((f"{letter}{at}", each) for at, each in enumerate(self.reading.get(name) or ()))

    def _deadline(self, key, found):
        given = self.given.get(key) or {}
        fact = self._fact(key, found, "deadline")
        if given.get("answer") == "date":
            return replace(fact, due_on=date.fromisoformat(given["date"]), first_on=None)
        if given.get("answer") == "unsaid":
            doubted = [name for name in ("who", "to") if name in (found.get("doubts") or ())]
            return replace(fact, **dict.fromkeys(doubted, ""))
        return fact

    def _deadlines_typed(self):
        """Days typed where none was understood."""
        for question in self.questions:
            given = self.given.get(question.key) or {}
            if question.key.startswith("w") and given.get("answer") == "date":
                words = self._source(question.line)
                yield Fact(
                    question.key, "deadline", squeeze(words), question.line,
                    due_on=date.fromisoformat(given["date"]), is_settled=True,
                )  # fmt: skip

    def _fact(self, key, found, kind):
        given = self.given.get(key)
        return Fact(
            key=key,
            kind=kind,
            words=found.get("text") or "",
            line=found.get("line"),
            what=found.get("what") or "",
            who=found.get("who") or "",
            to=found.get("to") or "",
            result=found.get("result") or "",
            frequency=found.get("frequency") or "",
            first_on=_day(found.get("first")),
            due_on=_day(found.get("date")),
            sure=found.get("sure") or 1.0,
            holds=not given or given["answer"] != "none",
            is_settled=bool(given) and given["answer"] != "words",
        )


def _about_file(upload):
    """What is asked of the whole file: another issuer than the commune, or a plan that was made of it before."""
    issuer, commune = upload.reading.get("issuing_unit") or "", upload.commune
    if issuer and _bare(issuer) not in {_bare(commune.name), _bare(commune.short_name)}:
        words = OTHER_ISSUER.format(issuer=issuer, commune=commune.short_name)
        own = (("seen", "Đúng kế hoạch của xã mình"),)
        yield Question("issuer", "issuer.other", words, own)
    if earlier := earlier_import(upload):
        at = localtime(earlier.uploaded_at)
        words = KNOWN_FILE.format(at=f"{at:%H:%M ngày %d/%m/%Y}", plan=earlier.plan)
        url = earlier.plan.get_absolute_url()
        yield Question("known", "file.known", words, (("seen", "Vẫn nhập lại"),), url=url)


def earlier_import(upload):
    """The newest other upload of the same file that became a plan, or None."""
    others = upload.commune.plan_imports.filter(file__sha256=upload.file.sha256)
    others = others.exclude(pk=upload.pk).exclude(plan=None)
    return others.select_related("plan").defer("reading", "answers").first()


def _bare(name):
    return search_text(name).replace("uy ban nhan dan", "ubnd")


def _day(printed):
    return date.fromisoformat(printed) if printed else None
