"""Taking a list in: sent, read and checked by a job, shown, and after a yes entered as a whole or not at all."""

from django.db import IntegrityError, transaction

from accounts import actions as accounts_actions
from accounts.models import Membership, Person, Unit
from intake import rules
from intake.checking import check
from intake.models import ImportProblem, PeopleImport
from intake.reading import Problem
from records.files import MEGABYTE, FileRefused, keep_upload
from work.actions import order

MOST_BYTES = 5 * MEGABYTE
SHOWN_PROBLEMS = 200
NOT_ADMINISTERING = (
    "Người gửi tệp hiện không làm việc với vị trí quản trị của đơn vị này, nên tệp không được nhập. "
    "Hãy đổi vị trí rồi gửi lại."
)
SEND_AGAIN = "Trang này đã dùng để gửi tệp khác. Hãy tải lại trang rồi gửi lại."
CHANGED_MEANWHILE = (
    "Dữ liệu vừa thay đổi trong lúc nhập, nên chưa có gì được nhập. Hãy gửi lại tệp."
)


def start_import(file, *, by, key):
    """Keep an uploaded list and order its reading; returns the PeopleImport. The same key again is the same import.

    Raises records.files.FileRefused with a sentence; nothing is kept then.
    """
    sent_before = PeopleImport.objects.visible_to(by).filter(key=key)
    if known := sent_before.first():
        return known
    try:
        with transaction.atomic():
            stored = keep_upload(file, ("xlsx",), by=by, most_bytes=MOST_BYTES)
            people_import = PeopleImport.objects.create(
                unit=by.home_unit, file=stored, uploaded_by=by, key=key
            )
            _order("read_people_import", people_import, by, "Đọc danh sách")
            return people_import
    except IntegrityError:
        if known := sent_before.first():
            return known
        raise FileRefused(SEND_AGAIN) from None


def _order(kind, people_import, by, words):
    title = f"{words}: {people_import.file.name}"
    unit = people_import.unit
    order(kind, people_import.pk, unit=unit, by=by, title=title, queue="import")


@transaction.atomic
def confirm_import(people_import, *, by, send_letters):
    """Say yes to what was shown; a job enters it. Raises MoveRefused when it was said already."""
    rules.MOVES.apply(people_import, "apply", by=by, send_letters=send_letters)
    _order("apply_people_import", people_import, by, "Nhập danh sách")


@transaction.atomic
def store_reading(people_import, changes):
    """Put down what a reading found: the counts, or the problems."""
    if changes.problems:
        store_problems(people_import, changes.problems)
    else:
        rules.MOVES.apply(people_import, "found_ready", by=None, **changes.counts())


@transaction.atomic
def store_problems(people_import, problems):
    rules.MOVES.apply(people_import, "found_faults", by=None)
    shown = problems[:SHOWN_PROBLEMS]
    if len(problems) > len(shown):
        rest = len(problems) - len(shown)
        shown = [*shown, Problem("", None, "", f"Còn {rest} lỗi khác. Hãy sửa các lỗi trên trước.")]
    people_import.problems.bulk_create(
        ImportProblem(people_import=people_import, **found._asdict()) for found in shown
    )


def read_list(people_import):
    """What the file would change, judged by what its sender may do now. Never raises for a bad file."""
    sender = people_import.uploaded_by
    if not rules.may_import(sender, people_import):
        return None
    return check(people_import.file.read(), sender)


def enter(people_import, changes):
    """Enter everything or nothing; returns the new people. Raises IntegrityError, Stale or ActionRefused."""
    by = people_import.uploaded_by
    with transaction.atomic():
        units = _enter_units(changes.units)
        new = _enter_people(changes, units, by)
        accounts_actions.keep_an_administrator(by, by)
    return new


def _enter_units(drafts):
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=_codes_named(drafts))}
    for draft in drafts:
        if draft.existing is None:
            parent = units[draft.parent_code]
            receiver = parent if parent.is_office else None
            fields = {**draft.fields, "code": draft.code, "kind": draft.kind, "parent": parent}
            units[draft.code] = accounts_actions.create_unit(receiver=receiver, **fields)
        elif draft.fields:
            unit = draft.existing
            version = unit.version
            _set(unit, draft.fields)
            accounts_actions.save_unit(unit, list(draft.fields), version=version)
    return units


def _codes_named(drafts):
    return {draft.parent_code for draft in drafts if draft.parent_code}


def _enter_people(changes, units, by):
    wanted = {draft.unit_code for draft in changes.posts} - units.keys()
    units = units | {unit.code: unit for unit in Unit.objects.filter(code__in=wanted)}
    people, new = {}, []
    for draft in changes.people:
        person = draft.existing
        if person is None:
            person = accounts_actions.create_person(draft.username, posts=[], **draft.fields)
            new.append(person)
        elif draft.fields:
            version = person.version
            _set(person, draft.fields)
            accounts_actions.save_person(person, list(draft.fields), version=version, by=by)
        people[draft.username] = person
    for draft in changes.posts:
        _enter_post(draft, people[draft.username], units[draft.unit_code])
    return new


def _enter_post(draft, person, unit):
    if draft.existing is None:
        Membership.objects.create(person=person, unit=unit, role=draft.role, **draft.fields)
    elif draft.fields:
        _set(draft.existing, draft.fields)
        draft.existing.save(update_fields=list(draft.fields))


def _set(row, fields):
    for name, value in fields.items():
        setattr(row, name, value)


def invite_all(people, *, by):
    """Order the letter with the link for each new person; people who get no mail by mistake can ask for it."""
    for person in Person.objects.filter(pk__in=[person.pk for person in people]):
        accounts_actions.invite(person, by=by)
