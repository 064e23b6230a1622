"""The kinds of work of this app: each file registers its own. The queue looks for `jobs` alone."""

from reports.desk import act_jobs, bundle_jobs, letter_jobs, total_jobs  # noqa: F401
from reports.figures import jobs as figure_jobs  # noqa: F401
from reports.handing import receipt_jobs, resubmission  # noqa: F401
from reports.paper import photo_jobs, print_jobs  # noqa: F401
from reports.rounds import jobs as round_jobs  # noqa: F401
