#!/bin/sh
# Once at each start, before web and workers: the database and the served files of this version.
set -eu
python manage.py migrate --no-input
python manage.py createcachetable
python manage.py collectstatic --no-input --verbosity 0
