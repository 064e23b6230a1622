/* The bar on top: whether all is saved, who else is here, and plainly what is wrong. */
import { wordsFor } from "./sending.js";

// What this page can no longer save by itself: the words may be wanted elsewhere.
const COPIED = ["late", "denied", "unclear", "gone", "no_room"];

export class StatusBar {
  constructor(root, part) {
    this.saved = part("saved");
    this.here = part("here");
    this.trouble = part("trouble");
    this.words = part("trouble-words");
    this.signIn = part("sign-in");
    this.copy = part("copy-unsaved");
    this.said = part("said");
    this.saidWords = part("said-words");
    part("said-close").addEventListener("click", () => (this.said.hidden = true));
    this.dispute = part("dispute-count");
  }

  update({ saved_at, trouble, words, dirty, here, flagged, gone, frame, remarks, kept }) {
    const open = flagged.size + gone.length + frame.flagged.size;
    if (trouble || open || frame.refused.size) this.saved.dataset.state = "trouble";
    else this.saved.dataset.state = dirty ? "dirty" : "saved";
    const time = saved_at ? `Đã lưu ${saved_at}` : "Đã mở";
    this.saved.textContent = trouble || (frame.refused.size && !dirty) ? "Chưa lưu" : dirty ? "Đang lưu…" : time;
    this.here.hidden = !here?.length;
    this.here.textContent = here?.length ? `Cùng soạn: ${here.join(", ")}` : "";
    this.trouble.hidden = !trouble;
    this.words.textContent = wordsFor(trouble, words);
    this.copy.hidden = !COPIED.includes(trouble);
    this.signIn.hidden = trouble !== "signed_out" && trouble !== "somebody_else";
    this.dispute.hidden = !open;
    this.dispute.textContent = `${open} mục cần chọn chữ`;
    const told = [...new Set((remarks || []).map((each) => each.words))];
    if (kept?.length) told.push("Mục vừa xóa đã được người khác sửa nên còn ở lại. Hãy đọc rồi xóa lại nếu cần.");
    if (this.untilSaved && !trouble && !dirty) this.said.hidden = true;
    if (told.length) this.say(told.join(" "));
  }

  /** Say something; `untilSaved`: what is no longer true once all is saved, and then goes by itself. */
  say(words, { untilSaved = false } = {}) {
    this.untilSaved = untilSaved;
    this.saidWords.textContent = words;
    this.said.hidden = false;
  }

  restored() {
    this.say("Đã khôi phục phần chữ chưa kịp lưu lần trước trên máy này; cổng đang lưu lại.");
  }
}
