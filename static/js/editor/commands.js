/* What a key or a button does to the items. Each is a ProseMirror command: (state, dispatch) → whether it applies. */
import { pm } from "./engine.js";
import { endOf, forNumbering, parentOf, placeAt, placeOfUid, posOf, selectedPlaces } from "./items.js";
import { newUid } from "./names.js";
import { BULLETS, computed, markerAt, styleOf } from "./numbering.js";
import { DEEPEST, isTable, schema } from "./schema.js";

const { NodeSelection, TextSelection } = pm.state;
const attrsOf = (state, place) => state.doc.child(place).attrs;
const inText = (state) => state.selection.$from.parent.type === schema.nodes.item;

/** The next item of the same kind; in an empty item one level up instead. */
export function enter(keeps) {
  return (state, dispatch) => {
    if (!inText(state)) return false;
    const { $from, empty } = state.selection;
    const { depth, marker } = $from.parent.attrs;
    if (empty && !$from.parent.content.size && (depth || marker)) return leaveEmpty(state, dispatch);
    if (dispatch) dispatch(split(state, keeps()).scrollIntoView());
    return true;
  };
}

function leaveEmpty(state, dispatch) {
  const place = placeAt(state.doc, state.selection.from);
  if (attrsOf(state, place).depth) return shift(-1)(state, dispatch);
  if (dispatch) dispatch(state.tr.setNodeAttribute(posOf(state.doc, place), "marker", ""));
  return true;
}

function split(state, keeps) {
  const tr = state.tr.deleteSelection();
  const { $from } = tr.selection;
  const place = placeAt(tr.doc, $from.pos);
  const { attrs } = $from.parent;
  const next = tr.doc.maybeChild(place + 1)?.attrs;
  // Behind a title that has items below it the new one is the first of these.
  const goesBelow = $from.parentOffset === $from.parent.content.size && next?.depth > attrs.depth;
  const kind = goesBelow ? next : attrs;
  const uid = newUid();
  // At the start of an item the new, empty one comes before it, and the words keep their name.
  if ($from.parentOffset === 0 && $from.parent.content.size) {
    tr.insert($from.before(), schema.nodes.item.create({ ...attrs, uid, pk: null }));
  } else {
    tr.split($from.pos, 1, [{ type: schema.nodes.item, attrs: { ...kind, uid, pk: null } }]);
  }
  return keeps ? numberOne(tr, uid) : tr;
}

/** Where printed numbers are kept, only the new item takes the number its place has. */
export function numberOne(tr, uid) {
  const marker = computed(forNumbering(tr.doc)).get(uid);
  const place = placeOfUid(tr.doc, uid);
  return place < 0 ? tr : tr.setNodeAttribute(posOf(tr.doc, place), "marker", marker);
}

/** At the start of an item: join it to the one before; an empty one before it simply goes. */
export function joinBack(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || !inText(state) || $from.parentOffset) return false;
  const place = placeAt(state.doc, $from.pos);
  if (place) {
    if (dispatch) dispatch(joined(state.tr, place).scrollIntoView());
    return true;
  }
  if (!$from.parent.attrs.marker) return true;
  if (dispatch) dispatch(state.tr.setNodeAttribute(0, "marker", ""));
  return true;
}

export function joinForward(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || !inText(state) || $from.parentOffset < $from.parent.content.size) return false;
  const place = placeAt(state.doc, $from.pos) + 1;
  if (place >= state.doc.childCount) return true;
  if (dispatch) dispatch(joined(state.tr, place).scrollIntoView());
  return true;
}

function joined(tr, place) {
  const before = tr.doc.child(place - 1);
  const pos = posOf(tr.doc, place);
  // Text does not go into a table, nor a table into text: the one before is chosen, as a whole.
  const barred = [place - 1, place].find((each) => isTable(tr.doc.child(each)));
  if (barred !== undefined) return tr.setSelection(NodeSelection.create(tr.doc, posOf(tr.doc, barred)));
  if (!before.content.size) {
    return tr.delete(pos - before.nodeSize, pos);
  }
  const inner = tr.doc.child(place).content;
  const at = pos - 1;
  tr.delete(pos, pos + tr.doc.child(place).nodeSize).insert(at, inner);
  return tr.setSelection(TextSelection.create(tr.doc, at));
}

/** Move the selected items, with all below them, one level in (1) or out (-1). */
export function shift(by) {
  return (state, dispatch) => {
    const [first, last] = selectedPlaces(state);
    const { depth } = attrsOf(state, first);
    const above = first ? attrsOf(state, first - 1).depth : -1;
    if (by > 0 ? depth > above || depth >= DEEPEST : depth === 0) return false;
    if (!dispatch) return true;
    const tr = state.tr;
    const end = Math.max(last, endOf(state.doc, last - 1), endOf(state.doc, first));
    for (let place = first; place < end; place += 1) {
      const pos = posOf(tr.doc, place);
      const now = tr.doc.child(place).attrs.depth;
      tr.setNodeAttribute(pos, "depth", Math.min(Math.max(now + by, 0), DEEPEST));
    }
    const shallowest = depth;
    for (let place = first; place < end; place += 1) {
      if (attrsOf(state, place).depth <= shallowest) restyle(tr, place);
    }
    dispatch(tr.scrollIntoView());
    return true;
  };
}

/** At its new depth an item is numbered as its neighbours there, else as is usual; bullets stay bullets. */
function restyle(tr, place) {
  const node = tr.doc.child(place);
  const pos = posOf(tr.doc, place);
  if (node.attrs.heading && !node.content.size && node.attrs.depth > 0) {
    tr.setNodeAttribute(pos, "heading", false);
  }
  if (!styleOf(node.attrs.marker)) return;
  tr.setNodeAttribute(pos, "marker", siblingMarker(tr.doc, place) ?? usualMarker(tr.doc, place));
}

const BELOW = { part: "I", letter: "I", section: "1", number: "a", dotted: "a", point: "-" };

/** What usually stands below the item above: 1. below I., a) below 1., - below a). */
function usualMarker(doc, place) {
  const parent = parentOf(doc, place);
  if (parent < 0) return markerAt(0);
  const { marker } = doc.child(parent).attrs;
  return BELOW[styleOf(marker)] ?? (BULLETS.includes(marker) ? "+" : markerAt(doc.child(place).attrs.depth));
}

function siblingMarker(doc, place) {
  const { depth } = doc.child(place).attrs;
  const parent = parentOf(doc, place);
  const end = parent < 0 ? doc.childCount : endOf(doc, parent);
  for (let each = parent + 1; each < end; each += 1) {
    const { attrs } = doc.child(each);
    if (each !== place && attrs.depth === depth && styleOf(attrs.marker)) return attrs.marker;
  }
  return null;
}

/** Move an item with all below it past the sibling before it (-1) or behind it (1). */
export function moveBy(by) {
  return (state, dispatch) => {
    const place = placeAt(state.doc, state.selection.from);
    const end = endOf(state.doc, place);
    const { depth } = attrsOf(state, place);
    let target = -1;
    if (by < 0) {
      for (let each = place - 1; each >= 0 && attrsOf(state, each).depth >= depth; each -= 1) {
        if (attrsOf(state, each).depth === depth) { target = each; break; }
      }
    } else if (end < state.doc.childCount && attrsOf(state, end).depth === depth) target = endOf(state.doc, end);
    if (target < 0) return true;
    return moveTo(state, dispatch, place, target, depth);
  };
}

/** Put the item at `place` with all below it before the item at `target`, at this depth. */
export function moveTo(state, dispatch, place, target, depth) {
  const end = endOf(state.doc, place);
  if (target > place && target < end) return false;
  const [from, to, at] = [posOf(state.doc, place), posOf(state.doc, end), posOf(state.doc, target)];
  const by = depth - attrsOf(state, place).depth;
  const nodes = [];
  for (let each = place; each < end; each += 1) {
    const node = state.doc.child(each);
    const deeper = Math.min(Math.max(node.attrs.depth + by, 0), DEEPEST);
    nodes.push(node.type.create({ ...node.attrs, depth: deeper }, node.content));
  }
  if (!dispatch) return true;
  const offset = state.selection.from - from;
  const inside = offset >= 0 && state.selection.from < to;
  const tr = state.tr.delete(from, to);
  const landing = tr.mapping.map(at, -1);
  tr.insert(landing, nodes);
  if (by) restyle(tr, placeOfUid(tr.doc, nodes[0].attrs.uid));
  tr.setSelection(TextSelection.near(tr.doc.resolve(landing + (inside ? offset : 1))));
  dispatch(tr.scrollIntoView());
  return true;
}

/** Number the selected items in this style ("I", "1", "1.1", "a", "-", "+", "" for none). */
export function setMarker(marker, keeps = () => false) {
  return (state, dispatch) => {
    if (!dispatch) return true;
    const [first, last] = selectedPlaces(state);
    const tr = state.tr;
    for (let place = first; place < last; place += 1) {
      tr.setNodeAttribute(posOf(tr.doc, place), "marker", marker);
      if (keeps() && marker && !BULLETS.includes(marker)) numberOne(tr, tr.doc.child(place).attrs.uid);
    }
    dispatch(tr);
    return true;
  };
}

export function toggleHeading(state, dispatch) {
  if (!dispatch) return true;
  const [first, last] = selectedPlaces(state);
  const is = attrsOf(state, first).heading;
  const tr = state.tr;
  for (let place = first; place < last; place += 1) {
    if (!isTable(tr.doc.child(place))) tr.setNodeAttribute(posOf(tr.doc, place), "heading", !is);
  }
  dispatch(tr);
  return true;
}

/** Delete the selected items with all below them. */
export function removeItems(state, dispatch) {
  const [first, last] = selectedPlaces(state);
  const end = Math.max(last, endOf(state.doc, last - 1));
  if (!dispatch) return true;
  const tr = state.tr;
  const [from, to] = [posOf(state.doc, first), posOf(state.doc, end)];
  if (from === 0 && to === state.doc.content.size) {
    tr.replaceWith(from, to, schema.nodes.item.create({ marker: "I", heading: true }));
  } else tr.delete(from, to);
  const near = Math.min(from + 1, tr.doc.content.size - 1);
  tr.setSelection(TextSelection.near(tr.doc.resolve(near), -1));
  dispatch(tr.scrollIntoView());
  return true;
}

/** A new item of the same kind behind this one and all below it. */
export function addItem(keeps) {
  return (state, dispatch) => {
    const place = placeAt(state.doc, state.selection.from);
    const { attrs } = state.doc.child(place);
    const at = posOf(state.doc, endOf(state.doc, place));
    if (!dispatch) return true;
    const uid = newUid();
    const { depth, marker, heading } = attrs;
    const tr = state.tr.insert(at, schema.nodes.item.create({ uid, depth, marker, heading }));
    if (keeps()) numberOne(tr, uid);
    tr.setSelection(TextSelection.create(tr.doc, at + 1));
    dispatch(tr.scrollIntoView());
    return true;
  };
}

export function insertBreak(state, dispatch) {
  if (!inText(state) || state.selection.$from.parent.attrs.heading) return false;
  if (dispatch) dispatch(state.tr.replaceSelectionWith(schema.nodes.br.create(), true).scrollIntoView());
  return true;
}

export function insertNote(marker) {
  return (state, dispatch) => {
    if (!inText(state)) return false;
    const { to } = state.selection;
    if (dispatch) dispatch(state.tr.insert(to, schema.nodes.note.create({ marker })));
    return true;
  };
}
