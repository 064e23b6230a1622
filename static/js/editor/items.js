/* Where the items of a document stand: positions, what is below what, what is selected. */

/** The items of a document as [{node, pos, place}], in order. */
export function itemsOf(doc) {
  const found = [];
  doc.forEach((node, pos, place) => found.push({ node, pos, place }));
  return found;
}

/** The place of the item that holds this position. */
export const placeAt = (doc, pos) => Math.min(doc.resolve(pos).index(0), doc.childCount - 1);

/** The place behind an item and all that stands below it. */
export function endOf(doc, place) {
  const { depth } = doc.child(place).attrs;
  let end = place + 1;
  while (end < doc.childCount && doc.child(end).attrs.depth > depth) end += 1;
  return end;
}

/** The places first to last (exclusive) that the selection touches. */
export function selectedPlaces(state) {
  const { from, to, node } = state.selection;
  if (node) return [placeAt(state.doc, from), placeAt(state.doc, from) + 1];
  return [placeAt(state.doc, from), placeAt(state.doc, to) + 1];
}

export function posOf(doc, place) {
  let pos = 0;
  for (let each = 0; each < place; each += 1) pos += doc.child(each).nodeSize;
  return pos;
}

export function placeOfUid(doc, uid) {
  for (let place = 0; place < doc.childCount; place += 1) {
    if (doc.child(place).attrs.uid === uid) return place;
  }
  return -1;
}

/** The place of the item above this one in the tree, -1 at the top. */
export function parentOf(doc, place) {
  const { depth } = doc.child(place).attrs;
  for (let each = place - 1; each >= 0; each -= 1) if (doc.child(each).attrs.depth < depth) return each;
  return -1;
}

/** Items as numbering.js takes them: {uid, parent, marker}. */
export function forNumbering(doc) {
  const way = [];
  const rows = [];
  doc.forEach((node) => {
    way.length = Math.min(node.attrs.depth, way.length);
    rows.push({ uid: node.attrs.uid, parent: way.at(-1) ?? null, marker: node.attrs.marker });
    way.push(node.attrs.uid);
  });
  return rows;
}
