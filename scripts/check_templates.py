"""Compile every template. Prints each that does not, with the reason; exit 1 when there is one."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")


def broken_templates():
    from django.template import TemplateSyntaxError  # noqa: PLC0415 - settings first
    from django.template.loader import get_template  # noqa: PLC0415

    folder = ROOT / "templates"
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        try:
            get_template(name)
        except (TemplateSyntaxError, UnicodeDecodeError) as problem:
            yield f"templates/{name}: {problem}"


if __name__ == "__main__":
    import django

    django.setup()
    problems = list(broken_templates())
    print("\n".join(problems))
    sys.exit(bool(problems))
