"""What a list would change, found out without changing anything: the new, the changed, and what stands in the way."""

from dataclasses import dataclass, field

from django.db.models.functions import Lower

from accounts.models import Membership, Person, Unit
from danvan.clock import today
from intake.checking_people import check_people
from intake.checking_units import check_units
from intake.columns import PEOPLE, UNITS
from intake.reading import FileProblem, Problem, read_cells, rows_of


class Known:
    """What the portal has of what the list names, read once: 2,000 rows ask no more often than ten."""

    def __init__(self, user, rows):
        self.user = user
        reach = Unit.objects.within_reach_of(user)
        self.units = {unit.code: unit for unit in reach.select_related("commune", "parent")}
        codes = _said(rows[UNITS], "code")
        self.taken_codes = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
        self._read_people(_said(rows[PEOPLE], "username"), _said(rows[PEOPLE], "email"))

    def _read_people(self, names, addresses):
        people = Person.objects.annotate(name=Lower("username"), address=Lower("email"))
        self.people = {person.name: person for person in people.filter(name__in=names)}
        self.emails = {person.address: person for person in people.filter(address__in=addresses)}
        posts = Membership.objects.filter(person__in=[person.pk for person in self.people.values()])
        inside = {unit.pk for unit in self.units.values()}
        self.posts = {(post.person_id, post.unit_id, post.role): post for post in posts}
        self.in_reach = {post.person_id for post in posts if post.unit_id in inside}
        elsewhere = {
            post.person_id
            for post in posts
            if post.unit_id not in inside and not (post.valid_to and post.valid_to < today())
        }
        # As rules.may_edit_identity says it for one person.
        self.owned = self.in_reach - elsewhere


def _said(rows, name):
    return {row.cells[name].lower() for row in rows if name in row.cells}


@dataclass
class Changes:
    units: list = field(default_factory=list)
    people: list = field(default_factory=list)
    posts: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def counts(self):
        """How many would be new and how many changed, by the names of PeopleImport's fields."""
        counts = {}
        for name in ("units", "people", "posts"):
            drafts = getattr(self, name)
            counts[f"{name}_new"] = sum(draft.existing is None for draft in drafts)
            changed = (draft for draft in drafts if draft.existing is not None and draft.fields)
            counts[f"{name}_changed"] = sum(1 for _ in changed)
        return counts


def check(data, user):
    """What the list in `data` (bytes of an .xlsx) would change for this administrator.

    Never raises for a bad file: everything a person has to mend is in `problems`.
    """
    changes = Changes()
    try:
        rows, changes.problems = rows_of(read_cells(data))
    except FileProblem as problem:
        changes.problems = [Problem("", None, "", str(problem))]
        return changes
    known = Known(user, rows)
    changes.units = check_units(rows[UNITS], known, changes.problems)
    changes.people, changes.posts = check_people(
        rows[PEOPLE], known, changes.units, changes.problems
    )
    order = {UNITS: 0, PEOPLE: 1}
    changes.problems.sort(key=lambda found: (order.get(found.sheet, 2), found.row or 0))
    return changes
