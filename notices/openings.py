"""Who may be written to at this moment: by the hours and days of their office, and by what they wish themselves."""

from typing import NamedTuple

from django.utils import timezone

from accounts.models import Membership, Person
from calendars.calendar import calendars_of, habits_by_home, is_open
from notices import channels
from notices.models import NoticeSettings

JOB = "what a person wishes is heeded by a job"


class Reader(NamedTuple):
    person: Person
    home: int  # the commune or office, its primary key
    channel: str


def ready(people, now):
    """The Readers among `people` who may be written to at `now` (aware), in four queries whatever their number.

    Left out: those without a post today, without a way to reach them, away, or before the hour they wish, and those
    whose office is closed at this moment.
    """
    local = timezone.localtime(now)
    homes = _homes_of(people, local.date())
    habits, calendars = habits_by_home(set(homes.values())), calendars_of(set(homes.values()))
    open_homes = {pk for pk in habits if is_open(habits[pk], calendars[pk], now)}
    wishes = NoticeSettings.objects.unscoped(JOB).in_bulk([person.pk for person in people])
    found = []
    for person in people:
        home, wish = homes.get(person.pk), wishes.get(person.pk) or NoticeSettings()
        if home not in open_homes or not _wishes_it_now(wish, habits[home], local):
            continue
        channel = channels.chosen_for(person, wish.channel)
        if channel:
            found.append(Reader(person, home, channel.name))
    return found


def _homes_of(people, day):
    """{person: home} by the post in which each works now: the chosen one, else the first."""
    posts = Membership.objects.valid_on(day).filter(person__in=people).order_by("-pk")
    chosen = {person.pk: person.active_membership_id for person in people}
    homes, settled = {}, set()
    for pk, person, commune, unit in posts.values_list("pk", "person", "unit__commune", "unit"):
        if person not in settled:
            homes[person] = commune or unit
        if pk == chosen[person]:
            settled.add(person)
    return homes


def _wishes_it_now(wish, habits, local):
    if wish.quiet_until and local.date() < wish.quiet_until:
        return False
    # An hour at which the office has closed would mean never.
    return not (wish.mail_from and wish.mail_from < habits.closes and local.time() < wish.mail_from)
