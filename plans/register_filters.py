"""Which lines of the outgoing register are asked for; all of it stands in the address."""

from typing import NamedTuple

from danvan.asked import number
from danvan.clock import today
from danvan.vietnamese import search_text

NAMES = ("q", "month", "symbol", "signer")


class Period(NamedTuple):
    """A year, or one month of it, and one symbol or all: what a printed register is of."""

    year: int
    month: int = 0
    symbol: str = ""

    @property
    def words(self):
        period = f"tháng {self.month} năm {self.year}" if self.month else f"năm {self.year}"
        return f"{period}, ký hiệu {self.symbol}" if self.symbol else period

    def of(self, entries):
        found = entries.filter(year=self.year)
        if self.month:
            found = found.filter(issued_on__month=self.month)
        if self.symbol:
            found = found.filter(symbol=self.symbol)
        return found.order_by("symbol", "number")


def period_of(asked):
    year, month = asked.get("year", ""), number(asked.get("month")) or 0
    year = number(year) if len(year) == 4 and number(year) else today().year
    return Period(year, month if 1 <= month <= 12 else 0, asked.get("symbol", "")[:30])


def answering(entries, asked):
    """The entries that hold the words, by this signer. A year of a commune is a few hundred lines."""
    words = search_text(asked.get("q", "").replace("\0", "")).split()
    if asked.get("signer"):
        entries = entries.filter(signer=asked["signer"])
    if not words:
        return entries
    return [entry for entry in entries if all(word in _words(entry) for word in words)]


def _words(entry):
    return search_text(entry.printed, entry.subject, entry.signer, entry.recipients, entry.note)
