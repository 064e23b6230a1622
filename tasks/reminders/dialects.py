"""What the two databases write differently."""

from typing import NamedTuple


class Dialect(NamedTuple):
    """Pieces of SQL. Dates are columns or expressions of type date; in SQLite they are text."""

    rows: str  # of a JSON array of arrays: {name} the parameter; each is a `line`
    cell: str  # one cell of a line: {at} its place
    number: str
    date: str
    days_between: str  # {later} minus {earlier}
    said_date: str  # dd/mm/yyyy
    local_date: str  # of a moment; Vietnam has kept UTC+7 since 1975
    begin: str  # before the rows of a scan are looked for; one row, whether this scan may go on
    analyze: str  # after they were found
    among: str  # {rows}, asked once: as a list of thousands in tables that were empty a moment ago


POSTGRESQL = Dialect(
    rows="jsonb_array_elements(%({name})s::jsonb) AS line",
    cell="line.value->>{at}",
    number="({cell})::int",
    date="({cell})::date",
    days_between="({later} - {earlier})",
    said_date="to_char({date}, 'DD/MM/YYYY')",
    local_date="({moment} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
    # A second scan leaves it to the first: waiting, each would keep a worker from sending mails. The short limits
    # are those of a page.
    begin=(
        "SET LOCAL statement_timeout = '900s'; SET LOCAL lock_timeout = '900s'; "
        "SELECT pg_try_advisory_xact_lock(hashtext('tasks.reminders'))"
    ),
    analyze="ANALYZE reminders_to_make",
    # With IN the first scan of a new portal asked again for each notice, because its tables still counted as empty.
    among="= ANY (ARRAY({rows}))",
)
SQLITE = Dialect(
    rows="json_each(%({name})s) AS line",
    cell="json_extract(line.value, '$[{at}]')",
    number="{cell}",
    date="{cell}",
    days_between="CAST(julianday({later}) - julianday({earlier}) AS INTEGER)",
    said_date="strftime('%%d/%%m/%%Y', {date})",
    local_date="date({moment}, '+7 hours')",
    begin="",
    analyze="",
    among="IN ({rows})",
)


def dialect_of(connection):
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
