"""Which units of a commune can be given work, and who works in them."""

import re
from typing import NamedTuple

from accounts.models import Membership, Unit
from calendars.calendar import habits_of
from calendars.models import OfficeHabits
from danvan.vietnamese import search_text, sort_key
from plans.models import UnitName
from tasks.rules import CARRIERS


class Staff(NamedTuple):
    """`units` by pk; `people` by pk; `of_unit`: unit pk → person pks, the head first.

    `remembered` are the names people matched with a unit when a plan was imported: (bare words, unit pk or None).
    """

    units: dict
    people: dict
    of_unit: dict
    remembered: tuple = ()
    # How the commune reads a date ("trước ngày 20/5").
    habits: OfficeHabits = OfficeHabits()

    def unit_choices(self):
        return [("", "Chọn đơn vị"), *((unit.pk, unit.short_name) for unit in self.units.values())]

    def person_choices(self):
        """People once each, by the Vietnamese order of their names."""
        ordered = sorted(self.people.values(), key=lambda person: sort_key(str(person)))
        return [("", "Chọn người"), *((person.pk, str(person)) for person in ordered)]

    def works_in(self, person_pk, unit_pk):
        return person_pk in self.of_unit.get(unit_pk, ())

    def first_of(self, unit_pk):
        """Whom to propose for a unit: its head, else whoever came first; None where nobody works."""
        return next(iter(self.of_unit.get(unit_pk, ())), None)


def staff_of(commune):
    """The Staff of a commune today, in four queries. Only people who can sign in and carry work are named.

    Nobody, where there is no commune (None): an office above hands out no work.
    """
    if commune is None:
        return Staff({}, {}, {})
    units = Unit.objects.current().filter(commune=commune)
    units = {unit.pk: unit for unit in units.order_by("position", "pk")}
    posts = Membership.objects.current().filter(
        unit__commune=commune, role__in=CARRIERS, person__is_active=True
    )
    posts = posts.select_related("person").order_by("-is_head", "pk")
    people, of_unit = {}, {}
    for post in posts:
        people[post.person_id] = post.person
        colleagues = of_unit.setdefault(post.unit_id, [])
        if post.person_id not in colleagues:
            colleagues.append(post.person_id)
    return Staff(units, people, of_unit, _remembered(commune, units), habits_of(commune))


def _remembered(commune, units):
    """Names with the unit they were matched with; one that is closed since speaks for nobody."""
    rows = UnitName.objects.filter(commune=commune).values_list("key", "unit")
    return tuple((_bare(key), pk) for key, pk in rows if pk is None or pk in units)


def unit_named_in(words, staff):
    """The unit whose name stands in `words` (any letters' case, any marks), the longest name first; or None."""
    said = _bare(words)
    found = [
        (len(name), unit)
        for unit in staff.units.values()
        if not unit.is_commune
        for name in _names_of(unit)
        if name in said
    ]
    # Of two names alike what a person decided counts; words that were said to be no unit hide the names within.
    found = [
        *((len(name), staff.units.get(pk)) for name, pk in staff.remembered if name in said),
        *found,
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _names_of(unit):
    return [name for name in {_bare(unit.name), _bare(unit.short_name)} if len(name) >= 6]


def _bare(words):
    """Words without marks and punctuation, between blanks, so that only whole words are found."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', search_text(words)))} "
