from django.db import IntegrityError, transaction

from accounts.actions import ActionRefused, Stale
from intake import actions, letters, rules
from intake.models import PeopleImport
from intake.reading import Problem
from work.actions import finish, report_progress
from work.handlers import handles

JOB = "a job works on the one import its row names"
S = PeopleImport.Status


@handles("letter")
def send_letter(row):
    """Safe to run twice: a crash between sending and closing the row repeats the mail under the same Message-ID."""
    letters.send(row)
    finish(row)


def _import_of(row):
    rows = PeopleImport.objects.unscoped(JOB).select_related("file", "unit", "uploaded_by")
    return rows.get(pk=row.subject_id)


@handles("read_people_import")
def read(row):
    """Safe to run twice: a list that has been read is left as it is. A crash costs the reading, no more."""
    people_import = _import_of(row)
    if people_import.status != S.READING:
        return finish(row)
    report_progress(row, 20, "Đang đọc và kiểm tra từng dòng")
    changes = actions.read_list(people_import)
    with transaction.atomic():
        if changes is None:
            actions.store_problems(people_import, _whole_file(actions.NOT_ADMINISTERING))
        else:
            actions.store_reading(people_import, changes)
        finish(row)


@handles("apply_people_import")
def apply(row):
    """Safe to run twice: everything is entered in one transaction with the end of the row, or nothing is."""
    people_import = _import_of(row)
    if people_import.status != S.APPLYING:
        return finish(row)
    report_progress(row, 10, "Đang kiểm tra lại từng dòng")
    changes = actions.read_list(people_import)
    # Somebody may have changed units or people since the list was shown.
    problems = _whole_file(actions.NOT_ADMINISTERING) if changes is None else changes.problems
    if not problems:
        report_progress(row, 40, "Đang nhập")
        try:
            with transaction.atomic():
                new = actions.enter(people_import, changes)
                if people_import.send_letters:
                    actions.invite_all(new, by=people_import.uploaded_by)
                rules.MOVES.apply(people_import, "applied", by=None, **changes.counts())
                return finish(row)
        except (IntegrityError, Stale):
            problems = _whole_file(actions.CHANGED_MEANWHILE)
        except ActionRefused as refusal:
            problems = _whole_file(str(refusal))
    with transaction.atomic():
        actions.store_problems(people_import, problems)
        finish(row)


def _whole_file(sentence):
    return [Problem("", None, "", sentence)]
