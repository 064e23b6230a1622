"""The kinds of work of this app: each file registers its own. The queue looks for `jobs` alone."""

from reports import (
    bundle_jobs,  # noqa: F401
    figure_jobs,  # noqa: F401
    letter_jobs,  # noqa: F401
    print_jobs,  # noqa: F401
    receipt_jobs,  # noqa: F401
    round_jobs,  # noqa: F401
    total_jobs,  # noqa: F401
)
