"""Scripts by their hash: a browser never puts an editor together from an old and a new version."""

import re
import shutil
from pathlib import Path

from danvan.static import HashedStatic

EDITOR = Path(__file__).parent.parent / "static/js/editor"


def collected(folder, added=""):
    """{name: name by hash} of the editor's modules, as `collectstatic` leaves them in `folder`."""
    shutil.copytree(EDITOR, folder / "js/editor")
    with (folder / "js/editor/names.js").open("a", encoding="utf-8") as module:
        module.write(added)
    storage = HashedStatic(location=folder, base_url="/static/")
    names = [f"js/editor/{path.name}" for path in EDITOR.glob("*.js")]
    done = list(storage.post_process({name: (storage, name) for name in names}))
    assert [result for *_, result in done if isinstance(result, Exception)] == []
    return dict(storage.hashed_files)


def test_modules_import_each_other_by_hash(tmp_path):
    hashed = collected(tmp_path)
    imported = set()
    for name in hashed.values():
        words = (tmp_path / name).read_text(encoding="utf-8")
        imported |= set(re.findall(r'from "\./([^"]+)"', words))

    assert len(imported) > 10
    assert imported <= {Path(name).name for name in hashed.values()}


def test_a_change_in_one_module_gives_a_new_name_to_those_that_import_it(tmp_path):
    before, after = collected(tmp_path / "old"), collected(tmp_path / "new", "// newer\n")

    differing = {Path(name).stem for name in before if before[name] != after[name]}

    assert {"names", "schema", "session", "main"} <= differing
    assert "words" not in differing
