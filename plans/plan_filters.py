"""What a list of plans is asked for, and how it is put in order. All of it stands in the address."""

from django.db.models import Case, Count, F, Q, When

from danvan.asked import number
from plans.models import Plan
from plans.searching import holds, terms_of

S = Plan.Status
KINDS = (
    ("commune", "Kế hoạch chung của xã", Q(unit=None, amends=None)),
    ("unit", "Kế hoạch của đơn vị", Q(unit__isnull=False)),
    ("amendment", "Bản sửa đổi, bổ sung", Q(amends__isnull=False)),
)
SORTS = {
    "title": ("title",),
    "year": ("year",),
    "number": ("year", "number"),
    "issued_on": ("issued_on",),
    "status": ("status",),
    "updated_at": ("updated_at",),
}
ASKED = ("q", "year", "number", "unit", "status", "kind")


def is_filtered(asked):
    return any(asked.get(name) for name in ASKED)


def filtered(plans, asked, *, but=""):
    """The plans that answer to what is asked (a QueryDict); the filter named `but` is left out."""
    conditions = {
        "q": holds(terms_of(asked.get("q", ""))),
        "year": _equals("year", number(asked.get("year"))),
        "number": _number(asked.get("number", "")),
        "unit": _of_unit(asked.get("unit", "")),
        "status": Q(status=asked["status"]) if asked.get("status") in S.values else Q(),
        "kind": next((is_so for name, _, is_so in KINDS if name == asked.get("kind")), Q()),
    }
    return plans.filter(*[each for name, each in conditions.items() if name != but])


def _equals(field, value):
    return Q() if value is None else Q(**{field: value})


def _number(words):
    """ "5", "05" or "05/KH-UBND"."""
    figure, _, symbol = words.strip().partition("/")
    value = number(figure.strip())
    if value is None or value >= 2**31:
        return Q(pk=None) if words.strip() else Q()
    symbol = "".join(symbol.split())
    return Q(number=value) & (Q(symbol__iexact=symbol) if symbol else Q())


def _of_unit(words):
    if words == "commune":
        return Q(unit=None)
    value = number(words)
    return Q() if value is None else Q(unit=value)


def in_order(plans, asked):
    """The plans by the column asked for ("-year": from the last to the first).

    Where none is: the newest year first, in it what is in force before the versions it took the place of.
    """
    name = asked.get("sort", "").removeprefix("-")
    if name not in SORTS:
        out_of_force = Case(When(status=S.SUPERSEDED, then=1), default=0)
        return plans.order_by("-year", out_of_force, "-pk")
    backwards = asked["sort"].startswith("-")
    # What has no number or date yet stands at the end either way.
    fields = [
        F(field).desc(nulls_last=True) if backwards else F(field).asc(nulls_last=True)
        for field in SORTS[name]
    ]
    return plans.order_by(*fields, "-pk")


def choices_for(plans, asked):
    """What the boxes of the filter offer: years, units with plans of their own, statuses with how many there are."""
    statuses = filtered(plans, asked, but="status").order_by().values_list("status")
    counts = dict(statuses.annotate(count=Count("pk")))
    units = (
        plans.exclude(unit=None)
        .order_by("unit__short_name")
        .values_list("unit", "unit__short_name")
    )
    return {
        "years": list(plans.order_by("-year").values_list("year", flat=True).distinct()),
        "units": list(units.distinct()),
        "statuses": [
            (value, label, counts[value]) for value, label in S.choices if value in counts
        ],
        "kinds": [(name, label) for name, label, _ in KINDS],
    }
