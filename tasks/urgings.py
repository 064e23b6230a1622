"""How often a task was urged, and what a press of "Đôn đốc" has to say."""

from collections import Counter

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from tasks.models import Urging

MOST_NAMED = 5


def with_urgings(tasks):
    """Tasks with `urged_times` and `last_urged_on` (a date, None where never): no further query.

    For parts/templates `tasks/_urged.html`.
    """
    of_task = Urging.objects.filter(task=OuterRef("pk")).order_by()
    times = of_task.values("task").annotate(times=Count("pk")).values("times")
    return tasks.annotate(
        urged_times=Coalesce(Subquery(times), Value(0)),
        last_urged_on=Subquery(of_task.order_by("-day").values("day")[:1]),
    )


def sentences(urged):
    """What to tell the person of an Urged: [(level, sentence)], level "success" or "info"."""
    said = []
    if urged.reached:
        said.append(("success", _reached(urged.reached)))
    if urged.earlier:
        said.append(("info", f"Đã được nhắc trong hôm nay nên không nhắc thêm: {_earlier(urged)}."))
    if urged.closed:
        names = _listed([f"“{task.title}” ({_state(task)})" for task in urged.closed])
        said.append(("info", f"Không còn mở nên không nhắc: {names}."))
    if urged.beyond:
        said.append(
            (
                "info",
                f"Mỗi lần nhắc nhiều nhất 200 nhiệm vụ; còn {urged.beyond} nhiệm vụ chưa nhắc.",
            )
        )
    return said or [("info", "Chưa chọn nhiệm vụ nào. Hãy đánh dấu các nhiệm vụ cần nhắc.")]


def _reached(tasks):
    people = Counter(str(task.responsible) for task in tasks)
    names = _listed([f"{name} ({count})" if count > 1 else name for name, count in people.items()])
    asked = all(task.relation == "requested" for task in tasks)
    verb = "Đã nhắc" if asked else "Đã đôn đốc"
    return f"{verb} {len(tasks)} nhiệm vụ, gửi tới {names}. Thông báo hiện ngay trong cổng và gửi kèm thư."


def _earlier(urged):
    lines = []
    for urging in urged.earlier:
        at = timezone.localtime(urging.at)
        lines.append(f"“{urging.task.title}” ({urging.by}, lúc {at:%H:%M})")
    return _listed(lines)


def _state(task):
    return task.get_status_display().lower()


def _listed(words):
    """The first few by name, the rest by their number."""
    named = "; ".join(words[:MOST_NAMED])
    rest = len(words) - MOST_NAMED
    return f"{named} và {rest} mục khác" if rest > 0 else named
