"""The parts around the body as the editor holds and sends them: each a string, each saved by itself.

A part is written over the text it was typed over, never over a newer one: where somebody else has saved meanwhile,
both texts go back to the person. Opening and closing travel as inline HTML, one paragraph a line.
"""

from dataclasses import dataclass, field

from django.db.models import F
from django.utils import timezone

from danvan.rich_text import clean
from documents.rich_text import to_html, to_text
from plans.actions import refresh_search
from plans.cited import sync_parts
from plans.conversion import as_lines, paragraphs_of
from plans.edits import Unclear
from plans.models import Mention
from plans.recipients import tidied
from plans.signing import choices_of, possible_signers

RICH = ("opening", "closing")
NAMES = (
    "title", "opening", "closing", "recipients", "signature_form", "signer", "signer_name", "signer_post",
)  # fmt: skip
LONGEST = {"title": 500, "signer_name": 120, "signer_post": 120}
LONGEST_TEXT = 60_000
# In which part of a plan its citations are read; the title belongs to the opening.
_READ_IN = {
    "title": Mention.Part.OPENING,
    "opening": Mention.Part.OPENING,
    "closing": Mention.Part.CLOSING,
}
NO_TITLE = "Trích yếu đang để trống nên chưa lưu. Hãy ghi trích yếu."
TOO_LONG = "Phần này dài quá {most} ký tự nên chưa lưu. Hãy rút ngắn."
NO_SUCH_FORM = "Thẩm quyền ký này không dùng cho kế hoạch đang soạn. Hãy chọn lại."
NO_SUCH_SIGNER = "Người ký này không còn trong danh sách. Hãy tải lại trang rồi chọn lại."


class Refused(Exception):
    """What was typed cannot be stored; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it was sent: the text, and the stored text it was typed over."""

    name: str
    text: str
    was: str


@dataclass(slots=True)
class FrameSaving:
    conflicts: dict = field(default_factory=dict)  # name → the text stored now
    problems: dict = field(default_factory=dict)  # name → a sentence
    written: list = field(default_factory=list)  # names


def frame_of(plan):
    """The parts of a plan as strings, ready for JSON; no query."""
    frame = {name: getattr(plan, name) for name in NAMES if name not in RICH}
    frame["signer"] = str(plan.signer_id or "")
    return {**frame, **{name: as_html_lines(paragraphs_of(getattr(plan, name))) for name in RICH}}


def as_html_lines(paragraphs):
    return "\n".join(to_html(text) for text in paragraphs)


def paragraphs_in(lines):
    """What as_html_lines wrote, or an editor sent, as paragraphs; only words, bold, italic and notes are left."""
    texts = (to_text(clean(line)) for line in lines.split("\n"))
    return tuple(text for text in texts if text)


def parts_of(sent):
    """The parts of a request. Raises Unclear."""
    if not isinstance(sent, list) or len(sent) > len(NAMES):
        raise Unclear("frame")
    return [_part(each) for each in sent]


def _part(sent):
    if not isinstance(sent, dict) or sent.get("name") not in NAMES:
        raise Unclear("a part")
    texts = [sent.get("text"), sent.get("was")]
    if not all(isinstance(text, str) for text in texts):
        raise Unclear("a part")
    text, was = (each.replace("\0", "") for each in texts)
    return Part(sent["name"], text, was)


def save_frame(plan, parts):
    """Write parts of a plan the caller holds; returns a FrameSaving. No query without parts."""
    saving, fields = FrameSaving(), {}
    stored = frame_of(plan) if parts else {}
    for part in parts:
        try:
            name, value = _value(plan, part)
        except Refused as refusal:
            saving.problems[part.name] = str(refusal)
            continue
        if value == getattr(plan, name):
            continue
        if part.was != stored[part.name]:
            saving.conflicts[part.name] = stored[part.name]
            continue
        fields[name] = value
        saving.written.append(part.name)
    if fields:
        _write(plan, fields)
    return saving


def _write(plan, fields):
    row = plan.commune.plans.filter(pk=plan.pk)
    row.update(**fields, version=F("version") + 1, updated_at=timezone.now())
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.version += 1
    read = {_READ_IN[name] for name in fields if name in _READ_IN}
    if read:
        refresh_search(plan)
        sync_parts(plan, *sorted(read))


def _value(plan, part):
    """(name of the field, value) as it is stored. Raises Refused."""
    most = LONGEST.get(part.name, LONGEST_TEXT)
    if len(part.text) > most * 2 or (part.name not in RICH and len(part.text.strip()) > most):
        raise Refused(TOO_LONG.format(most=f"{most:,}".replace(",", ".")))
    if part.name in RICH:
        return part.name, as_lines(paragraphs_in(part.text))
    if part.name == "recipients":
        return part.name, tidied(part.text)
    if part.name == "signer":
        return "signer_id", _signer(plan, part.text)
    words = " ".join(part.text.split())
    if part.name == "title" and not words:
        raise Refused(NO_TITLE)
    if part.name == "signature_form":
        _check_form(plan, words)
    return part.name, words


def _check_form(plan, form):
    if form not in dict(choices_of(plan.issuer, plan.signature_form)):
        raise Refused(NO_SUCH_FORM)


def _signer(plan, pk):
    if not pk:
        return None
    known = pk.isascii() and pk.isdigit() and len(pk) < 10
    if not known or not (
        int(pk) == plan.signer_id or possible_signers(plan.issuer).filter(pk=pk).exists()
    ):
        raise Refused(NO_SUCH_SIGNER)
    return int(pk)
