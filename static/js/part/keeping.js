// What was typed in a unit's part and is not saved yet, on this device, for one person and one part; each tab has a
// place of its own. It is gone with the save, with signing out, and as soon as another person opens the portal here:
// see base.js.

export class Keeping {
  constructor(person, part) {
    this.prefix = `danvan.part.${person}.${part}.`;
    this.tab = tabName();
  }

  /** {box name: {value, base}} that was left here, `base` what was stored when it was typed. This tab takes it over. */
  left() {
    const found = {};
    try {
      for (const key of Object.keys(localStorage).filter((each) => each.startsWith(this.prefix))) {
        Object.assign(found, read(key));
        if (key !== this.prefix + this.tab) localStorage.removeItem(key);
      }
      if (Object.keys(found).length) this.keep(found);
    } catch {
      // The browser keeps nothing.
    }
    return found;
  }

  /** Keep these boxes, or nothing; says whether the browser did. */
  keep(boxes) {
    try {
      if (Object.keys(boxes).length) localStorage.setItem(this.prefix + this.tab, JSON.stringify(boxes));
      else localStorage.removeItem(this.prefix + this.tab);
      return true;
    } catch {
      return false;
    }
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    // Written by half when the battery went.
    return {};
  }
}

function tabName() {
  try {
    const name = sessionStorage.getItem("danvan.tab") || Math.random().toString(36).slice(2);
    sessionStorage.setItem("danvan.tab", name);
    return name;
  } catch {
    return "only";
  }
}
