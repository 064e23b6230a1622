"""Who hears of a step on a plan's path. A crash between two notices loses a notice, never the step."""

from django.urls import reverse

from accounts.models import Membership, Person, Role
from danvan.clock import today
from notices.actions import tell_all, withdraw
from notices.models import Notice
from plans import review
from plans.models import Plan
from plans.review import people_of


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


def members_of(unit):
    """The active people who hold a post of an officer in the unit today."""
    posts = Membership.objects.current().filter(unit=unit, role=Role.OFFICER)
    return Person.objects.filter(is_active=True, pk__in=posts.values("person"))


def heads_of(unit):
    """Those of `members_of` who head the unit."""
    posts = Membership.objects.current().filter(unit=unit, role=Role.OFFICER, is_head=True)
    return Person.objects.filter(is_active=True, pk__in=posts.values("person"))


def _deciders(plan):
    """The head of the unit for its own plan; the leaders for the commune's, and where a unit has no head."""
    heads = list(heads_of(plan.unit)) if plan.unit_id else []
    return heads or people_of(plan.commune, Role.LEADER)


def _submitted(plan, line):
    """Call those who check it; the leaders once nothing is missing."""
    missing = review.missing(plan)
    for check in missing:
        text = f"{line.by} trình, chờ {check.name}: {plan.title}."
        _tell(check.called, plan, f"turn:{line.pk}:{check.kind}", text)
    if not missing:
        text = f"{line.by} trình duyệt: {plan.title}."
        _tell(_deciders(plan), plan, f"turn:{line.pk}", text)


def call_next(plan):
    """Call those whose turn it is after a check was made, or after the commune has settled the checks anew."""
    line = review.submission_of(plan)
    if line is None or plan.status != Plan.Status.SUBMITTED:
        return
    wanted = {check.kind for check in review.missing(plan)}
    for kind in review.NAMES:
        if kind not in wanted:
            withdraw(f"plan:{plan.pk}:turn:{line.pk}:{kind}")
    _submitted(plan, line)


def _approved(plan, line):
    _tell(
        people_of(plan.commune, Role.CLERK),
        plan,
        f"turn:{line.pk}",
        f"Đã duyệt, chờ cấp số và ban hành: {plan.title}.",
        # A unit may number its plan itself: the clerk sees it, and is not called for it.
        by_mail=plan.unit_id is None,
    )
    _tell([plan.drafter], plan, f"approved:{line.pk}", f"{line.by} đã duyệt: {plan.title}.")


def _sent_back(plan, line):
    text = f"{line.by} trả lại “{plan.title}”: {line.note}"
    _tell([plan.drafter], plan, f"turn:{line.pk}", text)


def _issued(plan, line):
    place = f", thay {plan.amends.code}" if plan.amends else ""
    text = f"Đã ban hành {plan.code} ngày {plan.issued_on:%d/%m/%Y}{place}: {plan.title}."
    _tell([plan.drafter], plan, f"issued:{line.pk}", text)
    if plan.unit_id:
        # Thirty units would else fill everybody's list; the commune's plan shows who has made one.
        near = people_of(plan.commune, Role.COORDINATOR) | members_of(plan.unit)
        _tell(near.exclude(pk=plan.drafter_id), plan, f"issued:{line.pk}", text, by_mail=False)
        return
    readers = [role for role in Role if role not in {Role.ADMINISTRATOR, Role.RECEIVER}]
    everyone = people_of(plan.commune, *readers).exclude(pk=plan.drafter_id)
    _tell(everyone, plan, f"issued:{line.pk}", text, by_mail=False)


def _tell(people, plan, key, text, *, by_mail=True):
    url = plan.get_absolute_url()
    tell_all([(one, f"plan:{plan.pk}:{key}", text, url) for one in people], by_mail=by_mail)


def announce_proposal(proposal, line):
    """A new difficulty is with the coordinator; its answer goes to whoever sent it and to the head of the unit."""
    about = f"proposal:{proposal.pk}:"
    withdraw(f"{about}sent:")
    name, url = _named(proposal), proposal.get_absolute_url()
    if line.move == "send":
        told = people_of(proposal.plan.commune, Role.COORDINATOR)
        text = f"{proposal.unit.short_name} gửi vướng mắc: {name}"
        tell_all((one, f"{about}sent:{line.pk}", text, url) for one in told)
    elif line.move in {"accept", "decline"}:
        text = f"{line.label}: {name}" + (f" Trả lời: {line.note}" if line.note else "")
        tell_all((one, f"{about}answer:{line.pk}", text, url) for one in _senders(proposal))


def tell_met(proposals, plan):
    """The units hear that what they asked for stands in the version just issued; one query for all heads."""
    heads = _heads_of({each.unit_id for each in proposals})
    tell_all(
        (one, f"proposal:{each.pk}:met:{plan.pk}", f"Đã sửa trong {plan.code}: {_named(each)}", each.get_absolute_url())
        for each in proposals
        for one in {each.by, *heads.get(each.unit_id, ())}
    )  # fmt: skip


def _senders(proposal):
    return {proposal.by, *_heads_of({proposal.unit_id}).get(proposal.unit_id, ())}


def _heads_of(units):
    posts = Membership.objects.current().filter(
        unit__in=units, is_head=True, person__is_active=True
    )
    heads = {}
    for post in posts.select_related("person"):
        heads.setdefault(post.unit_id, []).append(post.person)
    return heads


def _named(proposal):
    """ "Mục 1., 05/KH-UBND: Chưa có kinh phí …" """
    text = " ".join(proposal.text.split())
    words = text if len(text) <= 120 else f"{text[:119].rstrip()}…"
    return f"{proposal.where}, {proposal.plan.code}: {words}"


def urge_unit(base, unit, *, by):
    """Ask a unit for its own plan, once a day; returns whether somebody was asked now."""
    people = list(heads_of(unit) or members_of(unit))
    key = f"plan:{base.pk}:unit:{unit.pk}:{today():%Y%m%d}"
    asked = Notice.objects.unscoped("who was asked today is not asked again").filter(key=key)
    if not people or asked.exists():
        return False
    url = reverse("plans:unit_start", args=[base.pk])
    verb = "đề nghị" if unit.relation == "requested" else "đôn đốc"
    text = f"{by} {verb} {unit} lập kế hoạch thực hiện {base.code}: {base.title}."
    tell_all([(one, key, text, url) for one in people], urgency=Notice.Urgency.TODAY)
    return True
