/* Typing figures as in a spreadsheet. Without it the same boxes are typed and sent as any form. */
import { saveByItself } from "./figure_saving.js";
import { columnsOf, grouped, isNumber, isTyped } from "./figure_words.js";

const sheet = document.querySelector("[data-figures]");
const form = sheet?.closest("form");
if (form) begin();

function begin() {
  const lines = [...sheet.querySelectorAll("[data-figure]")].filter((line) => line.querySelector("[name^=value-]"));
  const kinds = ["value", "none", "previous", "note"];
  const box = (line, kind) => line.querySelector(`[name^="${kind}-"]`);
  const lineOf = (element) => element.closest("[data-figure]");
  const touched = new Set();
  let asking = null;
  let asked = 0;

  function walk(from, steps) {
    const at = lines.indexOf(lineOf(from)) + steps;
    const kind = from.name.split("-")[0];
    const next = lines[at] && (box(lines[at], kind) ?? box(lines[at], "value"));
    if (!next) return false;
    next.focus();
    next.select?.();
    return true;
  }

  function step(from, steps) {
    const boxes = kinds.map((kind) => box(lineOf(from), kind)).filter(Boolean);
    const next = boxes[boxes.indexOf(from) + steps];
    if (!next) return false;
    next.focus();
    return true;
  }

  const atEdge = (element, steps) => {
    if (element.type === "checkbox") return true;
    const { selectionStart: from, selectionEnd: to, value } = element;
    return steps < 0 ? to === 0 : from === value.length;
  };

  function setNone(line, on) {
    box(line, "none").checked = on;
    if (on) box(line, "value").value = "";
    changed(line);
  }

  sheet.addEventListener("keydown", (event) => {
    const element = event.target;
    if (!element.name || !lineOf(element) || event.ctrlKey || event.metaKey || event.altKey) return;
    const line = lineOf(element);
    const moves = { ArrowDown: 1, Enter: event.shiftKey ? -1 : 1, ArrowUp: -1 };
    const sideways = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key in moves) {
      // In the last line Enter must not send the form by surprise.
      walk(element, moves[event.key]);
      event.preventDefault();
    } else if (event.key in sideways && atEdge(element, sideways[event.key])) {
      if (step(element, sideways[event.key])) event.preventDefault();
    } else if (element.name.startsWith("value-") && /^[kK]$/.test(event.key) && !element.value) {
      event.preventDefault();
      setNone(line, true);
    }
  });

  sheet.addEventListener("paste", (event) => {
    const element = event.target;
    const rows = columnsOf(event.clipboardData.getData("text/plain"));
    if (!element.name?.startsWith("value-") || (rows.length < 2 && rows[0]?.length < 2)) return;
    event.preventDefault();
    const first = lines.indexOf(lineOf(element));
    rows.forEach(([figure, ...rest], n) => {
      const line = lines[first + n];
      if (!line) return;
      box(line, "value").value = isNumber(figure) ? grouped(figure) : figure;
      box(line, "none").checked = false;
      const note = rest.filter(Boolean).at(-1);
      if (note) box(line, "note").value = note;
      changed(line);
    });
    const left = rows.length - (lines.length - first);
    if (left > 0) say(`Đã dán ${rows.length - left} dòng; còn ${left} dòng không có chỗ trong biểu.`);
    lines[Math.min(first + rows.length, lines.length) - 1] && box(lines[Math.min(first + rows.length, lines.length) - 1], "value").focus();
  });

  // Dots a person types may be meant as a comma: then the box is left as typed until it is left.
  sheet.addEventListener("input", (event) => {
    const element = event.target;
    const line = lineOf(element);
    if (!line || !element.name) return;
    if (/^(value|previous)-/.test(element.name)) {
      if (event.data === "." || !isTyped(element.value)) element.dataset.raw = "yes";
      if (!element.value) delete element.dataset.raw;
      if (!element.dataset.raw) regroup(element);
    }
    if (element.name.startsWith("value-") && element.value.trim()) {
      // "không có" goes on being typed, key by key or by an input method, after its first letter has set the mark.
      if (box(line, "none").checked && !/\d/.test(element.value)) element.value = "";
      else box(line, "none").checked = false;
    }
    if (element.name.startsWith("none-") && element.checked) box(line, "value").value = "";
    changed(line);
  });

  sheet.addEventListener("focusout", ({ target }) => {
    if (!/^(value|previous)-/.test(target.name ?? "")) return;
    delete target.dataset.raw;
    if (isNumber(target.value)) target.value = grouped(target.value);
  });

  function regroup(element) {
    const behind = element.value.slice(element.selectionStart).replaceAll(".", "").length;
    const words = grouped(element.value);
    if (words === element.value) return;
    element.value = words;
    let place = words.length;
    for (let passed = 0; passed < behind && place > 0; place -= 1) {
      if (words[place - 1] !== ".") passed += 1;
    }
    element.setSelectionRange(place, place);
  }

  function changed(line) {
    touched.add(line);
    line.dataset.changed = "yes";
    clearTimeout(asking);
    asking = setTimeout(ask, 700);
    form.dispatchEvent(new CustomEvent("figures:changed"));
  }

  /* The running check: what the server would say of all that stands on the page. */
  async function ask() {
    const turn = ++asked;
    const answer = await fetch(sheet.dataset.check, { method: "POST", body: new FormData(form) }).catch(() => null);
    const found = answer?.ok && (await answer.json().catch(() => null));
    // Of two answers that overtake each other the newer question counts.
    if (!found || turn !== asked) return;
    sheet.querySelector("[data-figure-summary]").textContent = found.summary;
    for (const { pk, change, worked, told } of found.lines) {
      const line = sheet.querySelector(`[data-figure="${pk}"]`);
      if (!line) continue;
      line.querySelector("[data-change]").textContent = change;
      showTold(line, told);
      const output = line.querySelector("[data-worked]");
      if (output) output.textContent = worked || "–";
    }
    lines.filter((line) => touched.has(line)).forEach((line) => tell(line, found.errors));
    showNext();
  }

  function showTold(line, found) {
    line.classList.toggle("figure-told", found.length > 0);
    const paragraphs = found.map(({ words, stops }) => {
      const paragraph = document.createElement("p");
      paragraph.className = stops ? "report-error" : "figure-hint";
      const mark = document.createElement("span");
      mark.setAttribute("aria-hidden", "true");
      mark.textContent = stops ? "■" : "◆";
      paragraph.append(mark, ` ${words}`);
      return paragraph;
    });
    line.querySelector("[data-told]").replaceChildren(...paragraphs);
  }

  // From one thing to look at to the next, round and round.
  const next = sheet.querySelector("[data-figure-next]");
  let place = -1;
  const showNext = () => (next.hidden = !sheet.querySelector(".figure-told, .figure-wrong"));
  next.addEventListener("click", () => {
    const told = [...sheet.querySelectorAll(".figure-told, .figure-wrong")];
    place = (place + 1) % told.length;
    told[place].scrollIntoView({ block: "center" });
    told[place].querySelector("input")?.focus({ preventScroll: true });
  });
  showNext();

  function tell(line, errors) {
    const pk = line.dataset.figure;
    const sentence = errors[`value-${pk}`] ?? errors[`previous-${pk}`] ?? "";
    const place = line.querySelector("[data-error]");
    place.textContent = sentence;
    line.classList.toggle("figure-wrong", Boolean(sentence));
    box(line, "value").classList.toggle("is-invalid", Boolean(errors[`value-${pk}`]));
    box(line, "value").toggleAttribute("aria-invalid", Boolean(errors[`value-${pk}`]));
    if (sentence.includes("đánh dấu ô")) place.append(offer(line));
  }

  function offer(line) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.dataset.offer = "none";
    button.textContent = "Đánh dấu “Không có số liệu”";
    button.addEventListener("click", () => setNone(line, true));
    return button;
  }

  function say(words) {
    const place = form.querySelector("[data-figure-saved]");
    if (place) place.textContent = words;
  }

  if (form.matches("[data-figure-save]")) saveByItself(form, say, changed);
}
