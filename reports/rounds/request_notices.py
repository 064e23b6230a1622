"""What communes are told about the requests of the office above, and what those notices say about who has seen them."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from notices.actions import tell_all, withdraw
from notices.models import Notice
from reports.notices import lower
from reports.rounds.request_words import LABELS, in_notice

HEADS = (Role.COORDINATOR, Role.LEADER, Role.CLERK)
ASKED = "{office} yêu cầu {name}, hạn nộp {due:%d/%m/%Y}.{moved}"
MOVED = " Đợt này xã đã mở; hạn nộp đổi theo yêu cầu, các nội dung đã soạn giữ nguyên."
CHANGED = "{office} sửa yêu cầu {name}: {what}."
# Days of the round itself, in the order in which they are told.
OWN_DAYS = {
    "due_on": "hạn nộp",
    "data_closing_on": "ngày chốt số liệu",
    "parts_due_on": "hạn các đơn vị gửi",
}
OUT_GONE = "{office} bỏ xã khỏi yêu cầu {name}. Lý do: {reason} Đợt chưa có nội dung nên được bỏ."
OUT_STAYS = (
    "{office} bỏ xã khỏi yêu cầu {name}. Lý do: {reason} Đợt và nội dung đã soạn vẫn ở lại xã."
)
GONE = "{office} rút yêu cầu {name}. Đợt chưa có nội dung nên được bỏ."
STAYS = "{office} rút yêu cầu {name}. Đợt và nội dung đã soạn vẫn ở lại xã."


def asked(request, rounds, moved, *, change=None):
    """Tell those who run each commune, at once. `moved` holds the keys of rounds whose date changed, `change` is the
    RequestChange by which they were asked later than others."""
    later = f":{change.pk}" if change else ""
    told = {
        round.commune_id: (
            f"request:{request.pk}:{round.pk}{later}",
            ASKED.format(
                office=request.receiver.short_name,
                name=lower(request.name),
                due=request.due_on if round.pk in moved else round.due_on,
                moved=MOVED if round.pk in moved else "",
            ),
            round.get_absolute_url(),
        )
        for round in rounds
    }  # fmt: skip
    _tell(told)


def changed(request, change, told):
    """Tell each commune once what is different for it. `told`: round → {name of a day: (old, new)} of its own days."""
    words = [
        in_notice(line)
        for line in change.lines
        if line["field"] in {*LABELS, "files", "files_gone"} - {*OWN_DAYS}
    ]
    notices = {}
    for round, days in told.items():
        own = [
            f"{label} {days[name][0]:%d/%m/%Y} → {days[name][1]:%d/%m/%Y}"
            for name, label in OWN_DAYS.items()
            if name in days and all(days[name])
        ]
        if what := "; ".join([*own, *words]):
            notices[round.commune_id] = (
                f"request-changed:{request.pk}:{round.pk}:{change.pk}",
                CHANGED.format(
                    office=request.receiver.short_name,
                    name=lower(request.name),
                    what=what.rstrip("."),
                ),
                round.get_absolute_url(),
            )
    _tell(notices)


def taken_out(request, rounds, *, gone, reason):
    """Tell communes that they are no longer asked. `gone`: keys of their rounds that nobody has begun and that go."""
    _forget(request, {str(round.pk) for round in rounds})
    reason = reason.strip().rstrip(".") + "."
    said = {"office": request.receiver.short_name, "name": lower(request.name), "reason": reason}
    _tell(
        {
            round.commune_id: (
                f"request-out:{request.pk}:{round.pk}:{request.version}",
                (OUT_GONE if round.pk in gone else OUT_STAYS).format(**said),
                reverse("reports:round_list") if round.pk in gone else round.get_absolute_url(),
            )
            for round in rounds
        }
    )


def _forget(request, keys):
    """Take back what was said about these rounds and not read yet. Two statements."""
    rows = Notice.objects.unscoped("a commune is no longer asked").filter(_about([request]))
    rows = rows.filter(read_at=None, withdrawn_at=None)
    found = [pk for pk, key in rows.values_list("pk", "key") if key.split(":")[2] in keys]
    rows.filter(pk__in=found).update(withdrawn_at=timezone.now())


def _about(requests):
    """Notices on what was asked, and on what was changed in it."""
    about = Q()
    for request in requests:
        about |= Q(key__startswith=f"request:{request.pk}:")
        about |= Q(key__startswith=f"request-changed:{request.pk}:")
    return about


def withdrawn(request, rounds, *, gone):
    """`gone`: keys of the rounds that go with the request."""
    withdraw(f"request:{request.pk}:")
    withdraw(f"request-changed:{request.pk}:")
    said = {"office": request.receiver.short_name, "name": lower(request.name)}
    told = {
        round.commune_id: (
            f"request-withdrawn:{request.pk}:{round.pk}",
            (GONE if round.pk in gone else STAYS).format(**said),
            reverse("reports:round_list") if round.pk in gone else round.get_absolute_url(),
        )
        for round in rounds
    }
    _tell(told)


def _tell(told):
    """`told`: commune pk → (key, text, url). One query and one statement, however many communes."""
    posts = Membership.objects.current().filter(role__in=HEADS, person__is_active=True)
    posts = posts.filter(unit__commune__in=told).select_related("person", "unit")
    people = {(post.person_id, post.unit.commune_id): post.person for post in posts}
    tell_all(
        [(person, *told[commune]) for (_, commune), person in people.items()],
        urgency=Notice.Urgency.SOON,
        at_once=True,
    )


def rounds_seen(requests):
    """{request pk: keys of its rounds that somebody of the commune has read about}. One query."""
    prefixes = Q()
    for request in requests:
        prefixes |= Q(key__startswith=f"request:{request.pk}:")
    if not prefixes:
        return {}
    rows = Notice.objects.unscoped("an office may know which communes have seen what it asks")
    seen = {}
    for key in rows.filter(prefixes, read_at__isnull=False).values_list("key", flat=True):
        _, request, round, *_ = key.split(":")
        seen.setdefault(int(request), set()).add(int(round))
    return seen


def readers_of(request):
    """{pk of a round: (full name, moment) of whoever of the commune read first what is asked}. One query."""
    rows = Notice.objects.unscoped("an office may know who has read what it asks")
    rows = rows.filter(key__startswith=f"request:{request.pk}:", read_at__isnull=False)
    found = {}
    for key, name, at in rows.order_by("read_at", "pk").values_list(
        "key", "person__full_name", "read_at"
    ):
        found.setdefault(int(key.split(":")[2]), (name, at))
    return found
