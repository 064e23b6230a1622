"""What people answer while they review an upload: given, taken back, and changes of the outline. Each is one press.

Everything is held against what the page showed (`seen`): of two people, or two tabs, the second is told and overwrites
nothing. Answers to different questions never meet.
"""

from datetime import date

from django.db import transaction

from danvan.asked import number
from plans.models import PlanImport
from plans.review_tree import STEPS
from plans.reviewed import FRAME, Review

MOST_STEPS = 2000
LONGEST_WORDS = 20_000
ELSEWHERE = "Điểm này vừa được trả lời ở nơi khác: {said}. Hãy xem lại rồi chọn lại nếu cần."
MOVED = "Các mục vừa được sửa ở nơi khác. Trang đã cập nhật; hãy xem lại rồi làm lại bước này."
NO_STEP = "Không làm được bước này ở chỗ này; các mục được giữ nguyên."
NO_ANSWER = (
    "Câu trả lời này không hợp với điểm đang hỏi. Hãy chọn một trong các câu trả lời trên trang."
)
NO_DATE = "Chưa rõ ngày. Hãy chọn ngày rồi bấm “Ghi hạn này”."
NO_WORDS = "Chưa có chữ nào. Hãy ghi nội dung rồi bấm “Lưu chữ đã sửa”."
NO_UNIT = "Hãy chọn một đơn vị của xã trong danh sách."
TOO_LONG = f"Nội dung dài quá {LONGEST_WORDS:,} chữ cái. Hãy chia thành nhiều mục.".replace(
    ",", "."
)
TOO_MANY = "Đã sửa quá nhiều bước ở trang này. Hãy tạo dự thảo rồi sửa tiếp trong trang soạn."
_LINES = ("opening", "closing", "recipients")
ANSWERED = {"date": NO_DATE, "words": NO_WORDS, "unit": NO_UNIT}


class AlreadyDecided(Exception):
    """The upload became a plan or was dropped meanwhile."""


class NotTaken(Exception):
    """The press changed nothing. The message is a Vietnamese sentence for the page."""


def held(upload, *, by):
    """The upload held for the length of the transaction. Raises AlreadyDecided where it is under review no more."""
    rows = PlanImport.objects.visible_to(by).select_for_update(of=("self",))
    found = rows.select_related("file", "commune", "plan").filter(
        pk=upload.pk, status=PlanImport.Status.REVIEW
    )
    if (row := found.first()) is None:
        raise AlreadyDecided
    return row


@transaction.atomic
def give(upload, key, code, *, by, seen=None, typed=None):
    """Answer the question `key`; returns the upload as it stands then.

    `code` is one of the question's answers, or "date", "words" or "unit" with what was `typed` ({"date", "words",
    "unit"}), or "undo". `seen` is the number of the answer the page showed, None for none. Raises NotTaken and
    AlreadyDecided.
    """
    upload = held(upload, by=by)
    review = Review(upload)
    question = review.by_key.get(key)
    if question is None:
        raise NotTaken(NO_ANSWER)
    current = review.answer_to(key)
    if code == "undo":
        return _forget(upload, review, key, seen)
    entry = _entry(question, code, typed or {}, review)
    if current:
        if _same(current, entry):
            return upload  # a second press
        if current.get("n") != seen:
            raise NotTaken(ELSEWHERE.format(said=review.said(key)))
    return _keep(upload, review, {key: entry}, by=by)


@transaction.atomic
def take_sure(upload, *, by):
    """Answer every open question whose answer is certain; returns (upload, how many)."""
    upload = held(upload, by=by)
    review = Review(upload)
    sure = {question.key: {"answer": question.best} for question in review.sure}
    return (_keep(upload, review, sure, by=by) if sure else upload), len(sure)


@transaction.atomic
def take_back(upload, group, *, by):
    """Take back all answers that were given with one press, by its number; returns (upload, how many)."""
    upload = held(upload, by=by)
    review = Review(upload)
    keys = [key for key, given in review.given.items() if given.get("n") == group and group]
    return _drop(upload, review, keys), len(keys)


@transaction.atomic
def step(upload, name, item, *, by, seen, words="", at=0):
    """One change of the outline (a step of plans.review_tree) at the block `item`; returns the upload.

    `seen` is the number of the last change the page showed, 0 for none. Raises NotTaken and AlreadyDecided.
    """
    upload = held(upload, by=by)
    review = Review(upload)
    if last_step_of(review) != seen:
        raise NotTaken(MOVED)
    if name == "undo":
        return _drop(upload, review, [key for key, _ in review.steps[-1:]])
    if len(review.steps) >= MOST_STEPS:
        raise NotTaken(TOO_MANY)
    if len(words) > LONGEST_WORDS:
        raise NotTaken(TOO_LONG)
    if name not in STEPS or not review.tree.change(name, item, words, at):
        raise NotTaken(NO_STEP)
    entry = {"answer": "step", "step": name, "item": item}
    if words:
        entry["words"] = words
    if at:
        entry["at"] = at
    return _keep(upload, review, {f"e{_count(upload) + 1}": entry}, by=by)


def last_step_of(review):
    return review.steps[-1][1]["n"] if review.steps else 0


@transaction.atomic
def keep_frame(upload, values, *, by):
    """Keep what a person typed into the parts around the body, also where it is not complete yet; returns the upload.

    What is as it was read is not kept: a later correction of the form still reaches it.
    """
    upload = held(upload, by=by)
    read = Review(upload).read_frame
    typed = {
        name: _plain(values[name])[:LONGEST_WORDS]
        for name in FRAME
        if name in values and _plain(values[name]) != _plain(read[name])
    }
    if typed != (upload.answers or {}).get("frame", {}):
        _write(upload, frame=typed)
    return upload


def _plain(value):
    return str(value).replace("\r\n", "\n").strip()


def _entry(question, code, typed, review):
    if code in question.takes:
        return _typed(code, typed, review)
    if code not in dict(question.answers) and code != "seen":
        raise NotTaken(NO_ANSWER)
    return {"answer": code}


def _typed(code, typed, review):
    value = (typed.get(code) or "").strip()
    if code == "words":
        if len(value) > LONGEST_WORDS:
            raise NotTaken(TOO_LONG)
        if value:
            return {"answer": "words", "words": value}
    if code == "date" and (day := _day(value)):
        return {"answer": "date", "date": day.isoformat()}
    # Only an open unit of this very commune: the number in a form may be anybody's.
    if code == "unit" and (unit := review.names.of_key(number(value))):
        return {"answer": f"unit:{unit.pk}"}
    raise NotTaken(ANSWERED[code])


def _day(value):
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _same(current, entry):
    return all(current.get(name) == value for name, value in entry.items())


def _forget(upload, review, key, seen):
    current = review.answer_to(key)
    if current is None:
        return upload  # a second press
    if current.get("n") != seen:
        raise NotTaken(ELSEWHERE.format(said=review.said(key)))
    return _drop(upload, review, [key])


def _count(upload):
    return (upload.answers or {}).get("count", 0)


def _keep(upload, review, entries, *, by):
    count = _count(upload) + 1
    numbered = {key: {**entry, "n": count, "by": by.pk} for key, entry in entries.items()}
    return _write(upload, review, given={**review.given, **numbered}, count=count)


def _drop(upload, review, keys):
    kept = {key: entry for key, entry in review.given.items() if key not in keys}
    return _write(upload, review, given=kept)


def _write(upload, review=None, **changes):
    """Write the answers; typed words around the body follow what the answers changed in the text below them."""
    upload.answers = {**(upload.answers or {}), **changes}
    # Kept among the answers from now on.
    upload.settled = [] if "given" in changes else upload.settled
    if review and (typed := upload.answers.get("frame")):
        after = Review(upload, names=review.names).read_frame
        upload.answers["frame"] = {
            name: _followed(words, review.read_frame[name], after[name])
            if name in _LINES
            else words
            for name, words in typed.items()
        }
    upload.save(update_fields=["answers", "settled"])
    return upload


def _followed(typed, before, after):
    """Typed lines with the lines that came, and without those that went, between two readings of the same part."""
    old, new = before.split("\n"), after.split("\n")
    kept = [line for line in typed.split("\n") if line not in old or line in new]
    return "\n".join([*kept, *(line for line in new if line not in old and line not in kept)])
