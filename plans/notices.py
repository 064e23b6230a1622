"""Who hears of a step on a plan's path. A crash between two notices loses a notice, never the step."""

from accounts.models import Membership, Person, Role
from notices.actions import tell_all, withdraw


def announce(plan, line):
    """Tell those whose turn it is now, and take back what asked for the step just made."""
    withdraw(f"plan:{plan.pk}:turn:")
    told = {
        "submit": _submitted,
        "approve": _approved,
        "send_back": _sent_back,
        "issue": _issued,
    }.get(line.move)
    if told:
        told(plan, line)


def people_of(commune, *roles):
    """The active people who hold one of these posts in the commune today; all of them without roles."""
    posts = Membership.objects.current().filter(unit__commune=commune)
    if roles:
        posts = posts.filter(role__in=roles)
    return Person.objects.filter(is_active=True, pk__in=posts.values("person"))


def _submitted(plan, line):
    _tell(
        people_of(plan.commune, Role.LEADER),
        plan,
        f"turn:{line.pk}",
        f"{line.by} trình duyệt: {plan.title}.",
    )


def _approved(plan, line):
    _tell(
        people_of(plan.commune, Role.CLERK),
        plan,
        f"turn:{line.pk}",
        f"Đã duyệt, chờ cấp số và ban hành: {plan.title}.",
    )
    _tell([plan.drafter], plan, f"approved:{line.pk}", f"{line.by} đã duyệt: {plan.title}.")


def _sent_back(plan, line):
    text = f"{line.by} trả lại “{plan.title}”: {line.note}"
    _tell([plan.drafter], plan, f"turn:{line.pk}", text)


def _issued(plan, line):
    text = f"Đã ban hành {plan.code} ngày {plan.issued_on:%d/%m/%Y}: {plan.title}."
    _tell([plan.drafter], plan, f"issued:{line.pk}", text)
    readers = [role for role in Role if role not in {Role.ADMINISTRATOR, Role.RECEIVER}]
    everyone = people_of(plan.commune, *readers).exclude(pk=plan.drafter_id)
    _tell(everyone, plan, f"issued:{line.pk}", text, by_mail=False)


def _tell(people, plan, key, text, *, by_mail=True):
    url = plan.get_absolute_url()
    tell_all([(one, f"plan:{plan.pk}:{key}", text, url) for one in people], by_mail=by_mail)
