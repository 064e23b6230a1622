"""Who may administer which units, people and posts. Nothing here writes."""

from accounts.models import Membership, Role, Unit
from danvan.clock import today

K = Unit.Kind
# Units inside a commune, in the order in which an office lists them.
INSIDE_A_COMMUNE = (K.DEPARTMENT, K.MASS_ORGANISATION, K.PARTY_BODY, K.VILLAGE)
MAY_BE_PARENT = (K.COMMUNE, K.DEPARTMENT, K.MASS_ORGANISATION, K.PARTY_BODY)
ROLES_OF_AN_OFFICE = (Role.RECEIVER, Role.ADMINISTRATOR)


def administers(user):
    return user.is_(Role.ADMINISTRATOR)


def administers_an_office(user):
    return administers(user) and user.home_unit.is_office


def kinds_open_to(user):
    """The kinds of unit this administrator may create: offices and communes are not a commune's to make."""
    if not administers_an_office(user):
        return INSIDE_A_COMMUNE
    if user.home_unit.kind == K.PROVINCE_OFFICE:
        return (K.COMMUNE, *INSIDE_A_COMMUNE, K.DISTRICT_OFFICE)
    return (K.COMMUNE, *INSIDE_A_COMMUNE)


def parents_for(user, kind):
    """The units under which this administrator may put a unit of that kind."""
    reach = Unit.objects.within_reach_of(user)
    if kind in INSIDE_A_COMMUNE:
        return reach.filter(kind__in=MAY_BE_PARENT)
    return reach.filter(kind__in=Unit.OFFICES)


def may_place(user, unit):
    """Whether parent, validity and successor are this person's to set: nobody ends the unit that holds them."""
    return administers(user) and unit.pk != user.home_unit.pk


def may_set_receivers(user, unit):
    """A commune does not choose to whom it reports; the office above does."""
    return unit.is_commune and administers_an_office(user)


def may_set_reports_from(user, unit):
    """Since when a commune reports here is the office's to say; its own where nobody of the office is on the portal."""
    if not unit.is_commune or may_set_receivers(user, unit):
        return unit.is_commune
    above = Membership.objects.current().filter(unit__received_communes__commune=unit)
    return administers(user) and not above.filter(person__is_active=True).exists()


def roles_open_at(unit):
    """The roles that make sense in a unit. "receiver" belongs to offices, hence out of a commune's hands."""
    if unit.is_office:
        return ROLES_OF_AN_OFFICE
    return tuple(role for role in Role if role != Role.RECEIVER)


def may_edit_identity(user, person):
    """Whether name, address and access of this person are in the administrator's hands.

    Only where every post that is not over lies within reach: who can change the address can take over the account,
    and with it posts in units that are none of the administrator's business.
    """
    reach = Unit.objects.within_reach_of(user)
    elsewhere = Membership.objects.filter(person=person).exclude(unit__in=reach)
    return administers(user) and not elsewhere.exclude(valid_to__lt=today()).exists()
