"""What communes are told about the requests of the office above, and what those notices say about who has seen them."""

from django.db.models import Q
from django.urls import reverse

from accounts.models import Membership, Role
from notices.actions import tell_all, withdraw
from notices.models import Notice
from reports.notices import lower

HEADS = (Role.COORDINATOR, Role.LEADER, Role.CLERK)
ASKED = "{office} yêu cầu {name}, hạn nộp {due:%d/%m/%Y}.{moved}"
MOVED = " Đợt này xã đã mở; hạn nộp đổi theo yêu cầu, các nội dung đã soạn giữ nguyên."
GONE = "{office} rút yêu cầu {name}. Đợt chưa có nội dung nên được bỏ."
STAYS = "{office} rút yêu cầu {name}. Đợt và nội dung đã soạn vẫn ở lại xã."


def asked(request, rounds, *, moved):
    """Tell those who run each commune, at once. `moved` holds the keys of rounds whose date changed."""
    told = {
        round.commune_id: (
            f"request:{request.pk}:{round.pk}",
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


def withdrawn(request, rounds, *, gone):
    """`gone`: keys of the rounds that go with the request."""
    withdraw(f"request:{request.pk}:")
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
        _, request, round = key.split(":")
        seen.setdefault(int(request), set()).add(int(round))
    return seen
