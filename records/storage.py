"""Keeping files on this machine's disk so that a name stands only for all of its bytes."""

import os
import uuid

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Django's own writes straight to the final name: a crash would leave half a file that looks like a whole one."""

    def _save(self, name, content):
        written = super()._save(f"{name}.{uuid.uuid4().hex}.part", content)
        with open(self.path(written), "rb") as file:
            os.fsync(file.fileno())
        # The same content has the same name here, so it does not matter who was first.
        os.replace(self.path(written), self.path(name))
        return name
