"""What the views of tasks have in common: the same filters in the address, the same scope."""

from tasks import queries, rules
from tasks.forms.filters import FilterForm
from tasks.models import Task
from tasks.people import staff_of


class Narrowed:
    """The tasks this person may see, narrowed by the filters in `data` (a QueryDict)."""

    def __init__(self, user, data):
        self.form = FilterForm(data, user=user, staff=staff_of(user.commune))
        self.filters = self.form.filters()
        self.may_track = rules.may_track(user)
        self.user = user
        self._tasks = queries.tracked(Task.objects.visible_to(user), self.filters)

    def tasks(self, *, status=True):
        """The narrowed tasks; `status` False leaves the filter of the status out, where the view shows it itself."""
        tasks = self._tasks
        if status:
            tasks = queries.by_status(tasks, self.filters.get("status"))
        if self.filters.get("lateness"):
            tasks = tasks.standing(self.filters["lateness"])
        return tasks

    def context(self, **more):
        """What the filters' own template asks for."""
        is_filtered = any(self.filters.values())
        return {
            "form": self.form,
            "is_filtered": is_filtered,
            "may_track": self.may_track,
            "user_unit": self.user.unit,
            **more,
        }


def narrowed(request):
    return Narrowed(request.user, request.GET)
