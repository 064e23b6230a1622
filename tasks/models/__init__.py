"""The task (nhiệm vụ) and what belongs to it: progress, more time, series, reminders, urging, hand-over, views."""

from tasks.models.handover import HandOver, HandOverLine
from tasks.models.progress import Evidence, Extension, ProgressUpdate
from tasks.models.reminders import Reminder, ReminderRule, Snooze
from tasks.models.series import TaskSeries
from tasks.models.urging import Urging, UrgingLetter
from tasks.models.views import CalendarFeed, SavedFilter
from tasks.models.work import DueKind, Lateness, Outcome, Relation, Task, TaskHistory, standing

__all__ = [
    "CalendarFeed",
    "DueKind",
    "Evidence",
    "Extension",
    "HandOver",
    "HandOverLine",
    "Lateness",
    "Outcome",
    "ProgressUpdate",
    "Relation",
    "Reminder",
    "ReminderRule",
    "SavedFilter",
    "Snooze",
    "Task",
    "TaskHistory",
    "TaskSeries",
    "Urging",
    "UrgingLetter",
    "standing",
]
