/* A plan as a flat list of items {uid, depth, marker, version, is_heading, html}: what differs, and putting it together.

A change is what the portal takes (plans/edits.py): text with the version it was typed over, marker, place, or removal.
*/
import { stylesOf } from "./numbering.js";

/** Each item with the uid of its parent (null at the top) and of the sibling before it, as a Map by uid. */
export function placed(list) {
  const way = [];
  const last = new Map();
  const found = new Map();
  for (const item of list) {
    way.length = Math.min(item.depth, way.length);
    const parent = way.at(-1) ?? null;
    found.set(item.uid, { ...item, parent, after: last.get(parent) ?? null, parents: [...way].reverse() });
    last.set(parent, item.uid);
    way.push(item.uid);
  }
  return found;
}

/** The changes that lead from `base` to `now`; with `keeps`, markers count as they are printed. */
export function difference(base, now, { keeps = false, withEmptyOnes = false } = {}) {
  const before = placed(base);
  const after = placed(withEmptyOnes ? now : withoutEmptyOnes(now, before));
  const moved = movedUids(before, after);
  const styles = [stylesBy(before, keeps), stylesBy(after, keeps)];
  const changes = [];
  for (const item of after.values()) {
    const old = before.get(item.uid);
    const change = { uid: item.uid };
    if (!old || old.html !== item.html || old.is_heading !== item.is_heading) {
      Object.assign(change, { version: old?.version ?? 0, html: item.html, is_heading: item.is_heading });
      if (item.table) change.table = item.table;
    }
    if (!old || moved.has(item.uid)) change.place = { parents: item.parents, after: item.after };
    if (!old || styles[0].get(item.uid) !== styles[1].get(item.uid)) change.marker = item.marker;
    if (Object.keys(change).length > 1) changes.push(change);
  }
  for (const item of base) {
    if (!now.some((each) => each.uid === item.uid)) {
      changes.push({ uid: item.uid, version: item.version, removed: true });
    }
  }
  return changes;
}

const stylesBy = (items, keeps) =>
  keeps ? new Map([...items.values()].map((item) => [item.uid, item.marker])) : stylesOf([...items.values()]);

/** A new line nobody has written on yet is no item. */
export function withoutEmptyOnes(list, before) {
  return list.filter(
    (item, place) =>
      item.html || item.table || before.has(item.uid) || (list[place + 1] && list[place + 1].depth > item.depth),
  );
}

/** The items that have another parent, or have left the order in which the rest of their siblings still stand. */
function movedUids(before, after) {
  const moved = new Set();
  const ranks = new Map([...before.keys()].map((uid, rank) => [uid, rank]));
  const groups = new Map();
  for (const item of after.values()) {
    const old = before.get(item.uid);
    if (!old) continue;
    if (old.parent !== item.parent) moved.add(item.uid);
    else groups.set(item.parent, [...(groups.get(item.parent) || []), item.uid]);
  }
  for (const group of groups.values()) {
    const staying = new Set(longestRising(group, (uid) => ranks.get(uid)));
    group.filter((uid) => !staying.has(uid)).forEach((uid) => moved.add(uid));
  }
  return moved;
}

function longestRising(items, rank) {
  const ends = []; // ends[n]: the place of the smallest last item of a rising row of n + 1
  const previous = [];
  items.forEach((item, place) => {
    let length = ends.findIndex((end) => rank(items[end]) >= rank(item));
    if (length < 0) length = ends.length;
    previous[place] = length ? ends[length - 1] : -1;
    ends[length] = place;
  });
  const found = [];
  for (let place = ends.at(-1) ?? -1; place >= 0; place = previous[place]) found.unshift(items[place]);
  return found;
}

/**
 * Put `changes` on a newer state of the plan, as the portal would.
 *
 * Gives {items, conflicts: [{uid, mine, theirs}], gone: [change]}: in a conflict the text typed here stays in the list.
 */
export function merge(theirs, changes) {
  const rows = new Map(theirs.map((item) => [item.uid, { ...item }]));
  const below = new Map([[null, []]]);
  theirs.forEach((item) => below.set(item.uid, []));
  for (const item of placed(theirs).values()) {
    rows.get(item.uid).parent = item.parent;
    below.get(item.parent).push(item.uid);
  }
  const conflicts = [];
  const gone = [];
  for (const change of changes) {
    let row = rows.get(change.uid);
    if (!row && change.html !== undefined && change.place && !change.version) {
      row = { ...change, parent: null, marker: change.marker || "" };
      rows.set(change.uid, row);
      below.set(change.uid, []);
      below.get(null).push(change.uid);
    }
    if (!row) {
      if (change.html !== undefined) gone.push(change);
      continue;
    }
    if (change.removed) continue;
    if (change.html !== undefined) write(row, change, conflicts);
    if (change.marker !== undefined) row.marker = change.marker;
    if (change.place) move(rows, below, row, change.place);
  }
  const kept = removeAll(rows, below, changes);
  return { items: flat(rows, below), conflicts, gone, kept };
}

function write(row, change, conflicts) {
  const differs = row.html !== change.html || row.is_heading !== change.is_heading;
  if (differs && row.version !== change.version) {
    const theirs = { html: row.html, is_heading: row.is_heading, version: row.version };
    conflicts.push({ uid: row.uid, theirs, over: change.version });
  }
  row.html = change.html;
  row.is_heading = change.is_heading;
}

function move(rows, below, row, place) {
  const parent = place.parents.find((uid) => rows.has(uid) && !isBelow(rows, uid, row.uid)) ?? null;
  const old = below.get(row.parent);
  old.splice(old.indexOf(row.uid), 1);
  const siblings = below.get(parent);
  const before = siblings.indexOf(place.after);
  if (place.after === null) siblings.unshift(row.uid);
  else siblings.splice(before < 0 ? siblings.length : before + 1, 0, row.uid);
  row.parent = parent;
}

function isBelow(rows, uid, above) {
  for (let at = uid; at; at = rows.get(at).parent) if (at === above) return true;
  return false;
}

function removeAll(rows, below, changes) {
  const asked = changes.filter((change) => change.removed && rows.has(change.uid));
  const kept = asked.filter((change) => rows.get(change.uid).version !== change.version);
  const doomed = asked.filter((change) => !kept.includes(change)).map((change) => change.uid);
  const depth = (uid) => (rows.get(uid).parent ? depth(rows.get(uid).parent) + 1 : 0);
  doomed.sort((one, two) => depth(two) - depth(one));
  for (const uid of doomed) {
    const { parent } = rows.get(uid);
    const siblings = below.get(parent);
    siblings.splice(siblings.indexOf(uid), 1, ...below.get(uid));
    below.get(uid).forEach((child) => (rows.get(child).parent = parent));
    rows.delete(uid);
  }
  return kept.map((change) => change.uid);
}

function flat(rows, below) {
  const list = [];
  const add = (uid, depth) => {
    const { parent: _, place: __, ...row } = rows.get(uid);
    list.push({ ...row, depth });
    below.get(uid).forEach((child) => add(child, depth + 1));
  };
  below.get(null).forEach((uid) => add(uid, 0));
  return list;
}
