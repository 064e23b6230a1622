"""What people do with tasks. One module a subject; views and jobs import from here."""

from tasks.actions.amending import decide, decide_series
from tasks.actions.assigning import assign, assign_many, edit_task
from tasks.actions.bulk import change_many, move_many, undo_many
from tasks.actions.extending import ExtensionTaken, ask_extension, decide_extension
from tasks.actions.feeding import FeedRefused, make_feed, open_feed, renew_feed, revoke_feed
from tasks.actions.filters import delete_filter, rename_filter, save_filter
from tasks.actions.handing_over import Taken, hand_over
from tasks.actions.letters import (
    LetterChanged,
    drop_letter,
    issue_letter,
    make_letters,
    save_letter,
)
from tasks.actions.moving import move_task
from tasks.actions.progress import add_file, add_progress
from tasks.actions.reminding import (
    RuleTaken,
    add_rule,
    change_rule,
    drop_rule,
    give_default_rules,
    snooze,
    stop_snooze,
    switch_rule,
)
from tasks.actions.series import edit_series, make_due_tasks, start_series, stop_series
from tasks.actions.urging import urge

__all__ = [
    "ExtensionTaken",
    "FeedRefused",
    "add_file",
    "RuleTaken",
    "LetterChanged",
    "Taken",
    "drop_letter",
    "hand_over",
    "issue_letter",
    "make_letters",
    "save_letter",
    "add_progress",
    "add_rule",
    "ask_extension",
    "assign",
    "assign_many",
    "change_rule",
    "change_many",
    "decide",
    "decide_series",
    "decide_extension",
    "edit_series",
    "delete_filter",
    "drop_rule",
    "edit_task",
    "give_default_rules",
    "make_due_tasks",
    "make_feed",
    "move_many",
    "move_task",
    "open_feed",
    "renew_feed",
    "revoke_feed",
    "rename_filter",
    "save_filter",
    "snooze",
    "start_series",
    "stop_series",
    "stop_snooze",
    "switch_rule",
    "undo_many",
    "urge",
]
