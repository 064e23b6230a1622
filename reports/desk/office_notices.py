"""What an office is told about its own work, and what it lets communes know."""

from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import Membership, Role
from danvan.clock import today
from notices.actions import tell, tell_all
from notices.models import Notice
from reports.models import Bundle

READY = {
    Bundle.Kind.ZIP: "Gói tệp nén đã sẵn sàng để tải về",
    Bundle.Kind.MERGED: "Tệp PDF gộp đã sẵn sàng để tải về",
    Bundle.Kind.SIGNED: "Tệp PDF gộp bản ký đã sẵn sàng để tải về",
}


def bundle_ready(bundle, row):
    """Once for each piece of work, whoever does it and however often it is tried."""
    words = READY.get(bundle.kind, "Tệp anh/chị yêu cầu đã sẵn sàng")
    url = reverse("reports:bundle_detail", args=[bundle.pk])
    text = f"{words}: {bundle}."
    tell(bundle.ordered_by, f"bundle:{bundle.pk}:{row.pk}", text, url, by_mail=False)


def people_to_urge(communes):
    """commune pk → those who coordinate and lead there today. One query."""
    posts = Membership.objects.current().filter(
        unit__commune__in=communes, role__in=[Role.COORDINATOR, Role.LEADER], person__is_active=True
    )
    people = {}
    for post in posts.select_related("person", "unit"):
        people.setdefault(post.unit.commune_id, set()).add(post.person)
    return people


def key_of(late):
    """One a day for each report of each commune, whoever presses."""
    return f"office-urge:{late.commune.pk}:{late.key}:{late.year}:{today():%Y%m%d}"


def urge(late, people, office):
    """Ask for reports that are late: `late` is a list of choosing.Late, `people` as `people_to_urge` has it."""
    told = [
        (person, key_of(each), _words(each, office), _address(each))
        for each in late
        for person in people.get(each.commune.pk, ())
    ]
    tell_all(told, urgency=Notice.Urgency.LATE)


def _words(late, office):
    name = late.name[:1].lower() + late.name[1:]
    return f"{office.short_name} đôn đốc nộp {name}: hạn {late.due_on:%d/%m/%Y}, {late.words}."


def _address(late):
    if late.round:
        return reverse("reports:round_detail", args=[late.round])
    asked = urlencode({"kind": late.kind, "year": late.year})
    return f"{reverse('reports:round_create')}?{asked}"
