/* What comes from the clipboard as lines {runs, marker, level, isHeading}: structure kept, junk dropped. */
import { typedMarker } from "./markers.js";
import { merged, parsed, plain, trimmed } from "./runs.js";

export const MOST_SIGNS = 200_000;
const DROPPED = "script, style, title, meta, link, xml, template, del, img, svg, object, head, button, select";
const BLOCKS = new Set(
  "P DIV LI UL OL TABLE TBODY THEAD TFOOT TR TD TH H1 H2 H3 H4 H5 H6 BLOCKQUOTE SECTION ARTICLE PRE DL DT DD HR".split(" "),
);
const BULLET_SIGNS = /^[·•●○▪■§Øo\uF0B7\uF0A7\uF0D8]\s*$/u;
const NUMBERS_OF_LISTS = { a: "a", A: "A", i: "I", I: "I" };

/** Lines of plain text, empty ones left out. */
export function linesOfText(text) {
  return text.split(/\r\n|\r|\n/).map((words) => finished([{ text: words }], {})).filter(Boolean);
}

/** {lines, hadTable, hadPicture} of the HTML that Word, LibreOffice, Google Docs or a page put on the clipboard. */
export function linesOfHtml(html) {
  // Styles are read by us and applied by nobody; conditional comments hold what only Word understands.
  const bare = html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<!\[[^>]*>/g, "")
    .replace(/(<[^>]*?)\sstyle\s*=/gi, "$1 data-look=");
  const body = parsed(bare).body;
  const found = { hadTable: Boolean(body.querySelector("td, th")), hadPicture: Boolean(body.querySelector("img")) };
  body.querySelectorAll(DROPPED).forEach((junk) => junk.remove());
  const reader = new Reader();
  reader.walk(body, {});
  reader.end();
  return { ...found, lines: reader.lines };
}

class Reader {
  constructor() {
    this.lines = [];
    this.runs = [];
    this.about = {};
    this.bullets = []; // levels of the bullets above the line in hand
  }

  end() {
    const line = finished(this.runs, this.about);
    if (line) this.lines.push(line);
    this.runs = [];
    this.about = {};
  }

  walk(node, style) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.runs.push({ ...style, text: child.data.replace(/[\s\u00A0]+/g, " ") });
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child, style);
    }
  }

  element(element, style) {
    const look = element.dataset.look || "";
    if (/mso-element:\s*(comment|header|footer)|display:\s*none|mso-hide:\s*all/i.test(look)) return;
    if (element.tagName === "BR") this.end();
    else if (element.tagName === "TR") this.row(element, style);
    else if (BLOCKS.has(element.tagName)) this.block(element, look, style);
    else if (/mso-list:\s*ignore/i.test(look)) this.wordNumber(element);
    else this.walk(element, styleOf(element, look, style));
  }

  block(element, look, style) {
    if (element.tagName !== "P" || element.parentElement?.tagName !== "LI") this.end();
    const level = /mso-list:[^;]*level(\d)/i.exec(look);
    if (level) this.about.level = Number(level[1]) - 1;
    if (/^H[1-6]$/.test(element.tagName)) this.about.isHeading = true;
    if (element.tagName === "LI") Object.assign(this.about, numberOf(element));
    this.walk(element, styleOf(element, look, style));
    if (element.tagName !== "P" || element.parentElement?.tagName !== "LI") this.end();
  }

  /** The number Word draws in front of a line of a list. */
  wordNumber(element) {
    const words = element.textContent.replace(/[\s\u00A0]+/g, " ").trim();
    const { level = 0 } = this.about;
    this.bullets = this.bullets.filter((each) => each < level);
    if (!BULLET_SIGNS.test(words) && words !== "-" && words !== "–") {
      this.runs.push({ text: `${words} ` });
      return;
    }
    this.about.marker = this.bullets.length % 2 ? "+" : "-";
    this.bullets.push(level);
  }

  row(element, style) {
    this.end();
    const cells = [...element.children].map((cell) => {
      const inner = new Reader();
      inner.walk(cell, style);
      inner.end();
      return inner.lines.map((line) => plain(line.runs)).join(" ");
    });
    this.runs = [{ text: cells.filter(Boolean).join("; ") }];
    this.about = { isRow: true };
    this.end();
  }
}

function styleOf(element, look, style) {
  const name = element.tagName;
  const found = { ...style };
  if (name === "B" || name === "STRONG" || /font-weight:\s*(bold|[6-9]00)/i.test(look)) found.bold = true;
  if (/font-weight:\s*(normal|[1-5]00)/i.test(look)) found.bold = false;
  if (name === "I" || name === "EM" || /font-style:\s*italic/i.test(look)) found.italic = true;
  if (/font-style:\s*normal/i.test(look)) found.italic = false;
  return found;
}

function numberOf(item) {
  const list = item.parentElement;
  let level = -1;
  let bullets = -1;
  for (let at = list; at; at = at.parentElement) {
    if (/^[UO]L$/.test(at.tagName)) level += 1;
    if (at.tagName === "UL") bullets += 1;
  }
  if (item.ariaLevel) level = Number(item.ariaLevel) - 1;
  const type = list?.getAttribute("type") || listType(list?.dataset.look || item.dataset.look || "");
  const marker = list?.tagName === "OL" ? NUMBERS_OF_LISTS[type] || "1" : bullets % 2 ? "+" : "-";
  return { level, marker };
}

function listType(look) {
  const found = /list-style-type:\s*(lower|upper)-(alpha|latin|roman)/i.exec(look);
  if (!found) return "";
  if (found[2].toLowerCase() === "roman") return "I";
  return found[1].toLowerCase() === "upper" ? "A" : "a";
}

/** A line ready to become an item; null for an empty one. A typed number is taken off the words. */
function finished(raw, about) {
  let runs = trimmed(merged(squeezed(raw)));
  const typed = about.isRow ? null : typedMarker(plain(runs));
  const line = { level: about.level, marker: about.marker ?? "" };
  if (typed) {
    [line.marker] = typed;
    runs = trimmed(without(runs, typed[1]));
  }
  const words = plain(runs);
  if (!words.trim()) return null;
  const allBold = runs.every((run) => run.bold || !run.text.trim());
  const numbered = /^(phần\s.+|[IVXA-ZĐ]{1,6}|\d[\d.]*|[a-zđ])$/iu.test(line.marker);
  line.isHeading = Boolean(about.isHeading) || (allBold && numbered && words.length <= 200);
  if (line.isHeading) runs = [{ text: words.replace(/\s+/g, " ") }];
  line.runs = runs;
  return line;
}

function squeezed(runs) {
  let ended = true;
  return runs.map((run) => {
    const text = ended ? run.text.replace(/^ +/, "") : run.text;
    if (text) ended = text.endsWith(" ");
    return { ...run, text };
  });
}

function without(runs, count) {
  const kept = [];
  for (const run of runs) {
    const cut = Math.min(count, run.text.length);
    count -= cut;
    if (run.text.length > cut) kept.push({ ...run, text: run.text.slice(cut) });
  }
  return kept;
}
