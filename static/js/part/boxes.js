// The boxes of the page: what stands in each, what the portal has of it, and where two people wrote at once.

export class Boxes {
  constructor(form) {
    const named = [...form.elements].filter((box) => box.name && !box.name.startsWith("_"));
    const typed = named.filter((box) => !["hidden", "submit", "button"].includes(box.type));
    this.all = new Map(typed.map((box) => [box.name, box]));
    // What the portal has, and what was in the box when it last took it: it may tidy what it stores.
    this.base = new Map(typed.map((box) => [box.name, atFirst(box)]));
    this.sent = new Map(this.base);
    this.wrong = new Set();
    this.disputed = new Map();
  }

  value(name) {
    return valueOf(this.all.get(name));
  }

  put(name, value) {
    const box = this.all.get(name);
    if (box.type === "checkbox") box.checked = Boolean(value);
    else box.value = value ?? "";
    box.dispatchEvent(new CustomEvent("part-put", { bubbles: true }));
  }

  /** The names of what is to be sent: changed, and not waiting for a decision. */
  changed() {
    return [...this.all.keys()].filter(
      (name) => !this.disputed.has(name) && this.value(name) !== this.sent.get(name),
    );
  }

  /** All that the portal does not have yet, for the device: {name: {value, base}}. */
  unsaved() {
    const names = new Set([...this.changed(), ...this.wrong, ...this.disputed.keys()]);
    return Object.fromEntries(
      [...names].map((name) => [name, { value: this.value(name), base: this.base.get(name) }]),
    );
  }

  /** The portal took what was in these boxes ({name: value then}); `stored` is what it made of it. */
  took(sent, stored, errors) {
    for (const [name, value] of Object.entries(sent)) {
      this.sent.set(name, value);
      if (name in stored) this.base.set(name, same(stored[name]));
      this.say(name, errors[name] || "");
    }
  }

  /** The portal has newer words: into boxes nobody touched here; where both wrote, both are shown. */
  merge(values) {
    for (const [name, given] of Object.entries(values)) {
      if (!this.all.has(name)) continue;
      const theirs = same(given);
      const mine = this.value(name);
      const touched = mine !== this.sent.get(name) || this.disputed.has(name);
      const isNew = theirs !== this.base.get(name);
      this.base.set(name, theirs);
      if (!touched || mine === theirs) {
        if (mine !== theirs) this.put(name, theirs);
        this.sent.set(name, theirs);
        this.settle(name);
      } else if (isNew) {
        this.dispute(name, theirs);
      }
    }
  }

  /** What an earlier page left on the device; says how many boxes it filled again. */
  restore(left) {
    let filled = 0;
    for (const [name, { value, base }] of Object.entries(left)) {
      if (!this.all.has(name) || value === this.base.get(name)) continue;
      this.put(name, value);
      filled += 1;
      if (base !== this.base.get(name)) this.dispute(name, this.base.get(name));
    }
    return filled;
  }

  dispute(name, theirs) {
    this.settle(name);
    const box = this.all.get(name);
    const spot = element("div", "report-theirs part-dispute");
    const words = typeof theirs === "boolean" ? (theirs ? "Có đánh dấu" : "Không đánh dấu") : theirs;
    spot.append(
      element("strong", "", "Có người vừa lưu ở ô này:"),
      element("div", "report-words", words || "Để trống"),
      this.choice(name, "Giữ của tôi", () => {}),
      this.choice(name, "Dùng bản vừa lưu", () => this.put(name, theirs)),
    );
    spot.setAttribute("role", "alert");
    box.closest("[data-part-dispute-after]")?.after(spot) ?? box.after(spot);
    this.disputed.set(name, spot);
  }

  choice(name, label, act) {
    const button = element("button", "btn btn-secondary btn-sm", label);
    button.type = "button";
    button.addEventListener("click", () => {
      act();
      this.settle(name);
      const box = this.all.get(name);
      box.focus();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return button;
  }

  settle(name) {
    this.disputed.get(name)?.remove();
    this.disputed.delete(name);
  }

  /** The sentence below a box whose words the portal could not take; "" takes it away. */
  say(name, words) {
    const box = this.all.get(name);
    const id = `wrong-${name}`;
    document.getElementById(id)?.remove();
    // A line of figures has a place of its own for what is wrong.
    const place = box.closest("[data-figure]")?.querySelector("[data-error]");
    box.classList.toggle("is-invalid", Boolean(words));
    if (words) this.wrong.add(name);
    else this.wrong.delete(name);
    if (!words) {
      box.removeAttribute("aria-invalid");
      return;
    }
    if (place) {
      place.textContent = words;
      return;
    }
    const spot = element("p", "report-error", words);
    spot.id = id;
    box.after(spot);
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", id);
  }
}

// What the browser filled in by itself after a reload is not what the portal has.
const atFirst = (box) => (box.type === "checkbox" ? box.defaultChecked : same(box.defaultValue));
const valueOf = (box) => (box.type === "checkbox" ? box.checked : box.value);
const same = (value) => (typeof value === "boolean" ? value : String(value ?? "").replace(/\r\n/g, "\n"));

function element(tag, classes = "", words = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = words;
  return made;
}
