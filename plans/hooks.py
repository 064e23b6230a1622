"""What later apps add to plans, which may not import them: facts to show beside items, and what follows a step.

An app that has something to add writes it into a file `plan_hooks.py` of its own, which is found by itself:

    @hook(SUPERSEDED)
    def follow(old, new, by): ...
"""

from collections import defaultdict

from django.utils.module_loading import autodiscover_modules

# function(old, new, by): in the transaction in which the amended version `new` takes the place of `old`.
SUPERSEDED = "superseded"
# function(plan) -> {primary key of an item: words}: items whose work is all done and does not come again, with what is
# to be said of it ("đã hoàn thành ngày 12/6/2026"). Its queries do not grow with the plan.
DONE_ITEMS = "done_items"
# function(plan, user) → (unit pk, item pk, "lead" or "help"): who works on which item, as far as the person may see it.
UNITS_AT_WORK = "units_at_work"

_HOOKS = defaultdict(list)
_FOUND = []


def hook(name):
    """Register `function` to be called by this name."""

    def register(function):
        _HOOKS[name].append(function)
        return function

    return register


def call(name, *args, **kwargs):
    """Call all that is registered by this name, in the order of the apps; returns what each gave back."""
    if not _FOUND:
        autodiscover_modules("plan_hooks")
        _FOUND.append(True)
    return [function(*args, **kwargs) for function in _HOOKS[name]]
