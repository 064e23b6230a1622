// Saves the part by itself: a moment after the last letter, when the page is left, and when the net is back. Only what
// changed is sent; the version tells whether somebody saved in between.

const REST = 1_200;
const LONGEST_WAIT = 60_000;
const NO_NET = "Chưa lưu vì không có mạng. Chữ đang giữ trên máy này, có mạng là lưu tiếp.";
const NO_SESSION = "Chưa lưu vì đã hết phiên làm việc. Tải lại trang rồi đăng nhập, chữ đang giữ trên máy này.";
const DISPUTED = "Có chỗ hai người cùng sửa. Chọn một bản ở ô được đánh dấu.";
const WRONG = "Có số liệu chưa đúng nên chưa lưu ô đó. Phần còn lại đã lưu.";

export class Saving {
  /** `tell(words, isTrouble)` says how it stands; `told(answer)` hears what the portal answered to a save. */
  constructor(form, boxes, { keep, tell, told }) {
    Object.assign(this, { form, boxes, keep, tell, told });
    this.wait = REST;
    this.kept = [];
    this.stopped = false;
    this.running = null;
  }

  typed() {
    if (!this.keep(this.boxes.unsaved()) && !this.stopped) this.tell("Máy này không giữ được chữ chưa lưu.", true);
    if (this.stopped) return;
    this.wait = REST;
    if (this.isDirty()) this.tell("Đang soạn");
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.wait);
  }

  isDirty() {
    return this.boxes.changed().length > 0 || this.kept.length > 0;
  }

  /** Whether all is with the portal; what waits for a decision, or is wrong, is not. */
  isClean() {
    return !this.isDirty() && !this.boxes.disputed.size && !this.boxes.wrong.size;
  }

  /** Save all that changed; resolves to whether the portal has everything. */
  async save() {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    // A second round after a merge, a third where somebody typed meanwhile; what comes later saves itself.
    for (let round = 0; round < 3 && this.isDirty() && !this.stopped; round += 1) {
      this.running = this.send();
      try {
        if (!(await this.running)) break;
      } finally {
        this.running = null;
      }
    }
    this.keep(this.boxes.unsaved());
    return this.isClean() && !this.stopped;
  }

  body() {
    const names = new Set(this.boxes.changed());
    const data = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "_person", "version"]) data.set(name, this.form.elements[name].value);
    // A line of figures is judged as a whole: a figure and “không có số liệu” exclude each other.
    for (const name of [...names]) {
      const line = this.boxes.all.get(name).closest("[data-figure]");
      if (!line) continue;
      data.set("_figures", "1");
      line.querySelectorAll("[name]").forEach((box) => names.add(box.name));
    }
    const sent = {};
    for (const name of names) {
      sent[name] = this.boxes.value(name);
      if (sent[name] === true) data.set(name, "on");
      else if (sent[name] !== false) data.set(name, sent[name]);
    }
    this.kept.forEach((pk) => data.append("_keep", pk));
    return { data, sent };
  }

  async send({ keepalive = false } = {}) {
    const { data, sent } = this.body();
    const kept = this.kept;
    this.tell("Đang lưu");
    let response;
    try {
      response = await fetch(this.form.dataset.saveUrl, {
        method: "POST", body: data, keepalive, headers: { Accept: "application/json" },
      }); // prettier-ignore
      if (response.status >= 500 || response.status === 429) throw new Error("later");
    } catch {
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      this.tell(NO_NET, true);
      this.later();
      return false;
    }
    this.wait = REST;
    return this.heard(response, sent, kept);
  }

  async heard(response, sent, kept) {
    let answer;
    try {
      answer = await response.json();
    } catch {
      return this.stop(NO_SESSION);
    }
    if (answer.person) return this.stop(answer.problem);
    if (answer.closed) return this.stop(answer.closed);
    if (response.status === 422) {
      // A text that is too long: the others wait with it, on this device.
      for (const [name, words] of Object.entries(answer.errors)) {
        if (this.boxes.all.has(name)) this.boxes.say(name, words);
      }
      this.tell("Chưa lưu được. Xem chỗ được đánh dấu.", true);
      return false;
    }
    this.form.elements.version.value = answer.version;
    if (response.status === 409) {
      this.boxes.merge(answer.values);
      if (this.boxes.disputed.size) this.tell(DISPUTED, true);
      return true;
    }
    this.kept = this.kept.filter((pk) => !kept.includes(pk));
    this.boxes.took(sent, answer.values, answer.errors);
    this.sayHowItStands(answer);
    this.told(answer);
    return true;
  }

  sayHowItStands(answer) {
    if (this.boxes.disputed.size) this.tell(DISPUTED, true);
    else if (this.boxes.wrong.size) this.tell(WRONG, true);
    else this.tell(`Đã lưu ${answer.at}`);
  }

  stop(words) {
    this.stopped = true;
    this.tell(words, true);
    return false;
  }

  /** The page goes away: what is there is sent without waiting for the answer; it stays on the device as well. */
  leave() {
    this.keep(this.boxes.unsaved());
    if (!this.isDirty() || this.stopped || this.running) return;
    clearTimeout(this.timer);
    this.running = this.send({ keepalive: true });
    this.running.finally(() => {
      this.running = null;
      this.keep(this.boxes.unsaved());
    });
  }
}
