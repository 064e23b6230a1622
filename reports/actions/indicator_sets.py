"""Keeping the sets of figures an office asks for: copied from year to year, changed without losing an answer."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.clock import today
from danvan.workflow import MoveRefused
from reports.actions.parts import StaleVersion
from reports.figures.set_faults import faults_of, users_of
from reports.models import Indicator, IndicatorCheck, IndicatorSet, IndicatorValue

WHY = "the set in hand was reached through visible_to"
IN_USE = (
    "Bộ chỉ tiêu đã có đợt báo cáo dùng nên không ngừng áp dụng được. Hãy sao sang năm sau rồi sửa."
)


def is_in_use(indicator_set):
    """Whether anybody was asked by it: then codes, kinds and formulas stay as they were answered."""
    answered = IndicatorValue.objects.filter(indicator__set=indicator_set)
    return indicator_set.rounds.exists() or answered.exists()


def claim(indicator_set, version):
    """Take the next version of a set. Raises StaleVersion when it was changed since `version`."""
    same = IndicatorSet.objects.unscoped(WHY).filter(pk=indicator_set.pk, version=version)
    if not same.update(version=F("version") + 1, changed_at=timezone.now()):
        raise StaleVersion
    indicator_set.version = version + 1


def next_year(source, owner):
    """The year a copy of `source` would be of: the one after it, or this year for another's; the next free one."""
    own = IndicatorSet.objects.unscoped(WHY).filter(owner=owner)
    taken = set(own.values_list("year", flat=True))
    year = source.year + 1 if source.owner_id == owner.pk else today().year
    while year in taken:
        year += 1
    return year


@transaction.atomic
def copy_set(source, *, owner):
    """A draft for the next year with the same indicators and checks, owned by `owner`; returns it."""
    year = next_year(source, owner)
    copy = IndicatorSet.objects.create(
        owner=owner, year=year, name=f"Bộ chỉ tiêu năm {year}", jump_percent=source.jump_percent
    )
    _copy_rows(Indicator, source.indicators.filter(is_active=True), copy)
    _copy_rows(IndicatorCheck, source.checks.all(), copy)
    return copy


def _copy_rows(model, rows, copy):
    copies = list(rows)
    for row in copies:
        row.pk, row.set = None, copy
    model.objects.bulk_create(copies)


@transaction.atomic
def save_set(indicator_set, *, version, fields):
    """Write name, year and the like (field name → value). Raises StaleVersion."""
    claim(indicator_set, version)
    IndicatorSet.objects.unscoped(WHY).filter(pk=indicator_set.pk).update(**fields)


@transaction.atomic
def save_row(row, *, version):
    """Write an indicator or a check of a set; a new one at the end, an indicator at the end of its group.

    Raises StaleVersion.
    """
    claim(row.set, version)
    if row.pk is None:
        rows = list(type(row).objects.filter(set=row.set).order_by("position", "pk"))
        row.position = len(rows) + 1
        row.save()
        if isinstance(row, Indicator):
            group = [at for at, each in enumerate(rows) if each.group == row.group]
            rows.insert(group[-1] + 1 if group else len(rows), row)
            _renumber(rows)
    else:
        row.save()


def _renumber(rows):
    for position, row in enumerate(rows, start=1):
        row.position = position
    Indicator.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_indicator(indicator, *, version):
    """Ask for it no more: gone where nobody was asked yet, else only put aside. Raises StaleVersion, MoveRefused."""
    claim(indicator.set, version)
    if users := users_of(indicator):
        raise MoveRefused(f"“{indicator.label}” đang được dùng ở {users}. Hãy sửa chỗ đó trước.")
    if is_in_use(indicator.set):
        Indicator.objects.filter(pk=indicator.pk).update(is_active=False)
    else:
        indicator.delete()


@transaction.atomic
def restore_indicator(indicator, *, version):
    """Ask for it again. Raises StaleVersion."""
    claim(indicator.set, version)
    Indicator.objects.filter(pk=indicator.pk).update(is_active=True)


@transaction.atomic
def move_indicator(indicator, steps, *, version):
    """One place up (-1) or down (1). Raises StaleVersion."""
    claim(indicator.set, version)
    rows = list(indicator.set.indicators.order_by("position", "pk"))
    at = [row.pk for row in rows].index(indicator.pk)
    to = min(max(at + steps, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    _renumber(rows)


@transaction.atomic
def remove_check(check, *, version):
    """Raises StaleVersion."""
    claim(check.set, version)
    check.delete()


@transaction.atomic
def publish(indicator_set, *, version):
    """Ask for it from now on. Raises StaleVersion, or MoveRefused with what is wrong with the set."""
    claim(indicator_set, version)
    if faults := faults_of(indicator_set):
        raise MoveRefused("Chưa áp dụng được. " + " ".join(faults))
    IndicatorSet.objects.unscoped(WHY).filter(pk=indicator_set.pk).update(is_published=True)


@transaction.atomic
def withdraw(indicator_set, *, version):
    """Back to a draft while nobody was asked by it. Raises StaleVersion, MoveRefused."""
    claim(indicator_set, version)
    if is_in_use(indicator_set):
        raise MoveRefused(IN_USE)
    IndicatorSet.objects.unscoped(WHY).filter(pk=indicator_set.pk).update(is_published=False)
