/* Opening or closing, written in place: plain paragraphs with bold and italic, no items. */
import { pm } from "./engine.js";
import { htmlOf, runsOf } from "./runs.js";
import { contentOf, runsIn, schema as items } from "./schema.js";

const { Schema } = pm.model;
const { TextSelection } = pm.state;

const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { content: "inline*", toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }] },
    text: { group: "inline" },
    br: items.nodes.br.spec,
    note: items.nodes.note.spec,
  },
  marks: { bold: items.marks.bold.spec, italic: items.marks.italic.spec },
});

/** The text of a document: a paragraph a line, each as inline HTML. */
export function linesOf(doc) {
  const lines = [];
  doc.forEach((node) => {
    const runs = runsIn(node).map((run) => ({ ...run, text: run.text.replaceAll("\n", " ") }));
    lines.push(htmlOf(runs));
  });
  return lines.filter(Boolean).join("\n");
}

/** In the one form in which two texts can be compared. */
export const canonicalLines = (lines) => linesOf(docOf(lines));

function paragraphsOf(lines) {
  return lines.split("\n").map((line) => schema.nodes.paragraph.create(null, contentOf(runsOf(line), schema)));
}

function docOf(lines) {
  return schema.nodes.doc.create(null, paragraphsOf(lines));
}

const isBasis = (node) => /^\s*căn cứ/i.test(node.textContent);

/** A legal basis is printed in italics (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6.a), so it is shown so. */
const basisInItalics = new pm.state.Plugin({
  props: {
    decorations(state) {
      const found = [];
      state.doc.forEach((node, pos) => {
        if (isBasis(node)) found.push(pm.view.Decoration.node(pos, pos + node.nodeSize, { class: "pe-basis" }));
      });
      return pm.view.DecorationSet.create(state.doc, found);
    },
  },
});

export class Paragraphs {
  /** `typed(lines)` hears of what a person writes; `leave(±1)` of an arrow key out of the text; `save()` of Ctrl+S. */
  constructor(spot, { label, lines, typed, leave, save, blurred }) {
    const { baseKeymap, toggleMark } = pm.commands;
    const keys = {
      "Mod-b": toggleMark(schema.marks.bold),
      "Mod-i": toggleMark(schema.marks.italic),
      "Mod-z": pm.history.undo,
      "Mod-y": pm.history.redo,
      "Mod-Shift-z": pm.history.redo,
      "Mod-s": () => (save(), true),
      ArrowDown: (state, _, view) => this.isAtEdge(state, view, 1) && leave(1),
      ArrowUp: (state, _, view) => this.isAtEdge(state, view, -1) && leave(-1),
    };
    this.spot = spot;
    this.view = new pm.view.EditorView(spot, {
      state: pm.state.EditorState.create({
        doc: docOf(lines),
        plugins: [pm.keymap.keymap(keys), pm.keymap.keymap(baseKeymap), pm.history.history(), basisInItalics],
      }),
      attributes: {
        class: "pe-paragraphs", role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "false",
      },
      handleDOMEvents: {
        blur: () => void blurred(),
        paste: (view, event) => paste(view, event),
        // Of two keys in quick succession the second acts where the first has put the cursor.
        keydown: (view) => void view.domObserver.flush(),
      },
      handleDrop: (_, event) => Boolean(event.dataTransfer) && !this.view.dragging,
      dispatchTransaction: (tr) => {
        this.view.updateState(this.view.state.apply(tr));
        this.mark();
        if (tr.docChanged && !tr.getMeta("portal")) typed(this.lines());
      },
    });
    this.mark();
  }

  mark() {
    this.spot.dataset.empty = this.view.state.doc.textContent ? "" : "yes";
  }

  isAtEdge(state, view, way) {
    const { $head, empty } = state.selection;
    const last = way > 0 ? state.doc.childCount - 1 : 0;
    return empty && $head.index(0) === last && view.endOfTextblock(way > 0 ? "down" : "up");
  }

  lines() {
    return linesOf(this.view.state.doc);
  }

  /** Show these lines; the cursor stays as near as it can. `byHand`: a person has asked for it, so it can be undone. */
  show(lines, { byHand = false } = {}) {
    if (this.view.composing || canonicalLines(lines) === this.lines()) return;
    const { state } = this.view;
    const tr = state.tr.replaceWith(0, state.doc.content.size, paragraphsOf(lines));
    const at = Math.min(state.selection.head, tr.doc.content.size);
    tr.setSelection(TextSelection.near(tr.doc.resolve(at), -1));
    if (!byHand) tr.setMeta("portal", true).setMeta("addToHistory", false);
    this.view.dispatch(tr);
  }

  focus(atEnd) {
    const { doc } = this.view.state;
    const spot = atEnd ? TextSelection.atEnd(doc) : TextSelection.atStart(doc);
    this.view.dispatch(this.view.state.tr.setSelection(spot).scrollIntoView());
    this.view.focus();
  }
}

/** Words alone, a paragraph for each line: what Word sends along stays outside. */
function paste(view, event) {
  const text = event.clipboardData?.getData("text/plain") || "";
  event.preventDefault();
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean);
  if (!lines.length) return true;
  const { tr } = view.state;
  tr.deleteSelection();
  lines.forEach((line, place) => {
    if (place) tr.split(tr.selection.from);
    tr.insertText(line);
  });
  view.dispatch(tr.scrollIntoView());
  return true;
}
