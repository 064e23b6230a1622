/* After each change: every item has a uid of its own, no item hangs in the air, and the numbers are right. */
import { pm } from "./engine.js";
import { computed } from "./numbering.js";
import { forNumbering } from "./items.js";
import { newUid } from "./names.js";
import { isTable } from "./schema.js";

/** `keeps()` says whether the printed numbers stay as they are. */
export function tidy(keeps) {
  return new pm.state.Plugin({
    appendTransaction(transactions, _, state) {
      if (!transactions.some((each) => each.docChanged)) return null;
      const tr = state.tr;
      nameAndPlace(tr);
      if (!keeps()) numberAnew(tr);
      if (!tr.docChanged) return null;
      tr.setMeta("addToHistory", false);
      tr.setStoredMarks(state.storedMarks);
      return tr;
    },
  });
}

function nameAndPlace(tr) {
  dropCopies(tr);
  const seen = new Set();
  let above = -1;
  tr.doc.forEach((node, pos) => {
    const { uid, depth } = node.attrs;
    const deepest = Math.min(depth, above + 1);
    if (deepest !== depth) tr.setNodeAttribute(pos, "depth", deepest);
    if (!uid || seen.has(uid)) {
      const fresh = newUid();
      tr.setNodeAttribute(pos, "uid", fresh).setNodeAttribute(pos, "pk", null);
    }
    seen.add(uid);
    above = deepest;
  });
}

/** A table is kept by the portal under its one uid: a copy of it would come back empty. */
function dropCopies(tr) {
  const seen = new Set();
  const doubles = [];
  tr.doc.forEach((node, pos) => {
    if (isTable(node) && seen.has(node.attrs.uid)) doubles.push(pos);
    seen.add(node.attrs.uid);
  });
  for (const pos of doubles.reverse()) tr.delete(pos, pos + tr.doc.nodeAt(pos).nodeSize);
}

function numberAnew(tr) {
  const markers = computed(forNumbering(tr.doc));
  tr.doc.forEach((node, pos) => {
    const marker = markers.get(node.attrs.uid);
    if (marker !== node.attrs.marker) tr.setNodeAttribute(pos, "marker", marker);
  });
}
