"""Filters kept under a name: each person's own."""

from django.db import IntegrityError, transaction

from tasks.models import SavedFilter


def save_filter(*, by, name, query):
    """Keep a query string under a name. Returns the SavedFilter; the one of that name where it was just made."""
    try:
        with transaction.atomic():
            return by.task_filters.create(name=name, query=query)
    except IntegrityError:
        return by.task_filters.get(name=name)


def rename_filter(saved, name):
    """Give another name; returns whether it was free."""
    try:
        with transaction.atomic():
            return bool(
                SavedFilter.objects.visible_to(saved.person).filter(pk=saved.pk).update(name=name)
            )
    except IntegrityError:
        return False


def delete_filter(saved):
    saved.delete()
