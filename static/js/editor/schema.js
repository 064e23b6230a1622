/* The plan as one document: a flat row of items, each with its depth, its number and a line of words. */
import { pm } from "./engine.js";
import { newUid } from "./names.js";
import { labelOf } from "./numbering.js";
import { htmlOf, merged, runsOf } from "./runs.js";

export const DEEPEST = 5;
const { Fragment, Schema } = pm.model;

const item = {
  content: "inline*",
  attrs: {
    uid: { default: null },
    pk: { default: null },
    depth: { default: 0 },
    marker: { default: "" },
    heading: { default: false },
  },
  toDOM(node) {
    const { uid, pk, depth, marker, heading } = node.attrs;
    const attributes = {
      class: `pe-item pe-depth-${Math.min(depth, 7)}${heading ? " pe-heading" : ""}`,
      "data-uid": uid,
      "data-depth": depth,
      "data-marker": marker,
      "data-heading": heading ? "yes" : "",
    };
    const label = labelOf(marker);
    if (label) attributes["data-label"] = label;
    if (label.length > 6) attributes.class += " pe-wide";
    if (pk) attributes.id = `muc-${pk}`;
    return ["div", attributes, 0];
  },
  parseDOM: [
    {
      tag: "div.pe-item",
      getAttrs: (dom) => ({
        uid: dom.dataset.uid,
        depth: Math.min(Number(dom.dataset.depth) || 0, DEEPEST),
        marker: dom.dataset.marker || "",
        heading: dom.dataset.heading === "yes",
      }),
    },
  ],
};

// Tables that were given by the portal, by the uid of their item: cut and pasted, one is found again here.
const tables = new Map();

/** A table read from a file: looked at, moved and deleted as a whole. */
const table = {
  atom: true,
  attrs: { ...item.attrs, table: { default: null } },
  toDOM(node) {
    const [tag, attributes] = item.toDOM(node);
    attributes.class += " pe-table";
    const { caption, head, rows } = node.attrs.table;
    const drawn = rows.map((row, place) => [
      "tr",
      ...row.map((cell) => [
        place < head ? "th" : "td",
        { colspan: cell.columns, rowspan: cell.rows },
        cell.words || "\u00A0",
      ]),
    ]);
    const title = caption ? [["caption", caption]] : [];
    return [tag, attributes, ["table", { class: "table" }, ...title, ["tbody", ...drawn]]];
  },
  parseDOM: [
    {
      tag: "div.pe-table",
      priority: 60,
      getAttrs(dom) {
        const known = tables.get(dom.dataset.uid);
        return known ? { ...item.parseDOM[0].getAttrs(dom), table: known } : false;
      },
    },
  ],
};

const note = {
  inline: true,
  group: "inline",
  atom: true,
  attrs: { marker: {} },
  toDOM: (node) => ["sup", { class: "pe-note", title: `Chú thích ${node.attrs.marker}` }, node.attrs.marker],
  parseDOM: [{ tag: "sup", getAttrs: (dom) => ({ marker: dom.textContent.trim().slice(0, 8) }) }],
};

export const schema = new Schema({
  nodes: {
    doc: { content: "(item | table)+" },
    item,
    table,
    text: { group: "inline" },
    br: { inline: true, group: "inline", selectable: false, toDOM: () => ["br"], parseDOM: [{ tag: "br" }] },
    note,
  },
  marks: {
    bold: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
    italic: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  },
});

export const isTable = (node) => node.type === schema.nodes.table;

/** Runs (see runs.js) as what stands in an item, or in a paragraph of another schema. */
export function contentOf(runs, { nodes: kinds, marks: styles } = schema) {
  const nodes = [];
  for (const run of runs) {
    if (run.note) {
      nodes.push(kinds.note.create({ marker: run.text.trim().slice(0, 8) }));
      continue;
    }
    const marks = ["bold", "italic"].filter((name) => run[name]).map((name) => styles[name].create());
    run.text.split("\n").forEach((words, place) => {
      if (place) nodes.push(kinds.br.create());
      if (words) nodes.push(kinds.text.schema.text(words, marks));
    });
  }
  return Fragment.fromArray(nodes);
}

export function runsIn(node) {
  const runs = [];
  node.forEach((child) => {
    if (child.type.name === "note") runs.push({ text: child.attrs.marker, note: true });
    else if (child.type.name === "br") runs.push({ text: "\n" });
    else {
      const has = (name) => child.marks.some((mark) => mark.type.name === name);
      runs.push({ text: child.text, bold: has("bold"), italic: has("italic") });
    }
  });
  return runs;
}

/** A heading is kept as plain words on one line. */
function asHeading(runs) {
  const words = runs.map((run) => (run.note ? run : { text: run.text.replaceAll("\n", " ") }));
  return merged(words).map((run) => (run.note ? run : { text: run.text.replace(/\s+/g, " ") }));
}

export function nodeOf(row) {
  const { uid, pk, depth, marker } = row;
  const attributes = { uid, pk: pk ?? null, depth, marker, heading: row.is_heading };
  if (row.table) {
    tables.set(uid, row.table);
    return schema.nodes.table.create({ ...attributes, heading: false, table: row.table });
  }
  return schema.nodes.item.create(attributes, contentOf(runsOf(row.html)));
}

export function rowOf(node) {
  const { uid, pk, depth, marker, heading } = node.attrs;
  if (isTable(node)) return { uid, pk, depth, marker, is_heading: false, html: "", table: node.attrs.table };
  const runs = runsIn(node);
  return { uid, pk, depth, marker, is_heading: heading, html: htmlOf(heading ? asHeading(runs) : runs) };
}

export function listOf(doc) {
  const list = [];
  doc.forEach((node) => list.push(rowOf(node)));
  return list;
}

/** A document of these rows; an empty plan begins with one empty section. */
export function docOf(rows) {
  const first = { uid: newUid(), depth: 0, marker: "I", is_heading: true, html: "" };
  return schema.nodes.doc.create(null, (rows.length ? rows : [first]).map(nodeOf));
}
