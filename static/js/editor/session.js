/* Saving: what differs from the portal's state goes out, what others changed comes in, nothing gets lost between. */
import { FrameChanges } from "./frame_changes.js";
import { newUid } from "./names.js";
import { canonical } from "./runs.js";
import { difference, merge, placed, withoutEmptyOnes } from "./tree.js";

const AFTER_TYPING = 2000;
const HEARTBEAT = 10_000;
const PAUSES = [2000, 5000, 10_000, 20_000, 30_000];
const LARGEST_FAREWELL = 60_000;

/**
 * `paper`: {read() → list, show(list), calm()}; `send(body, options)` → {answer} or {trouble, words, final};
 * `tell(state)` hears of every change of {saved_at, trouble, words, dirty, here}.
 */
export class Session {
  constructor({ state, person, paper, keeping, send, tell }) {
    Object.assign(this, { person, paper, keeping, send, tell });
    this.tab = newUid();
    this.request = 0;
    this.flagged = new Map(); // uid → {theirs, over}: both have written, nobody has chosen yet
    this.gone = []; // changes of items that were deleted elsewhere
    this.refused = new Map(); // uid → the text the portal would not take
    this.notes = new Map(); // marker → {text, was}: footnotes not saved yet
    this.frame = new FrameChanges(state.frame); // parts around the body not saved yet
    this.attempts = 0;
    this.take(state);
  }

  take(state) {
    this.stamp = state.stamp;
    this.keeps = state.keeps_printed;
    this.base = state.items.map((item) => ({ ...item, html: canonical(item.html) }));
    this.portalNotes = state.notes;
    this.calledBefore = state.called_before;
  }

  /** The marks of all footnotes, saved or not, and of those that are called before the first item. */
  knownNotes() {
    const markers = this.portalNotes.map((note) => note.marker);
    for (const marker of this.notes.keys()) if (!markers.includes(marker)) markers.push(marker);
    return { markers, before: this.calledBefore };
  }

  /** What was kept on this PC, put on the newest state; returns whether there was anything. */
  restore(kept) {
    let found = false;
    for (const left of kept) {
      const merged = merge(this.paperOrBase(), left.changes || []);
      this.paper.show(merged.items);
      this.flag(merged.conflicts);
      this.gone.push(...(left.gone || []), ...merged.gone);
      for (const note of left.notes || []) this.notes.set(note.marker, note);
      this.frame.restore(left.frame || []);
      found ||= [left.changes, left.gone, left.notes, left.frame].some((each) => each?.length);
    }
    return found;
  }

  /** The list on paper with the versions the portal knows. */
  paperOrBase() {
    const versions = new Map(this.base.map((item) => [item.uid, item.version]));
    return this.paper.read().map((item) => ({ ...item, version: versions.get(item.uid) ?? 0 }));
  }

  flag(conflicts) {
    conflicts.forEach(({ uid, theirs, over }) => this.flagged.set(uid, { theirs, over }));
  }

  start() {
    setInterval(() => {
      this.keep();
      if (document.visibilityState === "visible" && !this.stopped && !this.timer) this.save();
    }, HEARTBEAT);
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("offline", () => this.report({ trouble: "offline" }));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.isDirty()) this.save();
    });
    window.addEventListener("pagehide", () => this.farewell());
    this.save();
  }

  /** Somebody has typed. */
  touched() {
    this.soon(AFTER_TYPING);
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.keep(), 300);
    this.report();
  }

  soon(pause) {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  isDirty() {
    return this.changes().length > 0 || this.notes.size > 0 || this.frame.toSend().length > 0;
  }

  /** What the portal does not have yet. Texts in dispute and refused ones wait for a person. */
  changes(now = this.paper.read()) {
    return difference(this.base, now, { keeps: this.keeps })
      .map((change) => (this.waits(change) ? withoutText(change) : change))
      .filter((change) => Object.keys(change).length > 1);
  }

  waits(change) {
    return this.flagged.has(change.uid) || (change.html && this.refused.get(change.uid) === change.html);
  }

  /** The items whose words the portal does not have, disputed and refused ones among them. */
  unsavedUids() {
    const changes = difference(this.base, this.paper.read(), { keeps: this.keeps });
    return changes.filter((change) => change.html !== undefined).map((change) => change.uid);
  }

  keep() {
    if (!this.keeping) return;
    const changes = difference(this.base, this.paper.read(), { keeps: this.keeps }).map((change) => {
      const flag = this.flagged.get(change.uid);
      return flag && change.html !== undefined ? { ...change, version: flag.over } : change;
    });
    const notes = [...this.notes.values()];
    const frame = this.frame.all();
    const nothing = !changes.length && !this.gone.length && !notes.length && !frame.length;
    const kept = this.keeping.put(nothing ? null : { changes, gone: this.gone, notes, frame });
    if (!kept) this.report({ trouble: "no_room" });
  }

  /** Send what there is; one request at a time, and the same one again until it is answered. */
  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.stopped) return;
    if (this.sending) {
      this.again = true;
      return this.sending;
    }
    if (!this.waiting) {
      const snapshot = this.paper.read();
      const notes = [...this.notes.values()];
      const frame = this.frame.toSend();
      this.waiting = { snapshot, notes, frame, body: this.body(this.changes(snapshot), notes, frame) };
    }
    this.sending = this.exchange();
    await this.sending;
    this.sending = null;
    if (this.again) {
      this.again = false;
      await this.save();
    }
  }

  /** Save what is typed also while an older request is still under way; returns whether all of it is saved. */
  async saveAll() {
    for (let tries = 0; tries < 4 && this.isDirty() && !this.stopped; tries += 1) {
      await this.save();
      if (this.attempts) break;
    }
    return !this.isDirty();
  }

  body(changes, notes, frame) {
    this.request += 1;
    const { person, tab, request, stamp } = this;
    return { person, tab, request, stamp, changes, notes, frame };
  }

  async exchange() {
    const { answer, trouble, words, final } = await this.send(this.waiting.body);
    if (answer) {
      await this.paper.calm();
      const { snapshot, notes, frame } = this.waiting;
      this.waiting = null;
      this.attempts = 0;
      this.absorb(answer, snapshot, notes, frame);
      return;
    }
    this.stopped = Boolean(final);
    this.report({ trouble, words });
    this.keep();
    if (final) return;
    this.soon(PAUSES[Math.min(this.attempts, PAUSES.length - 1)]);
    this.attempts += 1;
  }

  absorb(answer, snapshot, notes, frame) {
    const known = this.known(answer, snapshot);
    const local = difference(known, this.paper.read(), { keeps: this.keeps, withEmptyOnes: true });
    this.settleNotes(notes, answer.notes);
    this.frame.absorb(answer, frame);
    answer.remarks.filter((each) => /200\.000/.test(each.words)).forEach(({ uid }) => {
      this.refused.set(uid, snapshot.find((item) => item.uid === uid)?.html);
    });
    if (answer.state) {
      this.take(answer.state);
      const merged = merge(this.base, local);
      const before = placed(this.paper.read());
      this.paper.show(merged.items);
      this.flag(merged.conflicts);
      // Whoever brings such an item back wants it as it was and where it was.
      this.gone.push(...merged.gone.map((change) => ({ ...before.get(change.uid), ...change })));
    } else {
      this.base = known;
      this.stamp = answer.stamp;
    }
    this.keep();
    this.report({
      trouble: "",
      saved_at: answer.saved_at,
      here: answer.here,
      remarks: answer.remarks,
      kept: answer.kept,
      notesChanged: Boolean(answer.state || notes.length),
      frameChanged: Boolean(answer.state || answer.frame),
    });
    if (this.changes().length || this.frame.toSend().length) this.soon(AFTER_TYPING);
  }

  /** Footnotes that were sent are saved; what was typed meanwhile goes on from the words the portal holds now. */
  settleNotes(sent, stored) {
    this.portalNotes = stored;
    for (const { marker, text } of sent) {
      const now = this.notes.get(marker);
      const was = stored.find((note) => note.marker === marker)?.text ?? "";
      if (now?.text === text) this.notes.delete(marker);
      else if (now) this.notes.set(marker, { marker, text: grown(now.text, text, was), was });
    }
  }

  /** What was sent, as the portal holds it now: what it did not take stays as it was before. */
  known(answer, snapshot) {
    const old = new Map(this.base.map((item) => [item.uid, item]));
    const tooLong = snapshot.filter((item) => item.html && this.refused.get(item.uid) === item.html);
    const untaken = new Set([
      ...answer.conflicts.map((each) => each.uid),
      ...answer.gone,
      ...this.flagged.keys(),
      ...answer.remarks.filter((each) => /200\.000/.test(each.words)).map((each) => each.uid),
      ...tooLong.map((item) => item.uid),
    ]);
    return withoutEmptyOnes(snapshot, old)
      .filter((item) => !untaken.has(item.uid) || old.has(item.uid))
      .map((item) => {
        const before = old.get(item.uid);
        const words = untaken.has(item.uid) ? { html: before.html, is_heading: before.is_heading } : {};
        return { ...item, ...words, version: answer.versions[item.uid] ?? before?.version ?? 0 };
      });
  }

  /** A person has chosen: the dispute is over, and what stands on paper goes out over the newest version. */
  settle(uid) {
    this.flagged.delete(uid);
    this.touched();
  }

  settleGone(uid) {
    this.gone = this.gone.filter((change) => change.uid !== uid);
    this.touched();
  }

  farewell() {
    if (this.keeping) {
      this.keep();
      this.keeping.close();
    }
    if (this.stopped) return;
    const body = this.body(this.changes(), [...this.notes.values()], this.frame.toSend());
    body.leaves = true;
    if (JSON.stringify(body).length < LARGEST_FAREWELL) this.send(body, { keepalive: true });
  }

  report(news = {}) {
    this.news = { ...this.news, remarks: [], kept: [], notesChanged: false, frameChanged: false, ...news };
    if (!("trouble" in news)) this.news.trouble = this.stopped ? this.news.trouble : this.news.trouble || "";
    this.tell({ ...this.news, dirty: this.isDirty(), flagged: this.flagged, gone: this.gone, frame: this.frame });
  }
}

/** A text that has grown from `sent`, where the portal has made `stored` of that, with the words of somebody else. */
function grown(text, sent, stored) {
  return text.startsWith(sent) && stored !== canonical(sent) ? stored + text.slice(sent.length) : text;
}

function withoutText({ html: _, is_heading: __, version: ___, ...rest }) {
  return rest;
}
