/* Numbers as people type them and as Word puts them on the clipboard. Knows no editor. */
import { styleOf } from "./numbering.js";

const FORMS = [
  [/^(phần\s+(?:thứ\s+[\p{L}]+|[IVX]+))[.:]?\s+/iu, (found) => found[1]],
  [/^([IVX]{1,6}|[A-ZĐ])[.)]\s+/u, (found) => found[1]],
  [/^(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+/, (found) => found[1]],
  [/^(\d{1,2})[.)]\s+/, (found) => found[1]],
  [/^([a-zđ])[.)]\s+/u, (found) => found[1]],
  [/^[-–—•·●▪■]\s*(?=\s|\p{L}|“)/u, () => "-"],
  [/^\+\s*(?=\s|\p{L}|“)/u, () => "+"],
  [/^\*\s+/, () => "*"],
];

/** The number at the start of a line as [marker, how many signs it takes], or null. */
export function typedMarker(words) {
  for (const [form, read] of FORMS) {
    const found = form.exec(words);
    if (found) return [read(found), found[0].length];
  }
  return null;
}

/** The kind by which depth is told: dotted numbers by their length, bullets by their sign. */
export function kindOf(marker) {
  const style = styleOf(marker, false);
  if (style === "dotted") return `dotted${marker.split(".").length}`;
  return style || marker;
}

const RANKS = ["part", "letter", "section", "number", "dotted2", "dotted3", "dotted4", "point", "-", "*", "+"];
const rankOf = (kind) => RANKS.indexOf(kind);
const holds = (above, kind) => (above.kind ? rankOf(above.kind) < rankOf(kind) : above.isHeading);

/** The depths of lines [{marker, level}] that follow items of these kinds, the nearest last: [{kind, depth}]. */
export class Levels {
  constructor(way = []) {
    this.way = way.map((each) => ({ ...each }));
  }

  /** The depth of the next line; `isHeading` of plain lines: what follows a title stands below it. */
  next({ marker, isHeading }) {
    const kind = kindOf(marker);
    const depth = marker ? this._numbered(kind) : this._plain();
    this.way.length = Math.min(this.way.length, depth);
    this.way[depth] = { kind, isHeading };
    return depth;
  }

  _numbered(kind) {
    const known = this.way.findIndex((each) => each.kind === kind);
    if (known >= 0) return known;
    // Below the nearest line whose kind of number usually stands higher: bullets below points, points below numbers.
    let depth = this.way.length;
    while (depth && !holds(this.way[depth - 1], kind)) depth -= 1;
    return depth;
  }

  _plain() {
    const last = this.way.at(-1);
    if (!last) return 0;
    return last.isHeading ? this.way.length : this.way.length - 1;
  }
}
