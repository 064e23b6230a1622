"""Giving numbers (cấp số): from 01 each year, one after the other, never twice (NĐ 30/2020/NĐ-CP, Điều 15)."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from records.models import RegisterEntry


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


def register(*, commune, number, symbol, issued_on, subject, signer, recipients, by):
    """Enter an outgoing document and return the RegisterEntry. Raises NumberTaken with the next free number."""
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
            )
    except IntegrityError:
        taken = RegisterEntry.objects.unscoped("the line that holds the number").get(**fields)
        raise NumberTaken(taken, next_number(commune, symbol, issued_on.year)) from None
