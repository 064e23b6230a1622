"""A check is made of a submitted plan, and a commune settles which checks it wants."""

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Role
from danvan.workflow import CHANGED, MoveRefused
from notices.actions import tell_all
from plans import notices, review
from plans.models import ApprovalSettings, Plan, SignOff
from plans.review import people_of

MADE_BEFORE = "{name} đã được {by} ghi nhận trước đó. Trang cho thấy tình trạng mới."
NOT_YOURS = "Bước {name} không còn chờ anh chị: kế hoạch đã sang tình trạng khác, hoặc bước này thuộc người khác."


@transaction.atomic
def sign_off(plan, kind, *, by, submission, note=""):
    """Note that the plan was checked, and call whose turn it is now. Returns the SignOff.

    `submission` is the number of the line of history with which the checked text was submitted: taken back, rewritten
    and submitted again, it is another text. Raises MoveRefused with a Vietnamese sentence.
    """
    # Held, so that nobody takes it back or approves it between the question and the answer.
    held = plan.commune.plans.select_for_update().get(pk=plan.pk)
    line = review.submission_of(held)
    if line is None or line.pk != submission:
        raise MoveRefused(CHANGED)
    if kind not in {check.kind for check in review.open_to(by, held)}:
        raise MoveRefused(_why_not(line, kind))
    try:
        with transaction.atomic():
            made = SignOff.objects.create(
                plan=held, submission=line, kind=kind, by=by, note=note.strip()
            )
    except IntegrityError:
        raise MoveRefused(_why_not(line, kind)) from None
    notices.call_next(held)
    return made


def _why_not(line, kind):
    made = line.sign_offs.filter(kind=kind).select_related("by").first()
    if made:
        return MADE_BEFORE.format(name=made.get_kind_display(), by=made.by)
    return NOT_YOURS.format(name=review.NAMES[kind])


@transaction.atomic
def settle_checks(commune, *, checks_form, checks_content, version, by):
    """Switch the checks of a commune on or off; returns whether `version` was still the newest.

    Plans that wait go on with what is settled now: a check that was switched off holds nothing up any more. The leaders
    hear of it, so that nobody switches off in silence what stands between a draft and its approval.
    """
    ApprovalSettings.objects.get_or_create(commune=commune)
    rows = ApprovalSettings.objects.filter(commune=commune, version=version)
    switched = {"checks_form": checks_form, "checks_content": checks_content}
    if rows.filter(**switched).exists():
        return True
    if not rows.update(**switched, version=F("version") + 1):
        return False
    for plan in commune.plans.filter(status=Plan.Status.SUBMITTED, unit=None):
        notices.call_next(plan)
    _tell_leaders(commune, review.settings_of(commune), by)
    return True


def _tell_leaders(commune, settings, by):
    named = ((settings.checks_form, "thể thức"), (settings.checks_content, "nội dung"))
    kinds = " và ".join(name for is_on, name in named if is_on)
    wanted = f"kiểm tra {kinds} trước khi duyệt" if kinds else "không kiểm tra trước khi duyệt"
    text = f"{by} đã đổi cách duyệt kế hoạch của xã: {wanted}."
    others = people_of(commune, Role.LEADER).exclude(pk=by.pk)
    key = f"approval:{commune.pk}:{settings.version}"
    tell_all([(one, key, text, "/ke-hoach/") for one in others])
