/* What this page could not save, as plain words to be put elsewhere. */
import { labelOf } from "./numbering.js";
import { plain, runsOf } from "./runs.js";

/** The items with unsaved words in their order, one a line; then footnotes and the parts around the body. */
export function unsavedWords(session) {
  const changed = new Set(session.unsavedUids());
  const items = session.paper.read().filter((row) => changed.has(row.uid));
  const lines = items.map((row) => [labelOf(row.marker), plain(runsOf(row.html))].filter(Boolean).join(" "));
  const gone = session.gone.map((change) => plain(runsOf(change.html)));
  const notes = [...session.notes.values()].map((note) => plain(runsOf(note.text)));
  const frame = session.frame.all().map((part) => part.text);
  return [...lines, ...gone, ...notes, ...frame].filter(Boolean).join("\n");
}

/** Put words on the clipboard; over plain http browsers only know the old way. Returns whether they took them. */
export async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copiedTheOldWay(words);
  }
}

function copiedTheOldWay(words) {
  const box = document.createElement("textarea");
  box.value = words;
  box.className = "visually-hidden";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}
