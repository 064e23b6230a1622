/* A text as runs ({text, bold, italic, note}), read from inline HTML and written as the portal stores it. */

const STYLES = { STRONG: "bold", B: "bold", EM: "italic", I: "italic" };

export function runsOf(html) {
  const found = [];
  walk(parsed(html).body, {}, found);
  return trimmed(merged(found));
}

function walk(node, style, found) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) found.push({ ...style, text: child.data });
    else if (child.tagName === "BR") found.push({ ...style, text: "\n" });
    else if (child.tagName === "SUP") found.push({ text: child.textContent, note: true });
    else if (child.nodeType === Node.ELEMENT_NODE) {
      const name = STYLES[child.tagName];
      walk(child, name ? { ...style, [name]: true } : style, found);
    }
  }
}

/** HTML as a document in which nothing runs, loads or is styled. */
export function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

export function htmlOf(runs) {
  return trimmed(merged(runs)).map(writeRun).join("");
}

/** HTML in the one form in which two texts can be compared. */
export const canonical = (html) => htmlOf(runsOf(html));

export const plain = (runs) => runs.filter((run) => !run.note).map((run) => run.text).join("");

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (words) => words.replace(/[&<>]/g, (sign) => ESCAPED[sign]);

function writeRun(run) {
  let words = escaped(run.text).replaceAll("\n", "<br>");
  if (run.note) return `<sup class="note">${words}</sup>`;
  if (run.italic) words = `<em>${words}</em>`;
  return run.bold ? `<strong>${words}</strong>` : words;
}

const alike = (one, two) => !one.note && !two.note && !one.bold === !two.bold && !one.italic === !two.italic;

export function merged(runs) {
  const joined = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (!run.text) continue;
    if (last && alike(last, run)) last.text += run.text;
    else joined.push({ ...run });
  }
  return joined;
}

export function trimmed(runs) {
  const kept = runs.map((run) => ({ ...run }));
  while (kept.length && !kept[0].text.trim()) kept.shift();
  while (kept.length && !kept.at(-1).text.trim()) kept.pop();
  if (kept.length) {
    kept[0].text = kept[0].text.trimStart();
    kept.at(-1).text = kept.at(-1).text.trimEnd();
  }
  return kept;
}
