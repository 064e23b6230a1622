/* Figures as people here write them, and columns as a spreadsheet hands them over. */

/** "1.234,5": the same rule as reports.numbers, which has the last word. */
export const isNumber = (words) => /^(\d{1,3}(\.\d{3})+|\d{1,14})(,\d{1,2})?$/.test(words.trim());

/** What may stand while a number is being typed. */
export const isTyped = (words) => /^[\d.]*(,\d{0,2})?$/.test(words);

/** The same number with a dot before each three digits. */
export function grouped(words) {
  const [whole, ...part] = words.trim().replaceAll(".", "").split(",");
  const dotted = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return [dotted, ...part].join(",");
}

/** Rows of cells from what was copied out of a spreadsheet. */
export function columnsOf(text) {
  const rows = text.replaceAll("\r", "").replace(/\n+$/, "").split("\n");
  return rows.map((row) => row.split("\t").map((cell) => cell.trim()));
}
