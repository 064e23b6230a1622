"""Python run inside the environment of a portal, piece after piece, by one process: starting Django takes a second.

`python -m tests.browser.hands` reads a piece of code a line, as JSON, and answers what it printed and what went wrong.
"""

import io
import json
import os
import sys
import traceback
from contextlib import redirect_stdout


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")
    import django
    from django.db import connection

    django.setup()
    for line in sys.stdin:
        printed, trouble = io.StringIO(), ""
        try:
            with redirect_stdout(printed):
                exec(compile(json.loads(line), "<test>", "exec"), {})
        except Exception:  # noqa: BLE001 the test that asked is told
            trouble = traceback.format_exc()
        connection.close()
        sys.stdout.write(json.dumps([printed.getvalue(), trouble]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
