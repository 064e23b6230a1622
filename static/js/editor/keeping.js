/* What is not saved yet, on this PC, for one person and one plan. Another person's page never asks for it. */
import { newUid } from "./names.js";

const STALE = 25_000;

export class Keeping {
  constructor(person, plan) {
    this.prefix = `danvan-plan:${person}:${plan}:`;
    this.name = sessionStorage.getItem(this.prefix) || newUid();
    sessionStorage.setItem(this.prefix, this.name);
    this.key = this.prefix + this.name;
  }

  /** What was left here by this tab before, or by one that was closed or broke down; taken over by this tab. */
  takeOver() {
    const found = [];
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(this.prefix))) {
      const left = this._read(key);
      // A clock that was wrong may have written a time that is still to come.
      const isAlive = key !== this.key && !left?.closed && Math.abs(Date.now() - left?.at) < STALE;
      if (!left || isAlive) continue;
      found.push(left);
      localStorage.removeItem(key);
    }
    return found.sort((one, two) => one.at - two.at);
  }

  put(unsaved) {
    try {
      if (unsaved) localStorage.setItem(this.key, JSON.stringify({ ...unsaved, at: Date.now() }));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      // The disk of the PC is full, or the browser forbids it: the page itself still holds everything.
      return false;
    }
  }

  close() {
    const left = this._read(this.key);
    if (left) localStorage.setItem(this.key, JSON.stringify({ ...left, closed: true }));
  }

  _read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }
}
