"""Numbers that arrive as words in an address or a form; people and programs send anything there."""

LONGEST = 15


def number(words, default=None):
    """The whole number in `words` (a string or None), or `default` where it is none a database could hold."""
    words = words or ""
    # "²" is a digit and no number; thousands of nines are a number and no key.
    return int(words) if words.isdecimal() and len(words) <= LONGEST else default
