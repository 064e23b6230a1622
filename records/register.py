"""Giving numbers (cấp số): from 01 each year, one after the other, never twice (NĐ 30/2020/NĐ-CP, Điều 15)."""

from collections import defaultdict

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from records.models import RegisterEntry

# A series that begins at 500 because the portal came in midsummer asks nobody about 499 numbers.
MOST_HOLES = 20


class NumberTaken(Exception):
    """The number was given already this year. `next_free` is the one to offer."""

    def __init__(self, entry, next_free):
        self.next_free = next_free
        super().__init__(
            f"Số {entry.printed} đã được cấp ngày {entry.issued_on:%d/%m/%Y} cho “{entry.subject}”. "
            f"Số tiếp theo còn trống là {next_free:02d}."
        )


def next_number(commune, symbol, year):
    """The number after the highest one given to this symbol in this year; 1 for the first."""
    given = RegisterEntry.objects.unscoped("numbers are counted for a whole commune")
    given = given.filter(commune=commune, symbol=symbol, year=year)
    return (given.aggregate(last=Max("number"))["last"] or 0) + 1


def register(*, commune, number, symbol, issued_on, subject, signer, recipients, by, **noted):
    """Enter an outgoing document and return the RegisterEntry. Raises NumberTaken with the next free number.

    `noted` are further columns of the line.
    """
    fields = {
        "commune": commune,
        "year": issued_on.year,
        "symbol": symbol,
        "number": number,
    }
    try:
        # A savepoint of its own: the caller's transaction lives on and can show the sentence.
        with transaction.atomic():
            return RegisterEntry.objects.create(
                **fields,
                issued_on=issued_on,
                subject=subject[:500],
                signer=signer,
                recipients=recipients,
                registered_by=by,
                **noted,
            )
    except IntegrityError:
        taken = RegisterEntry.objects.unscoped("the line that holds the number").get(**fields)
        raise NumberTaken(taken, next_number(commune, symbol, issued_on.year)) from None


class EntryChanged(Exception):
    """Somebody else has changed the line since the page was opened."""


def note_entry(entry, fields, *, version):
    """Write what the clerk notes beside a line. Raises EntryChanged; nothing is written then."""
    own = entry.commune.register_entries.filter(pk=entry.pk, version=version)
    if not own.update(**fields, version=F("version") + 1):
        raise EntryChanged


def holes(entries):
    """Numbers that were passed over: [(symbol, number)], of entries (any order) of one year."""
    given = defaultdict(set)
    for symbol, number in entries.order_by().values_list("symbol", "number"):
        given[symbol].add(number)
    return [
        (symbol, number)
        for symbol in sorted(given)
        for number in range(1, max(given[symbol]))
        if number not in given[symbol]
    ][:MOST_HOLES]
