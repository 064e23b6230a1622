"""Sample data: one made-up province with three communes in the middle of their year.

Everything is dated from today, so that the demo always shows something late, something due soon and something done.
"""

from django.db import transaction

from accounts.models import Person, Unit
from home.sample import people, units
from home.sample.people import PASSWORD

__all__ = ["PASSWORD", "accounts", "is_there", "make"]


def is_there():
    return Unit.objects.filter(code=units.PROVINCE_OFFICE).exists()


@transaction.atomic
def make(progress):
    """Make everything in one transaction; `progress` is called with a line of words for each step."""
    progress("Đang tạo đơn vị và người dùng mẫu …")
    units.make()
    people.make()


def accounts():
    """(user name, full name, what the person does) of one sample person per role."""
    shown = Person.objects.filter(username__in=people.SHOWN).prefetch_related("memberships__unit")
    by_name = {person.username: person for person in shown}
    for username in people.SHOWN:
        person = by_name[username]
        post = person.memberships.all()[0]
        yield username, person.full_name, f"{post.get_role_display()}: {post}"
