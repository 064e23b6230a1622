"""What the views of tasks have in common: the same filters in the address, the same scope."""

from tasks import queries, rules
from tasks.forms.filters import FilterForm
from tasks.models import Task
from tasks.people import staff_of

# Behind "Thêm điều kiện": wanted now and then, and too much for one line.
RARELY = ("section", "outcome", "due_from", "due_to", "silent")

# Where a view stands; a new filter changes nothing of it.
OF_THE_PLACE = ("month", "day", "week", "span", "from")


class Narrowed:
    """The tasks this person may see, narrowed by the filters in `data` (a QueryDict)."""

    def __init__(self, user, data):
        self.form = FilterForm(data, user=user, staff=staff_of(user.commune))
        self.filters = self.form.filters()
        self.may_track = rules.may_track(user)
        self.user, self.data = user, data
        self._tasks = queries.tracked(Task.objects.visible_to(user), self.filters)

    @property
    def before_standing(self):
        """The tasks before status, lateness and outcome are asked for: those that counters count."""
        return self._tasks

    def tasks(self, *, status=True):
        """The narrowed tasks; `status` False leaves the filter of the status out, where the view shows it itself."""
        if status:
            return queries.by_standing(self._tasks, self.filters)
        return queries.by_lateness_and_outcome(self._tasks, self.filters)

    def address(self, **changed):
        """This address with some filters changed; None takes one out. Always back on the first page."""
        query = self.data.copy()
        for name, value in {"page": None, **changed}.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"?{query.urlencode()}"

    def context(self, **more):
        """What the filters' own template asks for."""
        return {
            "form": self.form,
            "filters": self.filters,
            "said": [(words, self.address(**{name: None})) for name, words in self.form.said()],
            "rarely_open": any(self.filters[name] for name in RARELY),
            "is_filtered": self.form.is_filtered,
            "place": [(name, self.data[name]) for name in OF_THE_PLACE if self.data.get(name)],
            "query": self.data.urlencode(),
            "may_track": self.may_track,
            "may_write_letters": rules.may_write_letters(self.user),
            "may_hand_over": rules.may_hand_over(self.user),
            "user_unit": self.user.unit,
            **more,
        }


def narrowed(request):
    return Narrowed(request.user, request.GET)
