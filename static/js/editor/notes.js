/* Footnotes: a mark in the text, and below the items a line to write each in. */
import { insertNote } from "./commands.js";
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
    const markers = this.session.portalNotes.map((note) => note.marker);
    for (const marker of this.session.notes.keys()) if (!markers.includes(marker)) markers.push(marker);
    for (const row of [...this.list.children]) if (!markers.includes(row.dataset.marker)) row.remove();
    for (const marker of markers) {
      const box = this.row(marker).querySelector("textarea");
      const html = this.session.notes.get(marker)?.text ?? this.stored(marker);
      const words = plain(runsOf(html));
      if (box !== document.activeElement && box.value !== words) box.value = words;
    }
    this.spot.hidden = !this.list.children.length;
  }

  row(marker) {
    const found = [...this.list.children].find((each) => each.dataset.marker === marker);
    if (found) return found;
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.dataset.marker = marker;
    row.querySelector("[data-mark]").textContent = marker;
    row.querySelector("textarea").setAttribute("aria-label", `Chú thích ${marker}`);
    this.list.append(row);
    return row;
  }

  typed(box) {
    const { marker } = box.closest("[data-marker]").dataset;
    const was = this.session.notes.get(marker)?.was ?? this.stored(marker);
    this.session.notes.set(marker, { marker, text: htmlOf([{ text: box.value }]), was });
    this.session.touched();
  }

  add() {
    const marker = this.next();
    if (!insertNote(marker)(this.view.state, this.view.dispatch)) return;
    this.session.notes.set(marker, { marker, text: "", was: "" });
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
