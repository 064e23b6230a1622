"""Choosing among the communes of an office: the list with what the page needs to search and group it."""

from itertools import groupby
from typing import NamedTuple

from django import forms
from django.db.models import Case, Value, When
from django.forms.boundfield import BoundWidget

from accounts.models import ReceiverAssignment, Unit


class CommuneBox(NamedTuple):
    box: BoundWidget
    # As search compares it, without marks.
    words: str
    # Why the tick cannot be taken away; "" where it can.
    fixed: str = ""


class CommunesField(forms.ModelMultipleChoiceField):
    """Ticks for communes. `offer` says which."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Các xã",
            queryset=Unit.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            **kwargs,
        )

    def offer(self, office, first=()):
        """Every commune whose reports the office has ever received, and those of `first` (pks) on top."""
        ever = ReceiverAssignment.objects.filter(receiver=office).values("commune")
        found = Unit.objects.filter(pk__in=ever) | Unit.objects.filter(pk__in=first)
        place = Case(When(pk__in=first, then=Value(0)), default=Value(1)) if first else Value(0)
        self.queryset = found.select_related("parent").order_by(place, "position", "name", "pk")


class WithCommunes:
    """A form with the field `communes`."""

    def commune_groups(self):
        """[(name of the district or "", [CommuneBox])]; districts only where the communes have several."""
        fixed = self.fixed_communes()
        rows = []
        for box in self["communes"]:
            commune = box.data["value"].instance
            why = fixed.get(commune.pk, "")
            if why:
                box.data["attrs"]["disabled"] = True
            rows.append((_district(commune), CommuneBox(box, commune.search_text, why)))
        if len({district for district, _ in rows}) < 2:
            return [("", [each for _, each in rows])]
        rows.sort(key=lambda row: row[0])
        return [
            (district, [each for _, each in found])
            for district, found in groupby(rows, key=lambda row: row[0])
        ]

    def fixed_communes(self):
        """{pk of a commune: why it stays}."""
        return {}


def _district(commune):
    parent = commune.parent
    return parent.short_name if parent and parent.kind == Unit.Kind.DISTRICT_OFFICE else ""
