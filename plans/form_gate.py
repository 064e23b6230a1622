"""No plan is submitted, approved or issued with errors of form left, unless somebody has said why."""

import hashlib

from plans.form_check import check_plan

FEWEST_WORDS = 3
LONGEST = 1000
TOO_SHORT = (
    "Hãy ghi rõ lý do (ít nhất {least} từ) để lãnh đạo và văn thư biết vì sao vẫn để như vậy."
)
# The steps before which the form is looked at, and how the history tells of a reason given there.
STEPS = {"submit": "Trình", "approve": "Duyệt", "issue": "Ban hành"}


def name_of(checked):
    """Names an error by what it is and where it stands, however the items around it move; the reason stays with it."""
    where = str(checked.item.uid) if checked.item else checked.where
    told = repr((checked.finding.code, where, checked.finding.hit))
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def errors_of(plan):
    """All errors the check of the form finds now, with or without a reason: a list of Checked."""
    return [each for each in check_plan(plan) if each.finding.severity == "error"]


def unexplained(plan, errors):
    """Those of the errors for which nobody has given a reason yet."""
    return [each for each in errors if name_of(each) not in plan.form_passed]


def fault_of(reason):
    """What is wrong with a reason, as a Vietnamese sentence; empty where it will do."""
    if len(reason.split()) < FEWEST_WORDS:
        return TOO_SHORT.format(least=FEWEST_WORDS)
    if len(reason) > LONGEST:
        return f"Lý do dài quá {LONGEST} ký tự. Hãy rút gọn."
    return ""


def explain(plan, reason, errors):
    """Keep the reason with these errors and forget what is said of errors that are no more.

    `errors` are all errors of now. Without a reason only the forgetting is done.
    """
    reason = reason.strip()
    names = {name_of(each) for each in errors}
    standing = {name: said for name, said in plan.form_passed.items() if name in names}
    if reason:
        standing |= dict.fromkeys(names - set(standing), reason)
    fields = {
        "form_passed": standing,
        "form_reason": reason or (plan.form_reason if standing else ""),
    }
    plan.commune.plans.filter(pk=plan.pk).update(**fields)
    for name, value in fields.items():
        setattr(plan, name, value)


def noted(note, step, reason, errors):
    """The note of a step together with the reason for which it was taken all the same."""
    told = f"{STEPS[step]} khi còn {len(errors)} lỗi thể thức: {reason.strip()}"
    return f"{note.strip()}\n{told}".strip()
