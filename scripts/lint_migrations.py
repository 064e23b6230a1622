"""Ask the migration linter, which run time does not carry, whether a migration would break old code."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")

OUR_APPS = sorted(folder.parent.name for folder in ROOT.glob("*/migrations"))


def main():
    import django  # noqa: PLC0415 - settings first
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django_migration_linter"]
    django.setup()
    call_command(
        "lintmigrations",
        no_cache=True,
        quiet=["ok", "ignore"],
        project_root_path=".",
        include_apps=OUR_APPS,
        # Before the first migration there is no older code that could break.
        ignore_initial_migrations=True,
        # The portal stops while it migrates, so no older code writes items without a uid meanwhile (0005), and nobody
        # waits for the lock under which plans, a few per commune, get an index (0006, 0007). Nor does anybody read
        # the table whose rows went over to the register of cited documents (0008 to 0010). Rules of reminding are a
        # few per commune, mails are gathered by jobs that stand still then, letters are a new table, and the other
        # indexes are made while nobody works (ways_of_telling and after). Rounds are a few per commune, and who
        # owns an indicator is said by its set, filled just before (reports 0003 to 0005).
        ignore_name=[
            "0005_item_uid_required",
            "0006_review_and_years",
            "0007_plan_is_amended_once",
            "0008_cited_facts",
            "0010_drop_citation",
            "0002_ways_of_telling",
            "0002_following_the_work",
            "0003_message_on_its_way",
            "0005_letters_take_numbers",
            "0007_keys_of_photos",
            "0003_the_whole_round",
            "0005_sets_own_indicators",
        ],
    )


if __name__ == "__main__":
    main()
