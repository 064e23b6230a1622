/* Parts around the body (title, opening, recipients, …) typed here and not saved yet: {name, text, was} each. */

const LINES = ["opening", "closing", "recipients"];

export class FrameChanges {
  constructor(portal) {
    this.portal = portal; // name → the text the portal holds
    this.typed = new Map(); // name → {name, text, was}; `was` is the text it was typed over
    this.flagged = new Map(); // name → the newer text of somebody else: nobody has chosen yet
    this.own = new Map(); // name → what the portal made of a text typed here
    this.refused = new Map(); // name → {text, words}: what the portal would not take, and why
  }

  /** The text of a part as this page has it. */
  now(name) {
    return this.typed.get(name)?.text ?? this.portal[name];
  }

  /** Somebody has typed `text` into a box that had been showing `shown`. */
  type(name, text, shown) {
    const was = this.typed.get(name)?.was ?? shown;
    if (text === was && !this.flagged.has(name)) this.typed.delete(name);
    else this.typed.set(name, { name, text, was });
    if (this.refused.get(name)?.text !== text) this.refused.delete(name);
  }

  all() {
    return [...this.typed.values()];
  }

  /** Texts in dispute and refused ones wait for a person. */
  toSend() {
    return this.all().filter(({ name, text }) => !this.flagged.has(name) && this.refused.get(name)?.text !== text);
  }

  /** What was kept on this PC; two tabs may have left the same part, and neither text is dropped. */
  restore(left) {
    for (const change of left) {
      if (!(change.name in this.portal) || change.text === this.portal[change.name]) continue;
      const before = this.typed.get(change.name);
      const differs = before && before.text !== change.text && LINES.includes(change.name);
      this.typed.set(change.name, differs ? { ...change, text: `${before.text}\n${change.text}` } : change);
    }
  }

  absorb(answer, sent) {
    const conflicts = answer.frame_conflicts || {};
    const problems = answer.frame_problems || {};
    this.portal = answer.frame ?? answer.state?.frame ?? this.portal;
    for (const change of sent) {
      const { name, text } = change;
      if (name in conflicts) this.flagged.set(name, conflicts[name]);
      else if (name in problems) this.refused.set(name, { text, words: problems[name] });
      else this.own.set(name, this.portal[name]);
      if (name in conflicts || name in problems) continue;
      if (this.typed.get(name) === change) this.typed.delete(name);
      // Typed on while it was under way: that goes over what has just been stored.
      else if (this.typed.has(name)) this.typed.set(name, { ...this.typed.get(name), was: this.portal[name] });
    }
  }

  /** A person has chosen this text over that of somebody else. */
  settle(name, text) {
    const was = this.flagged.get(name);
    this.flagged.delete(name);
    if (text === was) this.typed.delete(name);
    else this.typed.set(name, { name, text, was });
  }
}
