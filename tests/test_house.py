"""The house rules that a reader would otherwise have to remember."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from scripts import check_commits

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
# The same lists that import-linter holds to, the lowest first.
APPS = next(rule for rule in CONTRACTS if rule["id"] == "apps")["layers"][::-1]
LAYERS = ["models", "rules", "actions", "forms", "views", "urls"]
MODULES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def imports_of(path):
    """Names imported at the top of a file; an import inside a function is a stated exception."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}." for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (f"{alias.name}." for alias in node.names)


def after(items, item):
    return items[items.index(item) + 1 :] if item in items else []


def layer_of(path):
    """The layer a file belongs to: views.py, or a file of the package views/."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downwards(path):
    app = path.relative_to(ROOT).parts[0]
    higher_apps = [f"{other}." for other in after(APPS, app)]
    higher_layers = [f"{app}.{layer}." for layer in after(LAYERS, layer_of(path))]

    upward = [name for name in imports_of(path) if name.startswith((*higher_apps, *higher_layers))]

    assert upward == []


def test_every_app_of_the_settings_stands_in_the_line_of_imports(settings):
    ours = {name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir()}

    assert ours - set(APPS) == set()


def calls_beyond_one_unit(path):
    """The arguments of each `.unscoped(…)` of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "unscoped":
            yield [ast.unparse(argument) for argument in node.args]


# What draws a page, fills a form or judges a permission sees through a person, always.
SEES_THROUGH_A_PERSON = re.compile(
    r"/(views|forms|rules|context|navigation|admin|middleware|templatetags)(/\w+)?\.py$"
)
PAGES = [path for path in MODULES if SEES_THROUGH_A_PERSON.search(name_of(path))]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_page_form_or_permission_looks_beyond_one_unit(path):
    assert list(calls_beyond_one_unit(path)) == []


def test_who_looks_beyond_one_unit_says_why():
    calls = {name_of(path): list(calls_beyond_one_unit(path)) for path in MODULES}

    silent = {name for name, found in calls.items() if any(len(given) != 1 for given in found)}

    assert calls["work/actions.py"] != []
    assert silent == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_holds_script_or_style(path):
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))

    inline = re.findall(r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle\s*=|\son[a-z]+\s*=", text)

    # Mail programs know no style sheet of ours; a letter is no page of the portal.
    assert inline == [] or "/email/" in path.as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_icon_of_a_template_is_in_the_sprite(path):
    drawn = set(re.findall(r'parts/icon\.html"[^%]*\bname="([\w-]+)"', path.read_text("utf-8")))

    assert drawn - icons() == set()


def test_every_icon_of_the_navigation_is_in_the_sprite():
    from home import navigation

    entries = [entry for row in navigation.BY_ROLE.values() for entry in row]

    assert {entry.icon for entry in entries} - icons() == set()


def icons():
    lines = (ROOT / "scripts" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_scripts_write_text_and_run_no_text(path):
    text = path.read_text(encoding="utf-8")

    risky = re.findall(
        r"\beval\(|new Function|\.innerHTML\s*=|\.outerHTML\s*=|document\.write", text
    )

    assert risky == []


def test_committed_files_hold_only_our_own_work():
    assert list(check_commits.problems()) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('<link href="https://fonts.example.com/a.css">', "names another host"),
        ('<script src="//cdn.example.com/a.js"></script>', "names another host"),
        ("open('/" + "tmp/out.txt')", "a path of one machine"),
        ("https://registry." + "npmjs.org/left-pad", "names another host"),
    ],
)
def test_the_watch_over_committed_files_sees(line, fault):
    found = list(check_commits.faults_of("templates/page.html", line))

    assert found[0] == f"templates/page.html:1: {fault}"


def test_the_watch_lets_names_of_vocabularies_pass():
    assert (
        list(check_commits.faults_of("static/a.svg", '<svg xmlns="http://www.w3.org/2000/svg">'))
        == []
    )


@pytest.mark.parametrize(
    "name",
    ["static/vendor/a.css", "static/js/lib.min.js", "fonts/Tinos.ttf", "node_modules/a/b.js"],
)
def test_the_watch_refuses_what_comes_at_set_up(name):
    assert check_commits.NOT_OURS.search(name) is not None


def test_the_lock_of_front_end_packages_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_exactly(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-r "))]

    loose = [line for line in packages if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line)]

    assert packages != []
    assert loose == []
