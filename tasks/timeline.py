"""One time line of a task: what was told of it and what happened to it, newest first."""

from typing import NamedTuple

from tasks.models import ProgressUpdate, TaskHistory


class Entry(NamedTuple):
    """Either an update or a line of history, never both."""

    at: object
    update: ProgressUpdate | None = None
    line: TaskHistory | None = None


def timeline(task, most=None):
    """The newest entries of a task, at most `most` (None: all of them). Four queries, however long it is."""
    updates = task.updates.select_related("by", "helping_unit").prefetch_related("evidence__file")
    lines = task.history.select_related("by").order_by("-at", "-pk")
    # Of the same moment the update stands above the step it brought about.
    entries = [Entry(line.at, line=line) for line in lines[:most]]
    entries += [Entry(update.at, update=update) for update in updates[:most]]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return entries[:most]


def reached_in(task, entries):
    """The newest figure told of the task's target among these entries ("01/02 mô hình (50%)"), or an empty string."""
    told = (entry.update.amount for entry in entries if entry.update)
    amount = next((each for each in told if each is not None), None)
    return "" if amount is None or not task.target else task.reached(amount)
