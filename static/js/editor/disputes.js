/* Two people, one item: both texts side by side, and a person chooses. Nothing is lost before that. */
import { labelOf } from "./frame.js";
import { endOf, placeOfUid, posOf } from "./items.js";
import { newUid } from "./names.js";
import { plain, runsOf } from "./runs.js";
import { contentOf, rowOf } from "./schema.js";
import { bothOf, compared } from "./words.js";

const JOINED = ["opening", "closing", "recipients"];
const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export class Disputes {
  constructor(view, session, frame, spot) {
    Object.assign(this, { view, session, frame, spot });
    this.cards = new Map();
  }

  /** Draw a card for each dispute, keeping those that are there: somebody may be reading one. */
  update() {
    const wanted = new Map();
    for (const [uid, { theirs }] of this.session.flagged) {
      wanted.set(`both ${uid} ${theirs.version}`, () => this.bothWrote(uid, theirs));
    }
    for (const change of this.session.gone) wanted.set(`gone ${change.uid}`, () => this.deleted(change));
    for (const [name, theirs] of this.session.frame.flagged) {
      wanted.set(`frame ${name} ${theirs}`, () => this.bothWroteAround(name, theirs));
    }
    for (const [name, card] of this.cards) {
      if (wanted.has(name)) continue;
      card.remove();
      this.cards.delete(name);
    }
    for (const [name, draw] of wanted) {
      if (this.cards.has(name)) continue;
      this.cards.set(name, draw());
      this.spot.append(this.cards.get(name));
    }
  }

  row(uid) {
    const place = placeOfUid(this.view.state.doc, uid);
    return place < 0 ? null : rowOf(this.view.state.doc.child(place));
  }

  bothWrote(uid, theirs) {
    const card = copyOf("dispute-card");
    const mine = plain(runsOf(this.row(uid)?.html || ""));
    const parts = compared(mine, plain(runsOf(theirs.html)));
    fill(card.querySelector("[data-mine]"), parts, "mine");
    fill(card.querySelector("[data-theirs]"), parts, "theirs");
    card.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choice]")?.dataset.choice;
      if (choice) this.choose(choice, uid, theirs, parts);
    });
    return card;
  }

  /** A part around the body; who signs and how is chosen, not joined. */
  bothWroteAround(name, theirs) {
    const card = copyOf("frame-dispute-card");
    const [mineSaid, theirsSaid] = [this.said(name, this.session.frame.now(name)), this.said(name, theirs)];
    const parts = compared(mineSaid, theirsSaid);
    card.querySelector("[data-part-name]").textContent = labelOf(name);
    fill(card.querySelector("[data-mine]"), parts, "mine");
    fill(card.querySelector("[data-theirs]"), parts, "theirs");
    card.querySelector("[data-choice=both]").hidden = !JOINED.includes(name);
    card.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choice]")?.dataset.choice;
      if (!choice) return;
      const mine = this.session.frame.now(name);
      this.frame.settle(name, { mine, theirs, both: `${mine}\n${theirs}` }[choice]);
      this.update();
    });
    return card;
  }

  /** What a part reads like: words for a text, the label for a choice. */
  said(name, text) {
    const box = document.querySelector(`select[data-frame="${name}"]`);
    if (box) return [...box.options].find((each) => each.value === text)?.text || text;
    const isRich = name === "opening" || name === "closing";
    return isRich ? text.split("\n").map((line) => plain(runsOf(line))).join("\n") : text;
  }

  choose(choice, uid, theirs, parts) {
    if (choice === "theirs") this.write(uid, runsOf(theirs.html), theirs.is_heading);
    if (choice === "both") {
      const now = this.row(uid);
      const words = compared(plain(runsOf(now?.html || "")), plain(runsOf(theirs.html)));
      this.write(uid, [{ text: bothOf(words.length ? words : parts) }], now?.is_heading);
    }
    this.session.settle(uid);
    this.update();
    this.goTo(uid);
  }

  write(uid, runs, isHeading) {
    const { state } = this.view;
    const place = placeOfUid(state.doc, uid);
    if (place < 0) return;
    const pos = posOf(state.doc, place);
    const tr = state.tr.replaceWith(pos + 1, pos + 1 + state.doc.child(place).content.size, contentOf(runs));
    this.view.dispatch(tr.setNodeAttribute(pos, "heading", Boolean(isHeading)));
  }

  goTo(uid) {
    const place = placeOfUid(this.view.state.doc, uid);
    if (place >= 0) this.view.dom.children[place]?.scrollIntoView({ block: "center" });
    this.view.focus();
  }

  deleted(change) {
    const card = copyOf("gone-card");
    card.querySelector("[data-mine]").textContent = plain(runsOf(change.html));
    card.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choice]")?.dataset.choice;
      if (!choice) return;
      if (choice === "back") this.bringBack(change);
      this.session.settleGone(change.uid);
      this.update();
    });
    return card;
  }

  bringBack(change) {
    const { state } = this.view;
    const { doc } = state;
    const before = change.after ? placeOfUid(doc, change.after) : -1;
    const place = before < 0 ? doc.childCount : endOf(doc, before);
    const { depth = 0, marker = "" } = change;
    const node = state.schema.nodes.item.create(
      { uid: newUid(), depth, marker, heading: change.is_heading },
      contentOf(runsOf(change.html)),
    );
    this.view.dispatch(state.tr.insert(posOf(doc, place), node).scrollIntoView());
  }
}

function fill(spot, parts, side) {
  for (const each of parts.filter((one) => one.in === "both" || one.in === side)) {
    const piece = document.createElement(each.in === "both" ? "span" : "mark");
    piece.textContent = each.words;
    spot.append(piece);
  }
}
