"""What a committed file may not hold: other people's code, other hosts, paths of one machine.

`problems()` gives one line for each; as a program it prints them and exits 1 when there is one.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THIS_FILE = "scripts/check_commits.py"

NOT_OURS = re.compile(
    r"(^|/)(node_modules|vendor|\.venv)/|\.(woff2?|ttf|otf|eot|map|pyc|sqlite3)$|\.min\.(js|css)$"
)
# Served pages load nothing from elsewhere. Names of XML vocabularies are not addresses.
HOST = re.compile(r"https?://(?!www\.w3\.org/)|[\"'(]//[\w-]+\.\w")
SERVED = re.compile(r"^(templates|static)/")
LINK_FOR_PEOPLE = re.compile(r"<a\s[^>]*href=\"https://")
MACHINE_PATH = re.compile(r"(?<![\w.:/*-])/(work|root|tmp|home/\w+)/\w")
REGISTRY = re.compile(r"registry\.npmjs|pythonhosted|pypi\.org|proxy\.golang|/artifactory/")
NEIGHBOUR_FOLDER = re.compile(r"\.\./shared")
LARGEST = 1_000_000


def problems():
    for name in committed_files():
        path = ROOT / name
        if NOT_OURS.search(name):
            yield f"{name}: comes at set-up or is made while running; it is not committed"
        elif path.stat().st_size > LARGEST:
            yield f"{name}: larger than {LARGEST} bytes"
        elif name != THIS_FILE:
            yield from faults_of(name, text_of(path))


def committed_files():
    """Names from git's index; what is only in the working folder is no matter of ours."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(path):
    """The words of a text file; nothing for pictures and other bytes."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def faults_of(name, text):
    for place, line in enumerate(text.splitlines(), 1):
        if SERVED.match(name) and HOST.search(LINK_FOR_PEOPLE.sub("", line)):
            yield f"{name}:{place}: names another host"
        if MACHINE_PATH.search(line):
            yield f"{name}:{place}: a path of one machine"
        if REGISTRY.search(line):
            yield f"{name}:{place}: names a package registry"
        if NEIGHBOUR_FOLDER.search(line):
            yield f"{name}:{place}: points outside the repository"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found))
    sys.exit(bool(found))
