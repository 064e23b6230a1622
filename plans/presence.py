"""Who has a plan open for writing, tab by tab."""

from datetime import timedelta

from django.utils import timezone

from plans.models import EditorTab

HERE = timedelta(seconds=30)
FORGOTTEN = timedelta(days=2)


def heard(plan, person, uid, request):
    """Note that a tab has spoken; returns whether this request of it was carried out before."""
    tab, is_new = EditorTab.objects.get_or_create(
        plan=plan,
        person=person,
        uid=uid,
        defaults={"seen_at": timezone.now(), "last_request": request},
    )
    if is_new:
        return False
    known = request <= tab.last_request
    newest = max(request, tab.last_request)
    EditorTab.objects.filter(pk=tab.pk).update(seen_at=timezone.now(), last_request=newest)
    return known


def others_here(plan, person):
    """The names of the other people who have the plan open now, in the order of the alphabet."""
    here = EditorTab.objects.filter(plan=plan, seen_at__gte=timezone.now() - HERE)
    names = here.exclude(person=person).values_list("person__full_name", flat=True)
    return sorted(set(names))


def forget_old_tabs():
    EditorTab.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).delete()


def leave(plan, person, uid):
    EditorTab.objects.filter(plan=plan, person=person, uid=uid).delete()
