/* The outline at the left: what there is, where one is, a press to get there. */
import { endOf, itemsOf, placeAt, placeOfUid, posOf } from "./items.js";
import { labelOf } from "./numbering.js";
import { foldedIn, toggleFold } from "./folding.js";
import { pm } from "./engine.js";
import { isTable } from "./schema.js";

const DEEPEST_SHOWN = 2;
const LONGEST = 48;

export class Contents {
  constructor(view, spot, onJump) {
    Object.assign(this, { view, spot, onJump });
    spot.addEventListener("click", (event) => this.press(event));
  }

  press(event) {
    const link = event.target.closest("[data-uid]");
    if (!link) return;
    event.preventDefault();
    const { uid } = link.dataset;
    if (event.target.closest("[data-fold]")) {
      toggleFold(uid)(this.view.state, this.view.dispatch);
      return;
    }
    this.onJump();
    jumpTo(this.view, uid);
  }

  update() {
    const { state } = this.view;
    const shown = itemsOf(state.doc).filter(
      ({ node }) => node.attrs.depth < DEEPEST_SHOWN && !isTable(node),
    );
    const here = this.current(state);
    const drawn = JSON.stringify(shown.map(({ node, place }) => [node.attrs.uid, node.attrs.marker, titleOf(node), endOf(state.doc, place) - place > 1]));
    if (drawn !== this.drawn || foldedIn(state) !== this.folded) {
      this.drawn = drawn;
      this.folded = foldedIn(state);
      this.spot.replaceChildren(...shown.map(({ node, place }) => this.entry(state, node, place)));
      this.here = null;
    }
    if (here !== this.here) this.mark(here);
  }

  current(state) {
    let place = placeAt(state.doc, state.selection.from);
    while (place > 0 && state.doc.child(place).attrs.depth >= DEEPEST_SHOWN) place -= 1;
    return state.doc.child(place).attrs.uid;
  }

  mark(uid) {
    this.here = uid;
    for (const link of this.spot.querySelectorAll("a")) {
      const is = link.dataset.uid === uid;
      if (is) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (is) keepInView(this.spot.closest(".pe-outline"), link);
    }
  }

  entry(state, node, place) {
    const { uid, marker, depth, pk } = node.attrs;
    const row = document.createElement("li");
    row.className = `pe-entry pe-entry-${depth}`;
    const link = document.createElement("a");
    link.className = "outline-link";
    link.href = pk ? `#muc-${pk}` : "#editor";
    link.dataset.uid = uid;
    link.append(span("outline-mark", labelOf(marker)), span("outline-words", titleOf(node) || "…"));
    row.append(link);
    if (depth === 0 && endOf(state.doc, place) > place + 1) row.append(this.foldButton(state, uid));
    return row;
  }

  foldButton(state, uid) {
    const isFolded = foldedIn(state).has(uid);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pe-fold";
    button.dataset.uid = uid;
    button.dataset.fold = "";
    button.title = isFolded ? "Mở các mục bên dưới" : "Thu gọn các mục bên dưới";
    button.setAttribute("aria-label", button.title);
    button.setAttribute("aria-expanded", String(!isFolded));
    button.textContent = isFolded ? "▸" : "▾";
    return button;
  }
}

export function jumpTo(view, uid) {
  const place = placeOfUid(view.state.doc, uid);
  if (place < 0) return;
  const pos = posOf(view.state.doc, place) + 1;
  view.dispatch(view.state.tr.setSelection(pm.state.TextSelection.create(view.state.doc, pos)));
  view.focus();
  view.nodeDOM(pos - 1)?.scrollIntoView({ block: "start" });
}

function titleOf(node) {
  const words = node.textContent;
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

function span(name, words) {
  const found = document.createElement("span");
  found.className = name;
  found.textContent = words;
  return found;
}

function keepInView(pane, link) {
  if (!pane) return;
  const [box, around] = [link.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (box.top < around.top) pane.scrollTop -= around.top - box.top + 8;
  if (box.bottom > around.bottom) pane.scrollTop += box.bottom - around.bottom + 8;
}
