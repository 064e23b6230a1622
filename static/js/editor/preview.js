/* The pages as they will be printed, beside the text: asked for after a pause, drawn by the portal in the background. */
import { placeAt } from "./items.js";

const PAUSE = 1500;
const LONGEST_WAIT = 60;

export class Preview {
  constructor(view, pane, post, findings) {
    Object.assign(this, { view, pane, post, findings });
    this.spot = pane.querySelector("[data-pages]");
    this.word = pane.querySelector("[data-pages-word]");
    this.key = "";
    this.pages = [];
  }

  /** The text on the portal has changed, or the editor has just been opened. */
  changed() {
    // With the pages folded nobody asks, so what was found before says nothing about the newer text.
    if (this.stale !== undefined && !this.isOpen()) this.findings.unknown();
    this.stale = true;
    if (this.isOpen() && !this.timer) this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  isOpen() {
    return this.pane.offsetParent !== null;
  }

  opened() {
    if (this.stale !== false) this.changed();
  }

  async ask(tries = 0) {
    this.timer = null;
    this.stale = false;
    const answer = await this.post({ have: this.key });
    if (!answer) return this.say("Chưa lấy được trang in. Sẽ thử lại khi có thay đổi mới.");
    if (answer.problem) return this.say(answer.problem);
    if (answer.pages) this.draw(answer);
    if (answer.findings) this.findings.show(answer.findings);
    if (answer.pages || answer.same) return this.say("");
    this.say("Đang dàn trang…");
    if (tries < LONGEST_WAIT && !this.timer) this.timer = setTimeout(() => this.ask(tries + 1), PAUSE);
  }

  /** A picture that did not come, as when the session has ended: asked for again with the next save. */
  lost(picture) {
    picture.hidden = true;
    this.key = "";
    this.stale = true;
    this.say("Chưa lấy được hình trang in. Cổng sẽ lấy lại sau lần lưu tới.");
  }

  say(words) {
    this.word.textContent = words;
  }

  draw({ key, pages }) {
    const top = this.pane.scrollTop;
    this.key = key;
    this.pages = pages;
    this.spot.replaceChildren(
      ...pages.map((page) => {
        const picture = document.createElement("img");
        Object.assign(picture, { src: page.url, width: page.width, height: page.height });
        picture.alt = `Trang ${page.number} trên ${pages.length}`;
        picture.addEventListener("error", () => this.lost(picture));
        return picture;
      }),
    );
    this.pane.scrollTop = top;
    this.follow();
  }

  /** Show the page on which the item in hand stands. */
  follow() {
    if (!this.isOpen() || !this.pages.length) return;
    const { doc, selection } = this.view.state;
    let place = placeAt(doc, selection.from);
    let page = -1;
    while (place >= 0 && page < 0) {
      const { uid } = doc.child(place).attrs;
      page = this.pages.findIndex((each) => each.items.includes(uid));
      place -= 1;
    }
    const picture = this.spot.children[Math.max(page, 0)];
    if (!picture || page === this.page) return;
    this.page = page;
    this.pane.scrollTop = picture.offsetTop - 8;
  }
}
