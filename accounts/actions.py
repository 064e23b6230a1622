"""What changes units, people and posts. Whether the person may is asked in rules and forms."""

import logging
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import F

from accounts.models import Membership, Person, ReceiverAssignment, Role, Unit
from danvan.clock import today
from danvan.vietnamese import search_text

LAST_POST = "Không thể tự bỏ vị trí quản trị cuối cùng của chính mình. Hãy giao quyền quản trị cho người khác trước."


log = logging.getLogger(__name__)


class Stale(Exception):
    """Somebody else has saved this row since the page was opened."""


class ActionRefused(Exception):
    """The change would lock somebody out. The message is for the page."""


def take(row, version):
    """Take the row for this save, if it is still the one the page showed. Raises Stale."""
    same = type(row).objects.filter(pk=row.pk, version=version)
    if not same.update(version=F("version") + 1):
        raise Stale
    row.version = version + 1


@transaction.atomic
def create_unit(*, receiver=None, **fields):
    """Make a unit and return it. A commune points to itself and reports to `receiver` from its first day.

    Without a code one is made from the name. Everything else takes its commune from the parent.
    """
    fields["code"] = fields.get("code") or free_code(fields["short_name"], fields.get("parent"))
    parent = fields.get("parent")
    inside = parent is not None and fields["kind"] not in (*Unit.OFFICES, Unit.Kind.COMMUNE)
    unit = Unit.objects.create(**fields, commune=parent.commune if inside else None)
    if unit.is_commune:
        unit.commune = unit
        unit.save(update_fields=["commune"])
    if unit.is_commune and receiver:
        ReceiverAssignment.objects.create(
            commune=unit, receiver=receiver, valid_from=unit.valid_from
        )
    return unit


def free_code(name, parent):
    """A code nobody has yet, from the words of the name: "an-hoa-phong-van-hoa"."""
    words = "".join(sign if sign.isalnum() else " " for sign in search_text(name))
    prefix = f"{parent.commune.code}-" if parent and parent.commune else ""
    stem = (prefix + "-".join(words.split()))[:34] or "don-vi"
    taken = set(Unit.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in _numbered(stem) if code not in taken)


def _numbered(stem):
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


@transaction.atomic
def save_unit(unit, fields, *, version, also=()):
    """Save the named fields of a unit, and with them what is in `also` (anything with save()). Raises Stale."""
    take(unit, version)
    unit.search_text = Unit.words_to_search(vars(unit))
    unit.save(update_fields=[*fields, "search_text"])
    for rows in also:
        rows.save()


@transaction.atomic
def create_person(username, *, posts, **fields):
    """Enter a person with posts, each a dict of Membership fields. They get in by the link that `invite` sends."""
    person = Person.objects.create_person(username.lower(), **fields)
    for post in posts:
        Membership.objects.create(person=person, **post)
    return person


def invite(person, *, by):
    """Write to a person where the portal is and how to set a password. Once, however often it is pressed."""
    context = {"user": person, "by": by}
    get_adapter().send_mail("account/email/invitation", person.email, context)


@transaction.atomic
def save_person(person, fields, *, version, by, also=()):
    """Save the named fields of a person, and in the same breath what is in `also` (anything with save()).

    Raises Stale, and ActionRefused where people would take from themselves the last post that lets them administer.
    """
    take(person, version)
    person.search_text = person.words_to_search()
    person.save(update_fields=[*fields, "search_text"])
    for rows in also:
        rows.save()
    keep_an_administrator(person, by)
    log.info("person %s saved by %s: %s", person.pk, by.pk, ", ".join(fields))


@transaction.atomic
def end_post(post, *, by):
    """Let today be the last day of a post; one that has not begun yet goes away.

    Raises ActionRefused for one's own last post as administrator.
    """
    if post.valid_from and post.valid_from > today():
        post.delete()
    else:
        post.valid_to = today()
        post.save(update_fields=["valid_to"])
    Person.objects.filter(pk=post.person_id).update(version=F("version") + 1)
    keep_an_administrator(post.person, by)
    log.info("post %s of person %s ended by %s", post.pk, post.person_id, by.pk)


def keep_an_administrator(person, by):
    """Raise ActionRefused where `by` has just taken from themselves the last post that lets them administer."""
    if person.pk != by.pk or not by.is_(Role.ADMINISTRATOR):
        return
    posts = Membership.objects.filter(person=person, role=Role.ADMINISTRATOR)
    tomorrow = today() + timedelta(days=1)
    if not (posts.current().exists() and posts.valid_on(tomorrow).exists()):
        raise ActionRefused(LAST_POST)


def shut_out(person, *, by):
    """Close an account: no sign-in, and every open session ends at its next click. Raises ActionRefused for oneself."""
    if person.pk == by.pk:
        raise ActionRefused("Không thể tự khóa tài khoản của chính mình.")
    Person.objects.filter(pk=person.pk).update(is_active=False, version=F("version") + 1)
    log.info("person %s shut out by %s", person.pk, by.pk)


def let_in(person, *, by):
    """Open a closed account again."""
    Person.objects.filter(pk=person.pk).update(is_active=True, version=F("version") + 1)
    log.info("person %s let in by %s", person.pk, by.pk)


def switch_post(person, post):
    """Work in another of one's own posts from now on."""
    person.active_membership = post
    person.save(update_fields=["active_membership"])
