/* Footnotes bear the number of their place on the page; the mark that is stored is only their name. */
import { pm } from "./engine.js";

const { Decoration, DecorationSet } = pm.view;

/** The number of each footnote by its mark, as documents/footnotes.py counts: called ones first, then the rest. */
export function numbersOf(called, markers) {
  if (new Set(markers).size < markers.length) return new Map();
  const counted = new Set(markers.filter((marker) => /^\d+$/.test(marker)));
  const inOrder = new Set([...called.filter((marker) => counted.has(marker)), ...counted]);
  return new Map([...inOrder].map((marker, place) => [marker, String(place + 1)]));
}

/** The marks in a document with their positions, in the order of the page. */
export function callsIn(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    if (node.type.name === "note") found.push({ marker: node.attrs.marker, pos });
    return !node.isTextblock || node.content.size > 0;
  });
  return found;
}

/** `known()` → {markers, before}: the footnotes there are, and those that are called before the first item. */
export function counting(known) {
  let last = {};

  function decorations({ doc }) {
    const { markers, before } = known();
    const key = JSON.stringify([markers, before]);
    if (last.doc === doc && last.key === key) return last.set;
    const calls = callsIn(doc);
    const numbers = numbersOf([...before, ...calls.map((call) => call.marker)], markers);
    const set = DecorationSet.create(
      doc,
      calls.map(({ marker, pos }) => Decoration.node(pos, pos + 1, {}, { number: numbers.get(marker) ?? marker })),
    );
    last = { doc, key, set };
    return set;
  }

  return new pm.state.Plugin({ props: { decorations, nodeViews: { note: drawn } } });
}

function drawn(first, _, __, decorations) {
  const dom = document.createElement("sup");
  dom.className = "pe-note";

  function update(node, given) {
    if (node.type.name !== "note") return false;
    const number = given.find((each) => each.spec.number)?.spec.number ?? node.attrs.marker;
    if (dom.textContent !== number) dom.textContent = number;
    dom.title = `Chú thích ${number}`;
    return true;
  }

  update(first, decorations);
  return { dom, update, ignoreMutation: (change) => change.type !== "selection" };
}
