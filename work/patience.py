"""How long a worker may hold a piece of work, and how often it is tried, queue by queue."""

from datetime import timedelta
from typing import NamedTuple


class Patience(NamedTuple):
    # A worker that died holds its work no longer than this.
    lease: timedelta = timedelta(minutes=5)
    attempts: int = 5
    first_wait: timedelta = timedelta(seconds=10)
    longest_wait: timedelta = timedelta(minutes=10)

    def wait_after(self, attempt):
        """How long to wait after attempt number `attempt` (from 1) has failed; doubled each time, up to a limit."""
        return min(self.first_wait * 2 ** (attempt - 1), self.longest_wait)


USUAL = Patience()
BY_QUEUE = {
    # Handing a mail over is four answers of the mail server, each waited for at most EMAIL_TIMEOUT. A mail server
    # that is away comes back within the hour: twelve attempts last a little longer than that.
    "mail": Patience(lease=timedelta(seconds=75), attempts=12),
}


def with_work_of(queue):
    """The Patience with work of this queue."""
    return BY_QUEUE.get(queue, USUAL)
