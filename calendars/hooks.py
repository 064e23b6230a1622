"""What later apps add to the habits of an office, which may not import them: the work whose dates follow from them.

An app that has such work writes it into a file `calendar_hooks.py` of its own, which is found by itself:

    @hook(MOVE)
    def move(home, habits, by): ...
"""

from collections import defaultdict

from django.utils.module_loading import autodiscover_modules

# function(home, habits) -> how many open pieces of work would have another last day if "trước ngày" were read as
# `habits` does not read it.
COUNT = "count"
# function(home, habits, by) -> how many pieces of work it gave the last day that `habits` now mean, and which still had
# that of the other reading. In the transaction that stores the habits.
MOVE = "move"

_HOOKS = defaultdict(list)
_FOUND = []


def hook(name):
    """Register `function` to be called by this name."""

    def register(function):
        _HOOKS[name].append(function)
        return function

    return register


def total(name, *args):
    """The sum of what all that is registered by this name gives back."""
    if not _FOUND:
        autodiscover_modules("calendar_hooks")
        _FOUND.append(True)
    return sum(function(*args) for function in _HOOKS[name])
