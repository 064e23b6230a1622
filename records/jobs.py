from datetime import timedelta

from celery import shared_task
from django.core.files.storage import default_storage
from django.utils import timezone

from records.models import StoredFile


@shared_task
def clear_unused_files():
    """Delete bytes that no row points to, a day after they came: what an interrupted save left behind."""
    old = timezone.now() - timedelta(days=1)
    for path in list(_paths("")):
        known = StoredFile.objects.filter(sha256=path.rsplit("/", 1)[-1]).exists()
        if not known and default_storage.get_modified_time(path) < old:
            default_storage.delete(path)


def _paths(folder):
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for name in folders:
        yield from _paths(f"{folder}/{name}".lstrip("/"))
