/* Figures that were typed and never reached the portal wait on this device, for the one who typed them and this report;
   gone with the save and with signing out: see part/keeping.js and base.js. */
import { Keeping } from "./part/keeping.js";

export class Leftover {
  constructor(form) {
    this.form = form;
    this.keeping = new Keeping(document.body.dataset.person, `so-lieu-${form.dataset.figureSave}`);
    this.boxes = new Map([...form.querySelectorAll("[data-figure] input[name]")].map((box) => [box.name, box]));
    this.stored = new Map([...this.boxes].map(([name, box]) => [name, valueOf(box)]));
    // Found here, and not decided about yet.
    this.found = {};
  }

  /** Ask about what an earlier page left here; `changed` hears of each line that is filled again. */
  ask(changed) {
    const left = Object.entries(this.keeping.left());
    const news = left.filter(([name, { value }]) => this.boxes.has(name) && !same(value, valueOf(this.boxes.get(name))));
    this.found = Object.fromEntries(news);
    this.keeping.keep(this.found);
    if (!news.length) return;
    const moved = news.filter(([name, { base }]) => !same(base, this.stored.get(name))).length;
    const note = document.createElement("div");
    note.className = "alert alert-info";
    note.setAttribute("role", "status");
    note.append(`Có số liệu chưa lưu trên máy này (${news.length} ô). `);
    if (moved) note.append(`Từ lúc đó có người đã sửa ${moved} ô trong số này. `);
    note.append(
      this.button("Khôi phục", "btn-primary", () => this.fill(news, changed), note),
      " ",
      this.button("Bỏ", "btn-secondary", () => {}, note),
    );
    this.form.before(note);
  }

  button(label, kind, act, note) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `btn ${kind} btn-sm`;
    button.textContent = label;
    button.addEventListener("click", () => {
      this.found = {};
      act();
      this.keep();
      note.remove();
    });
    return button;
  }

  fill(news, changed) {
    const lines = new Set();
    for (const [name, { value }] of news) {
      const box = this.boxes.get(name);
      if (box.type === "checkbox") box.checked = value;
      else box.value = value;
      lines.add(box.closest("[data-figure]"));
    }
    lines.forEach(changed);
  }

  /** Keep what stands in the changed lines and is not what the portal has; says whether the browser did. */
  keep() {
    const boxes = [...this.form.querySelectorAll("[data-changed] input[name]")];
    const unsaved = boxes.filter((box) => valueOf(box) !== this.stored.get(box.name));
    const kept = unsaved.map((box) => [box.name, { value: valueOf(box), base: this.stored.get(box.name) }]);
    return this.keeping.keep({ ...this.found, ...Object.fromEntries(kept) });
  }

  /** The portal has these boxes ({name: value} as they were sent). */
  took(sent) {
    for (const [name, value] of Object.entries(sent)) this.stored.set(name, value);
    this.keep();
  }
}

export const valueOf = (box) => (box.type === "checkbox" ? box.checked : box.value);

// "1.234,50" is stored as it is shown again: "1.234,5".
const plain = (value) => {
  if (typeof value === "boolean") return value;
  return value.trim().replaceAll(".", "").replace(/(,\d*?)0+$/, "$1").replace(/,$/, "");
};
const same = (one, other) => plain(one) === plain(other);
