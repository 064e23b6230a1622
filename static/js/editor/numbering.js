/* Numbers of items, the same as plans/numbering.py; tests/plans/numbering_table.json holds both to one table. */

const POINTS = "abcdđeghiklmnopqrstuvxy";
const LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY";
export const BULLETS = ["-", "+", "*"];
const ROMAN = [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];
const BY_DEPTH = ["I", "1", "a", "-", "+"];

const isUpper = (words) => words === words.toUpperCase() && words !== words.toLowerCase();
const isRoman = (words) => [...words].every((sign) => "IVX".includes(sign));
const isPart = (marker) => marker.toLowerCase().startsWith("phần ");

/** What kind of number this is: part, section, letter, number, dotted, point, or "" for bullets and none. */
export function styleOf(marker, lettered = false) {
  if (isPart(marker)) return isRoman(marker.split(/\s+/).at(-1)) ? "part" : "";
  if (!marker || BULLETS.includes(marker)) return "";
  if (isUpper(marker)) return lettered || !isRoman(marker) ? "letter" : "section";
  if (/^\d/.test(marker)) return marker.includes(".") ? "dotted" : "number";
  return "point";
}

/** The marker each item {uid, parent, marker} would have if all were counted anew, as a Map. Parents come first. */
export function computed(items) {
  const markers = new Map();
  const counts = new Map();
  const lettered = groupsLetteredFromA(items);
  for (const item of items) {
    const style = styleOf(item.marker, lettered.has(item.parent));
    const group = `${item.parent}/${style}`;
    counts.set(group, (counts.get(group) || 0) + 1);
    const above = markers.get(item.parent) || "";
    markers.set(item.uid, write(style, counts.get(group), above) || item.marker);
  }
  return markers;
}

/** The style of each item as a Map: what stays the same when numbers move on. A bullet is its own style. */
export function stylesOf(items) {
  const lettered = groupsLetteredFromA(items);
  return new Map(
    items.map((item) => [item.uid, styleOf(item.marker, lettered.has(item.parent)) || item.marker]),
  );
}

export function write(style, count, above = "") {
  if (style === "dotted") return /^\d/.test(above) ? `${above}.${count}` : String(count);
  if (style === "part") return `Phần ${roman(count)}`;
  if (style === "section") return roman(count);
  if (style === "letter") return letter(LETTERS, count);
  if (style === "number") return String(count);
  return style === "point" ? letter(POINTS, count) : "";
}

export function roman(count) {
  let written = "";
  for (const [value, sign] of ROMAN) {
    written += sign.repeat(Math.floor(count / value));
    count %= value;
  }
  return written;
}

export const markerAt = (depth) => BY_DEPTH[Math.min(depth, BY_DEPTH.length - 1)];

/** The number as it is printed: "I.", "1.1.", "a)", "-", "Phần I" or nothing. */
export function labelOf(marker) {
  if (!marker || BULLETS.includes(marker) || isPart(marker)) return marker;
  const isPoint = /^\p{Ll}+$/u.test(marker);
  return isPoint ? `${marker})` : `${marker}.`;
}

function letter(alphabet, count) {
  const letters = [...alphabet];
  const place = (count - 1) % letters.length;
  return letters[place].repeat(Math.floor((count - 1) / letters.length) + 1);
}

/** Parents whose first capital among the children is A: there C and D are letters and no Roman numerals. */
function groupsLetteredFromA(items) {
  const seen = new Set();
  const found = new Set();
  for (const { marker, parent } of items) {
    if (!marker || !isUpper(marker) || seen.has(parent)) continue;
    seen.add(parent);
    if (marker === "A") found.add(parent);
  }
  return found;
}
