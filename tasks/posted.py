"""What the page of rows sent: words by item, row and column, as they were typed."""

import re

from danvan.asked import number as number_in
from tasks.forms.grid import COLUMNS

# "i12-title" is the first row of item 12, "i12_3-title" its fourth.
_NAME = re.compile(r"i(\d{1,18})(?:_(\d{1,2}))?-(\w{1,20})")
KEY = re.compile(r"i(\d{1,18})(?:_(\d{1,2}))?")
MOST_ROWS = 30


def key_of(item_pk, number):
    return f"i{item_pk}_{number}" if number else f"i{item_pk}"


class Posted:
    """`rows`: {item pk: {number of the row: {column: words}}}; `seen`: {item pk: how much was given when drawn}."""

    def __init__(self, data=None):
        self.rows, self.seen, self.taken = {}, {}, set()
        for name in data or ():
            match = _NAME.fullmatch(name)
            if match:
                self._keep(int(match[1]), int(match[2] or 0), match[3], data[name])

    def _keep(self, item, number, column, words):
        if column == "seen":
            self.seen[item] = number_in(words, -1)
        elif number < MOST_ROWS:
            row = self.rows.setdefault(item, {}).setdefault(number, {})
            if column == "take":
                self.taken.add((item, number))
            elif column in COLUMNS:
                row[column] = words.replace("\r\n", "\n")[:2000]

    def take_only(self, key):
        """Only the row with this key is taken, whatever was ticked."""
        match = KEY.fullmatch(key)
        self.taken = {(int(match[1]), int(match[2] or 0))} if match else set()
        for item, number in self.taken:
            self.rows.setdefault(item, {}).setdefault(number, {})

    def add_row(self, key):
        """One more row for the item, empty but for what it begins with."""
        match = KEY.fullmatch(key)
        if match:
            rows = self.rows.setdefault(int(match[1]), {})
            number = max([*rows, 0]) + 1
            if number < MOST_ROWS:
                rows[number] = {}

    def forget(self, rows):
        """Take out rows that became tasks."""
        for item, number in rows:
            self.rows.get(item, {}).pop(number, None)
            self.taken.discard((item, number))
            self.seen.pop(item, None)

    def moved(self, to):
        """The same rows under the items of another version (`to`: {item pk: item pk}), and the taken rows left over."""
        there, lost = Posted(), []
        for item, rows in self.rows.items():
            if item not in to:
                lost += [
                    row for number, row in sorted(rows.items()) if (item, number) in self.taken
                ]
                continue
            there.rows[to[item]] = rows
            there.taken |= {(to[item], number) for number in rows if (item, number) in self.taken}
            if item in self.seen:
                there.seen[to[item]] = self.seen[item]
        return there, lost
