"""Which units of a commune can be given work, and who works in them."""

import re
from functools import lru_cache
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
    heads: frozenset = frozenset()  # primary keys of the people who head a unit

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
    people, of_unit, heads = {}, {}, set()
    for post in posts:
        if post.is_head:
            heads.add(post.person_id)
        people[post.person_id] = post.person
        colleagues = of_unit.setdefault(post.unit_id, [])
        if post.person_id not in colleagues:
            colleagues.append(post.person_id)
    remembered = _remembered(commune, units)
    return Staff(units, people, of_unit, remembered, habits_of(commune), frozenset(heads))


def _remembered(commune, units):
    """Names with the unit they were matched with; one that is closed since speaks for nobody."""
    rows = UnitName.objects.filter(commune=commune).values_list("key", "unit")
    return tuple((bare(key), pk) for key, pk in rows if pk is None or pk in units)


def unit_named_in(words, staff):
    """The unit whose name stands in `words` (any letters' case, any marks), the longest name first; or None."""
    said = bare(words)
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


def units_named_in(words, staff):
    """Every unit whose name stands in `words`, in the order of the words; a name inside a longer one is none."""
    said = bare(words)
    names = [
        (name, unit.pk)
        for unit in staff.units.values()
        if not unit.is_commune
        for name in _names_of(unit)
    ]
    names += staff.remembered
    found = {}
    for name, pk in sorted(names, key=lambda pair: -len(pair[0])):
        at = said.find(name)
        if at >= 0:
            said = said.replace(name, f" {'_' * (len(name) - 2)} ")
            if pk is not None:
                found.setdefault(pk, at)
    return [staff.units[pk] for pk in sorted(found, key=found.get)]


def _names_of(unit):
    return [name for name in {bare(unit.name), bare(unit.short_name)} if len(name) >= 6]


# The same names of units are held against every item of a plan.
@lru_cache(maxsize=4096)
def bare(words):
    """Words without marks and punctuation, between blanks, so that only whole words are found."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', search_text(words)))} "
