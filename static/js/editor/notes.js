/* Footnotes: a mark in the text, and below the items a line to write each in. */
import { insertNote } from "./commands.js";
import { callsIn, numbersOf } from "./counting.js";
import { htmlOf, plain, runsOf } from "./runs.js";

export class Notes {
  constructor(view, session, spot) {
    Object.assign(this, { view, session, spot });
    this.list = spot.querySelector("[data-note-rows]");
    this.template = document.getElementById("note-row");
    this.update();
    this.list.addEventListener("input", (event) => this.typed(event.target));
    this.list.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && event.key !== "Enter") return;
      event.preventDefault();
      this.view.focus();
    });
  }

  stored(marker) {
    return this.session.portalNotes.find((note) => note.marker === marker)?.text || "";
  }

  /** The footnotes of the portal and of this page; the one being written is left alone. */
  update() {
    const { markers } = this.session.knownNotes();
    // A note without words is none to the portal; as long as its mark stands in the text, somebody is about to write it.
    const kept = new Set([...markers, ...callsIn(this.view.state.doc).map((call) => call.marker)]);
    for (const row of [...this.list.children]) if (!kept.has(row.dataset.marker)) row.remove();
    for (const marker of markers) {
      const box = this.row(marker).querySelector("textarea");
      const html = this.session.notes.get(marker)?.text ?? this.stored(marker);
      const words = plain(runsOf(html));
      if (box !== document.activeElement && box.value !== words) box.value = words;
    }
    this.spot.hidden = !this.list.children.length;
    this.counted = null;
    this.count();
  }

  /** Give the rows the numbers and the order their marks have in the text. */
  count() {
    const { doc } = this.view.state;
    if (this.counted === doc) return;
    this.counted = doc;
    const { markers, before } = this.session.knownNotes();
    const called = [...before, ...callsIn(doc).map((call) => call.marker)];
    const numbers = numbersOf(called, markers);
    const rank = (row) => Number(numbers.get(row.dataset.marker)) || Infinity;
    const rows = [...this.list.children];
    for (const row of rows) {
      const { marker } = row.dataset;
      const number = numbers.get(marker) ?? marker;
      row.querySelector("[data-mark]").textContent = number;
      row.querySelector("textarea").setAttribute("aria-label", `Chú thích ${number}`);
      row.querySelector("[data-loose]").hidden = called.includes(marker);
    }
    this.order(rows, [...rows].sort((one, two) => rank(one) - rank(two)));
  }

  /** Count again though the text is the same; the marks in the text are drawn with every transaction. */
  recount() {
    this.view.dispatch(this.view.state.tr);
    this.counted = null;
    this.count();
  }

  /** The row somebody writes in stays where it is, and the others go around it: moved, it would lose the cursor. */
  order(rows, wanted) {
    if (rows.every((row, place) => row === wanted[place])) return;
    const still = wanted.findIndex((row) => row.contains(document.activeElement));
    wanted.forEach((row, place) => {
      if (place < still) this.list.insertBefore(row, wanted[still]);
      else if (place > still) this.list.append(row);
    });
  }

  row(marker) {
    const found = [...this.list.children].find((each) => each.dataset.marker === marker);
    if (found) return found;
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.dataset.marker = marker;
    this.list.append(row);
    return row;
  }

  typed(box) {
    const { marker } = box.closest("[data-marker]").dataset;
    const isNew = !this.session.knownNotes().markers.includes(marker);
    const was = this.session.notes.get(marker)?.was ?? this.stored(marker);
    this.session.notes.set(marker, { marker, text: htmlOf([{ text: box.value }]), was });
    this.session.touched();
    // Saved before its first letter it was none, so it was not counted: now it takes its number among the others.
    if (isNew) this.recount();
  }

  add() {
    const marker = this.next();
    const insert = insertNote(marker);
    if (!insert(this.view.state)) return;
    this.session.notes.set(marker, { marker, text: "", was: "" });
    insert(this.view.state, this.view.dispatch);
    this.update();
    this.row(marker).querySelector("textarea").focus();
  }

  next() {
    const used = [0, ...[...this.list.children].map((row) => Number(row.dataset.marker) || 0)];
    this.view.state.doc.descendants((node) => {
      if (node.type.name === "note") used.push(Number(node.attrs.marker) || 0);
    });
    return String(Math.max(...used) + 1);
  }
}
