"""Sample data: one made-up province with three communes in the middle of their year.

Everything is dated from today, so that the demo always shows something late, something due soon and something done.
"""

from django.db import transaction

from accounts.models import Person, Unit
from home.sample import (
    around,
    follow_up,
    last_year,
    outlines,
    people,
    requests,
    rounds,
    unit_plans,
    units,
    year,
)
from home.sample.people import PASSWORD

__all__ = ["PASSWORD", "accounts", "is_there", "make"]


def is_there():
    return Unit.objects.filter(code=units.PROVINCE_OFFICE).exists()


@transaction.atomic
def make(progress):
    """Make everything or nothing; `progress` is called with a line of words for each step."""
    progress("Đang tạo đơn vị và người dùng mẫu …")
    units.make()
    people.make()
    progress("Đang tạo kế hoạch và nhiệm vụ mẫu …")
    _an_hoa()
    progress("Đang tạo các đợt báo cáo mẫu …")
    _rounds()


def _person(username):
    return Person.objects.get(username=username)


def _an_hoa():
    binh, an, giang, sang = map(_person, ("binh", "an", "giang", "sang"))
    around.keep_lists(binh.commune)
    last_year.make(binh, an, giang, sang)
    plan = year.make_plan(binh, an, giang)
    year.make_tasks(plan, binh)
    follow_up.make(plan, binh, an, {name: _person(name) for name in ("kiet", "long")})
    around.replace_directive(plan)
    around.say_what_is_hard(plan, binh, _person("khanh"), _person("nam"))
    unit_plans.make(plan, _person("kiet"), _person("dung"))
    around.submit_dialogue(binh, an, _person("phuoc"))


def _rounds():
    """An Hòa: the last round accepted, the present one half filled. Bình Minh: returned and handed in
    again. Tân Lộc: nothing, so late."""
    over, under_way = rounds.finished_and_open()
    binh, an, giang, lan = map(_person, ("binh", "an", "giang", "lan"))
    finished = rounds.open_one(over, binh)
    rounds.fill_parts(finished, binh)
    submission = rounds.hand_in_report(finished, binh, an, giang)
    if submission:
        rounds.accept_submission(submission, lan)
    rounds.fill_parts(rounds.open_one(under_way, binh), binh, most=3, accept=False)
    cuc, cuong, diep = map(_person, ("cuc", "cuong", "diep"))
    elsewhere = rounds.open_one(over, cuc)
    rounds.fill_parts(elsewhere, cuc)
    first = rounds.hand_in_report(elsewhere, cuc, cuong, diep)
    if first:
        rounds.return_and_hand_in_again(first, lan, cuc, cuong, diep)
    outlines.make(lan)
    requests.make(lan, binh, cuc)


def accounts():
    """(user name, full name, what the person does) of one sample person per role."""
    shown = Person.objects.filter(username__in=people.SHOWN).prefetch_related("memberships__unit")
    by_name = {person.username: person for person in shown}
    for username in people.SHOWN:
        person = by_name[username]
        post = person.memberships.all()[0]
        yield username, person.full_name, f"{post.get_role_display()}: {post}"
