"""What a person types or pastes into a cell, understood: units, people, dates, rhythms. Marks do not matter."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date

from tasks.models import TaskSeries
from tasks.people import bare

F = TaskSeries.Frequency
# Short enough for a cell; the first is work that is done once.
RHYTHMS = {
    "": "Một lần",
    F.MONTHLY: "Hằng tháng",
    F.QUARTERLY: "Hằng quý",
    F.HALF_YEARLY: "6 tháng",
    F.NINE_MONTHLY: "9 tháng",
    F.YEARLY: "Hằng năm",
    F.CONTINUOUS: "Thường xuyên",
}
_ALSO = {
    "hang thang": F.MONTHLY,
    "moi thang": F.MONTHLY,
    "thang": F.MONTHLY,
    "moi quy": F.QUARTERLY,
    "quy": F.QUARTERLY,
    "06 thang": F.HALF_YEARLY,
    "nua nam": F.HALF_YEARLY,
    "09 thang": F.NINE_MONTHLY,
    "moi nam": F.YEARLY,
    "nam": F.YEARLY,
    "khong lap": "",
    "1 lan": "",
    "": "",
}
_DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d\d))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


class Names:
    """The units and people of a commune under the names by which cells call them."""

    def __init__(self, staff):
        self.staff = staff
        self.units = _labels(staff.units, str, lambda unit: unit.name)
        unit_of = {pk: unit for unit, people in reversed(staff.of_unit.items()) for pk in people}
        homes = {pk: str(staff.units[unit]) for pk, unit in unit_of.items() if unit in staff.units}
        self.people = _labels(
            staff.people, str, lambda person: homes.get(person.pk, person.username)
        )

    def unit(self, words):
        """The unit named by `words`, or None: by its whole name first, else the only one whose name holds them."""
        said = bare(words)
        if not said.strip():
            return None
        exact = {
            pk
            for pk, unit in self.staff.units.items()
            if said in (bare(self.units[pk]), bare(unit.name), bare(unit.short_name))
        }
        exact = exact or {pk for name, pk in self.staff.remembered if name == said and pk}
        found = exact or {pk for pk, unit in self.staff.units.items() if said in bare(unit.name)}
        return self.staff.units[found.pop()] if len(found) == 1 else None

    def person(self, words, unit=None):
        """The primary key of the person named by `words`; of several those of `unit` are meant. None where unclear."""
        said = bare(words)
        if not said.strip():
            return None
        labelled = [pk for pk, label in self.people.items() if bare(label) == said]
        named = [pk for pk, person in self.staff.people.items() if bare(str(person)) == said]
        held = [pk for pk, person in self.staff.people.items() if said in bare(str(person))]
        for found in (labelled, named, held):
            here = [pk for pk in found if unit is None or self.staff.works_in(pk, unit.pk)]
            if len(here) == 1 or (len(found) == 1 and not here):
                return (here or found)[0]
        return None

    def many_units(self, words):
        """(units, words that name none): separated by ";" or line ends, by commas where no name has one."""
        found, strange = {}, []
        for part in re.split(r"[;\n]", words):
            if not part.strip():
                continue
            whole = self.unit(part)
            pieces = [part] if whole or "," not in part else self._at_commas(part)
            for piece in pieces:
                unit = self.unit(piece)
                if unit:
                    found[unit.pk] = unit
                else:
                    strange.append(piece.strip())
        return list(found.values()), strange

    def _at_commas(self, words):
        """Cut at commas, the longest piece that names a unit first: "Phòng Kinh tế, Hạ tầng" may be one."""
        pieces, cut = words.split(","), []
        while pieces:
            for size in range(len(pieces), 0, -1):
                piece = ",".join(pieces[:size])
                if size == 1 or self.unit(piece):
                    break
            cut.append(piece)
            pieces = pieces[size:]
        return [piece for piece in cut if piece.strip()]


def _labels(things, name, more):
    """{pk: label}, the same label for no two."""
    counted = Counter(bare(name(one)) for one in things.values())
    return {
        pk: name(one) if counted[bare(name(one))] == 1 else f"{name(one)} ({more(one)})"
        for pk, one in things.items()
    }


def rhythm_named(words):
    """The Frequency (or "" for once) that `words` name, or None."""
    said = bare(words).strip()
    if words.strip() and not said:
        return None
    by_label = {bare(label).strip(): rhythm for rhythm, label in RHYTHMS.items()}
    by_label |= {bare(label).strip(): rhythm for rhythm, label in F.choices}
    return {**_ALSO, **by_label}.get(said)


def day_written(words, year):
    """The date written as dd/mm/yyyy, dd/mm (of `year`) or yyyy-mm-dd, or None."""
    said = words.strip()
    if match := _ISO.fullmatch(said):
        numbers = match.groups()
    elif match := _DAY.fullmatch(said):
        day, month, printed = match.groups()
        printed = int(printed or year)
        numbers = (printed + 2000 if printed < 100 else printed, month, day)
    else:
        return None
    with suppress(ValueError):
        return date(*map(int, numbers))
    return None
