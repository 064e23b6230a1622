"""Plain functions that make rows. Every commune, person and document here is made up."""

from datetime import date
from itertools import count

from accounts.models import Membership, Person, ReceiverAssignment, Role, Unit
from plans.edits import Edit
from plans.models import Plan, PlanItem, RemovedItem
from plans.saving import save_edits

_serial = count(1)


def make_office(**over):
    n = next(_serial)
    fields = {
        "kind": Unit.Kind.PROVINCE_OFFICE,
        "name": f"Sở Nội vụ tỉnh {n}",
        "short_name": f"Sở Nội vụ tỉnh {n}",
        "code": f"so-noi-vu-{n}",
        "symbol": "SNV",
    }
    return Unit.objects.create(**{**fields, **over})


def make_commune(place="An Hòa", *, receiver=None, since=None, **over):
    n = next(_serial)
    fields = {
        "kind": Unit.Kind.COMMUNE,
        "name": f"Ủy ban nhân dân xã {place}",
        "short_name": f"UBND xã {place}",
        "code": f"xa-{n}",
        "place": place,
        "symbol": "UBND",
        "parent": receiver,
    }
    commune = Unit.objects.create(**{**fields, **over})
    Unit.objects.filter(pk=commune.pk).update(commune=commune)
    commune.refresh_from_db()
    if receiver:
        ReceiverAssignment.objects.create(commune=commune, receiver=receiver, valid_from=since)
    return commune


def make_unit(commune, name, kind=Unit.Kind.DEPARTMENT, **over):
    fields = {"short_name": name, "code": f"don-vi-{next(_serial)}", "parent": commune}
    return Unit.objects.create(kind=kind, name=name, commune=commune, **{**fields, **over})


def make_person(full_name, unit, role=Role.OFFICER, *, post="", is_head=False, **over):
    n = next(_serial)
    username = over.pop("username", f"nguoi{n}")
    fields = {"email": f"{username}@example.test", **over}
    person = Person.objects.create_person(username, full_name=full_name, **fields)
    Membership.objects.create(person=person, unit=unit, role=role, post=post, is_head=is_head)
    return person


def make_plan(drafter, **over):
    fields = {
        "commune": drafter.commune,
        "year": 2026,
        "title": "Công tác dân vận chính quyền năm 2026",
        "symbol": "KH-UBND",
        "place": drafter.commune.place,
        "recipients": "Sở Nội vụ (b/c)\nLưu: VT",
    }
    return Plan.objects.create(drafter=drafter, **{**fields, **over})


def make_item(plan, **over):
    position = next(_serial)
    return PlanItem.objects.create(plan=plan, **{"position": position, "text": "Nội dung", **over})


def remove_item(item, by):
    """Delete an item with all below it, as the editor does; returns the RemovedItem that brings it back."""
    below = [item]
    for row in below:
        below += row.children.all()
    save_edits(item.plan, [Edit(row.uid, row.version, removed=True) for row in below], by=by)
    return RemovedItem.objects.get(uid=item.uid)


def issue_by_hand(plan, number=5, issued_on=date(2026, 1, 15)):
    """An issued plan without walking the approval path; for tests of what comes after it."""
    Plan.objects.unscoped("test").filter(pk=plan.pk).update(
        status=Plan.Status.ISSUED, number=number, issued_on=issued_on
    )
    plan.refresh_from_db()
    return plan
