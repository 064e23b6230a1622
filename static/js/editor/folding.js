/* Sections folded away on the screen. Nothing of it is saved: it is this person's view, in this tab. */
import { pm } from "./engine.js";
import { endOf, itemsOf, parentOf, placeAt, placeOfUid } from "./items.js";

const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("folding");

export function folding() {
  return new pm.state.Plugin({
    key,
    state: {
      init: () => new Set(),
      apply(tr, folded) {
        const uid = tr.getMeta(key);
        if (!uid) return folded;
        const next = new Set(folded);
        if (!next.delete(uid)) next.add(uid);
        return next;
      },
    },
    props: { decorations: (state) => decorations(state.doc, key.getState(state)) },
    view: () => ({ update: openAroundCursor }),
  });
}

export const foldedIn = (state) => key.getState(state);

/** Fold or unfold an item; by default the one in hand, or where nothing is below it the one above. */
export function toggleFold(uid) {
  return (state, dispatch) => {
    let place = uid ? placeOfUid(state.doc, uid) : placeAt(state.doc, state.selection.from);
    if (!uid && endOf(state.doc, place) === place + 1) place = parentOf(state.doc, place);
    if (place < 0) return false;
    if (dispatch) dispatch(state.tr.setMeta(key, state.doc.child(place).attrs.uid));
    return true;
  };
}

function decorations(doc, folded) {
  if (!folded.size) return null;
  const found = [];
  const items = itemsOf(doc);
  for (let place = 0; place < items.length; place += 1) {
    const { node, pos } = items[place];
    const end = endOf(doc, place);
    if (!folded.has(node.attrs.uid) || end === place + 1) continue;
    found.push(Decoration.node(pos, pos + node.nodeSize, { class: "pe-folded" }));
    for (const below of items.slice(place + 1, end)) {
      found.push(Decoration.node(below.pos, below.pos + below.node.nodeSize, { class: "pe-away" }));
    }
    place = end - 1;
  }
  return DecorationSet.create(doc, found);
}

/** Nobody types where it cannot be seen. */
function openAroundCursor(view) {
  const folded = key.getState(view.state);
  if (!folded.size) return;
  let place = placeAt(view.state.doc, view.state.selection.from);
  while ((place = parentOf(view.state.doc, place)) >= 0) {
    const { uid } = view.state.doc.child(place).attrs;
    if (folded.has(uid)) {
      view.dispatch(view.state.tr.setMeta(key, uid));
      return;
    }
  }
}
