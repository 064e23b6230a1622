"""How the days of a commune's round follow those of the office's request."""

from reports.rounds.periods import working_days_before

# Left to the commune between its units and its office, until it says otherwise.
FOR_COMMUNE = 2
DAYS = ("data_closing_on", "asks_on", "parts_due_on", "due_on")


def parts_date(calendar, *, data_closing_on, due_on):
    """The day until which units send their part, while the commune has not set one; never after `due_on`."""
    before = working_days_before(calendar, due_on, FOR_COMMUNE)
    return max(before, min(data_closing_on, due_on))


def is_left_open(round):
    """Whether the day of the units is still the portal's proposal: the commune has not handed the round out."""
    return round.asked_at is None and round.asks_on is None


def followed(round, before, after, calendar):
    """{field name: date} of a round whose request went from `before` to `after` (RoundRequests).

    A day that the commune took over from the request moves with it; one the commune set itself stays, but never
    behind the day on which the report is due: that one the office says.
    """
    due_on = after.due_on if round.due_on == before.due_on else min(round.due_on, after.due_on)
    if is_left_open(round):
        parts_due_on = parts_date(calendar, data_closing_on=after.data_closing_on, due_on=due_on)
    else:
        parts_due_on = min(round.parts_due_on, due_on)
    closing, asks_on = round.data_closing_on, round.asks_on
    if closing == before.data_closing_on:
        closing = after.data_closing_on
    return {
        "data_closing_on": closing and min(closing, parts_due_on),
        "asks_on": asks_on and min(asks_on, parts_due_on),
        "parts_due_on": parts_due_on,
        "due_on": due_on,
    }
