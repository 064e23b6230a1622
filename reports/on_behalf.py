"""Jobs act for whoever ordered them, with the rights that person has when the job runs."""

from accounts.models import Role
from work.actions import Refused

NO_POST = (
    "Người yêu cầu không còn làm việc tại cơ quan nhận báo cáo nên việc này không được làm tiếp."
)


def at_office(person, office):
    """The person in the post in which they receive reports at `office`, whatever post they work in at this moment.

    Raises work.actions.Refused where they hold none there today.
    """
    posts = person.memberships.current().filter(unit=office, role=Role.RECEIVER)
    # Asked of the database: a long piece of work asks again and again.
    post = posts.filter(person__is_active=True).select_related("unit__commune").first()
    if post is None:
        raise Refused(NO_POST)
    person.membership = post
    return person
