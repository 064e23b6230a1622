/* Bringing a list of items onto the page with as little change as possible: the cursor stays where it is. */
import { pm } from "./engine.js";
import { placeAt, placeOfUid, posOf } from "./items.js";
import { newUid } from "./names.js";
import { canonical, runsOf } from "./runs.js";
import { contentOf, isTable, nodeOf, rowOf } from "./schema.js";

const BLANK = { depth: 0, marker: "I", is_heading: true, html: "" };

export function show(view, rows) {
  const { state } = view;
  const list = rows.length ? rows : [{ ...BLANK, uid: newUid() }];
  const tr = state.tr;
  const cursor = [state.selection.anchor, state.selection.head].map((pos) => remembered(state, pos));
  replaceOrder(tr, list);
  list.forEach((row, place) => refresh(tr, place, row));
  if (!tr.docChanged) return;
  restore(tr, cursor);
  view.dispatch(tr.setMeta("addToHistory", false).setMeta("portal", true));
}

function remembered(state, pos) {
  const place = placeAt(state.doc, pos);
  return { uid: state.doc.child(place).attrs.uid, place, offset: pos - posOf(state.doc, place) };
}

function restore(tr, cursor) {
  const at = cursor.map(({ uid, place, offset }) => {
    const found = placeOfUid(tr.doc, uid);
    const child = Math.min(found < 0 ? place : found, tr.doc.childCount - 1);
    const inside = Math.min(found < 0 ? 1 : offset, tr.doc.child(child).nodeSize - 1);
    return posOf(tr.doc, child) + Math.max(inside, 1);
  });
  tr.setSelection(pm.state.TextSelection.create(tr.doc, ...at));
}

/** Replace only the stretch in which the order of the items differs. */
function replaceOrder(tr, list) {
  const uids = [];
  tr.doc.forEach((node) => uids.push(node.attrs.uid));
  const wanted = list.map((row) => row.uid);
  let start = 0;
  while (start < uids.length && start < wanted.length && uids[start] === wanted[start]) start += 1;
  let tail = 0;
  const most = Math.min(uids.length, wanted.length) - start;
  while (tail < most && uids.at(-1 - tail) === wanted.at(-1 - tail)) tail += 1;
  const gone = uids.length - start - tail;
  const come = list.slice(start, wanted.length - tail);
  if (!gone && !come.length) return;
  const standing = new Map();
  tr.doc.forEach((node) => standing.set(node.attrs.uid, node));
  const nodes = come.map((row) => standing.get(row.uid) ?? nodeOf(row));
  tr.replaceWith(posOf(tr.doc, start), posOf(tr.doc, start + gone), nodes);
}

function refresh(tr, place, row) {
  const node = tr.doc.child(place);
  const pos = posOf(tr.doc, place);
  const now = rowOf(node);
  if (!isTable(node) && now.html !== canonical(row.html)) {
    tr.replaceWith(pos + 1, pos + 1 + node.content.size, contentOf(runsOf(row.html)));
  }
  const { depth, marker, pk = null } = row;
  const heading = !isTable(node) && row.is_heading;
  for (const [name, value] of Object.entries({ depth, marker, heading, pk })) {
    if (tr.doc.child(place).attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
  }
}
