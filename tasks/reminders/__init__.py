"""When somebody is reminded of a task. Moments are days computed from rules and calendars in Python; which tasks and
people they concern, and in which words, is one statement of SQL, whatever the number of tasks.
"""

from tasks.reminders.preview import preview
from tasks.reminders.scan import ScanRunning, scan

__all__ = ["ScanRunning", "preview", "scan"]
