"""What is wrong with a set of figures: formulas and checks that cannot be worked out."""

from reports.figures.formulas import FormulaError, codes_in, faults


def faults_of(indicator_set, indicators=None, checks=None):
    """Sentences on the formulas and checks of a set, as they stand or as given."""
    indicators = list(indicator_set.indicators.all()) if indicators is None else indicators
    checks = list(indicator_set.checks.all()) if checks is None else checks
    active = [each for each in indicators if each.is_active]
    known = {each.code for each in active}
    if not active:
        return ["Bộ chỉ tiêu chưa có chỉ tiêu nào."]
    formulas = {each.code: each.formula for each in active if each.formula}
    return [
        *faults(formulas, known),
        *(words for check in checks for words in _of_check(check, known)),
    ]


def _of_check(check, known):
    for side in (check.left, check.right):
        yield from faults_of_side(side, known)


def faults_of_side(side, known):
    """Sentences on one side of a check; `known` are the codes of the set."""
    try:
        named = codes_in(side)
    except FormulaError as fault:
        return [str(fault)]
    return [f"Bộ chỉ tiêu không có mã “{code}”." for code in named if code not in known]


def users_of(indicator):
    """Where else in its set an indicator is named, in words; empty where it is not."""
    mark = f"[{indicator.code}]"
    rows = indicator.set.indicators.filter(is_active=True, formula__contains=mark)
    places = [f"công thức của “{each.label}”" for each in rows]
    checks = [each for each in indicator.set.checks.all() if mark in f"{each.left} {each.right}"]
    if checks:
        places.append(f"{len(checks)} phép kiểm tra")
    return ", ".join(places)
