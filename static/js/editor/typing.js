/* Typing "1. " at the start of a line makes it such an item; pasting makes items of lines. */
import { pm } from "./engine.js";
import { placeAt, posOf } from "./items.js";
import { kindOf, Levels, typedMarker } from "./markers.js";
import { newUid } from "./names.js";
import { linesOfHtml, linesOfText, MOST_SIGNS } from "./paste.js";
import { contentOf, DEEPEST, schema } from "./schema.js";
import { numberOne } from "./commands.js";

const TOO_MUCH =
  "Đoạn dán dài quá 200.000 ký tự nên chưa dán. Hãy dán từng phần, hoặc nhập cả tệp ở trang “Nhập kế hoạch”.";
const HAD_TABLE = "Bảng được dán thành các dòng chữ, mỗi hàng một dòng.";
const HAD_PICTURE = "Hình trong đoạn dán được bỏ qua.";

/** The kinds of the items above this place, as Levels takes them. */
function wayTo(doc, place) {
  const way = [];
  for (let each = 0; each < place; each += 1) {
    const { depth, marker, heading } = doc.child(each).attrs;
    way.length = Math.min(way.length, depth);
    way[depth] = { kind: kindOf(marker), isHeading: heading };
  }
  return way;
}

export function typing({ keeps, say }) {
  return new pm.state.Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        if (text !== " " || view.composing) return false;
        const { $from, empty } = view.state.selection;
        if (!empty || $from.parent.type !== schema.nodes.item) return false;
        const before = $from.parent.textBetween(0, $from.parentOffset, null, "\uFFFC");
        const typed = before.length < 20 && typedMarker(`${before} x`);
        if (!typed || typed[1] !== before.length + 1) return false;
        view.dispatch(numbered(view.state, typed[0]));
        return true;
      },
      handleDOMEvents: {
        // Before ProseMirror parses it: what Word sends along with its words never gets that far.
        paste(view, event) {
          const done = paste(view, event.clipboardData, { keeps, say });
          if (done) event.preventDefault();
          return done;
        },
      },
      handleDrop: (view, event) => Boolean(event.dataTransfer) && !view.dragging,
      transformPastedHTML: (html) => html.replace(/(<[^>]*?)\sstyle\s*=/gi, "$1 data-look="),
    },
  });
}

function numbered(state, marker) {
  const { $from } = state.selection;
  const place = placeAt(state.doc, $from.pos);
  const level = new Levels(wayTo(state.doc, place)).next({ marker });
  const above = place ? state.doc.child(place - 1).attrs.depth : -1;
  const depth = Math.min(level, above + 1, DEEPEST);
  const { attrs } = $from.parent;
  const isSection = ["section", "part", "letter"].includes(kindOf(marker));
  const heading = isSection || (attrs.heading && depth === attrs.depth);
  const tr = state.tr.delete($from.start(), $from.pos);
  tr.setNodeMarkup(posOf(tr.doc, place), null, { ...attrs, marker, depth, heading });
  return tr;
}

function paste(view, clipboard, { keeps, say }) {
  if (!clipboard) return false;
  const html = clipboard.getData("text/html");
  const text = clipboard.getData("text/plain");
  // What was cut or copied in the editor itself comes back as it was.
  if (/data-pm-slice/.test(html)) return false;
  if (text.length > MOST_SIGNS || (!text && html.length > MOST_SIGNS * 10)) {
    say(TOO_MUCH);
    return true;
  }
  const found = html ? linesOfHtml(html) : { lines: linesOfText(text) };
  const lines = found.lines.length ? found.lines : linesOfText(text);
  const count = lines.reduce((sum, line) => sum + line.runs.reduce((all, run) => all + run.text.length, 0), 0);
  if (count > MOST_SIGNS) {
    say(TOO_MUCH);
    return true;
  }
  if (lines.length) view.dispatch(pasted(view.state, lines, keeps()).scrollIntoView());
  const remarks = [found.hadTable && HAD_TABLE, found.hadPicture && HAD_PICTURE].filter(Boolean);
  if (remarks.length) say(remarks.join(" "));
  return true;
}

/** One line without a number goes into the text in hand; more become items behind it. */
function pasted(state, lines, keeps) {
  const tr = state.tr.deleteSelection();
  const [first, ...more] = lines;
  const { $from } = tr.selection;
  const isEmpty = !$from.parent.content.size;
  if (!isEmpty && !first.marker && !first.isHeading) {
    tr.insert($from.pos, contentOf(first.runs));
    return more.length ? itemsBehind(tr, more, keeps) : tr;
  }
  return itemsBehind(tr, lines, keeps, isEmpty);
}

function itemsBehind(tr, lines, keeps, replaces = false) {
  const place = placeAt(tr.doc, tr.selection.from);
  const levels = new Levels(wayTo(tr.doc, replaces ? place : place + 1));
  const { attrs } = tr.doc.child(place);
  const nodes = lines.map((line, each) => nodeOf(line, levels, replaces && !each ? attrs : null));
  const at = posOf(tr.doc, place);
  if (replaces) tr.replaceWith(at, at + tr.doc.child(place).nodeSize, nodes);
  else tr.insert(at + tr.doc.child(place).nodeSize, nodes);
  const start = replaces ? at : at + tr.doc.child(place).nodeSize;
  const end = nodes.reduce((sum, node) => sum + node.nodeSize, start);
  if (keeps) nodes.filter((node) => node.attrs.marker).forEach((node) => numberOne(tr, node.attrs.uid));
  return tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(end), -1));
}

function nodeOf(line, levels, into) {
  const { marker, isHeading, runs } = line;
  const plainInto = into && !marker && !isHeading;
  const depth = Math.min(levels.next(plainInto ? { marker: into.marker, isHeading: into.heading } : line), DEEPEST);
  const attrs = plainInto
    ? { ...into }
    : { uid: into?.uid ?? newUid(), pk: into?.pk ?? null, depth, marker, heading: isHeading };
  return schema.nodes.item.create(attrs, contentOf(runs));
}

