"""What calendars/ asks of tasks, which it may not import: see calendars.hooks."""

from calendars.hooks import COUNT, MOVE, hook
from calendars.models import OfficeHabits
from tasks.actions.rereading import read_anew, to_move

hook(MOVE)(read_anew)


@hook(COUNT)
def how_many_would_move(home, habits):
    other = OfficeHabits(before_includes_day=not habits.before_includes_day)
    return len(to_move(home, other))
