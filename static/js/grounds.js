/* Below the opening: a căn cứ picked from the documents cited before, and which documents the portal recognises in it. */
(() => {
  "use strict";

  const PAUSE = 200;
  const NOT_REACHED = "Chưa hỏi được danh mục văn bản. Phần mở đầu đang ghi vẫn giữ nguyên; hãy thử lại khi có mạng.";
  const NONE = "Không có văn bản nào như vậy trong danh mục. Hãy gõ đầy đủ vào phần mở đầu, lần sau sẽ có.";
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  async function fetched(url, options) {
    try {
      const response = await fetch(url, { redirect: "manual", ...options });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }

  class Grounds {
    constructor(tools) {
      this.tools = tools;
      this.target = document.getElementById(tools.dataset.grounds);
      this.input = tools.querySelector("[role=combobox]");
      this.list = tools.querySelector("[role=listbox]");
      this.said = tools.querySelector("[data-said]");
      this.named = tools.querySelector("[data-named]");
      this.found = [];
      this.at = -1;
      this.asked = 0;
      this.input.addEventListener("input", () => this.soon());
      this.input.addEventListener("focus", () => this.search());
      this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.list.addEventListener("pointerdown", (event) => {
        const row = event.target.closest("[role=option]");
        event.preventDefault(); // the box keeps the focus
        if (row) this.choose(Number(row.dataset.place));
      });
      tools.querySelector("[data-act=order]").addEventListener("click", () => this.help({ act: "order" }));
      this.target.addEventListener("focusout", () => this.look());
      if ("value" in this.target) this.target.closest(".mb-3")?.append(tools);
      tools.hidden = false;
      this.look();
    }

    /** The words of the opening, from a text box or from the editor. */
    read() {
      if ("value" in this.target) return this.target.value;
      const question = new CustomEvent("grounds:read", { detail: {} });
      this.target.dispatchEvent(question);
      return question.detail.text ?? "";
    }

    write(text) {
      if ("value" in this.target) {
        this.target.value = text;
        this.target.dispatchEvent(new Event("input", { bubbles: true }));
      } else this.target.dispatchEvent(new CustomEvent("grounds:write", { detail: { text } }));
    }

    soon() {
      this.wait(true);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), PAUSE);
    }

    async search() {
      const turn = ++this.asked;
      const words = this.input.value;
      const answer = await fetched(`${this.tools.dataset.searchUrl}?${new URLSearchParams({ q: words })}`);
      // Of two answers that overtake each other the newer question counts.
      if (turn !== this.asked || document.activeElement !== this.input) return;
      this.wait(this.input.value !== words);
      this.found = answer?.found || [];
      this.at = this.found.length && this.input.value.trim() ? 0 : -1;
      this.sure = -1;
      this.say(answer ? (this.found.length || !this.input.value.trim() ? "" : NONE) : NOT_REACHED);
      this.draw();
    }

    /** Whether the list still answers other words than those in the box. */
    wait(isBehind) {
      this.list.ariaBusy = String(isBehind);
    }

    draw() {
      this.list.replaceChildren(...this.found.map((each, place) => this.row(each, place)));
      const isOpen = this.found.length > 0;
      this.list.hidden = !isOpen;
      this.input.setAttribute("aria-expanded", String(isOpen));
      this.input.removeAttribute("aria-activedescendant");
      const active = this.list.children[this.at];
      if (!active) return;
      this.input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    }

    row({ line, remark }, place) {
      const row = document.createElement("li");
      row.id = `${this.list.id}-${place}`;
      row.dataset.place = place;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(place === this.at));
      row.textContent = line.replace(/^Căn cứ /, "");
      if (remark) {
        const note = document.createElement("span");
        note.className = "grounds-repealed";
        note.textContent = remark;
        row.append(note);
      }
      return row;
    }

    key(event) {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (way) {
        event.preventDefault();
        if (this.list.hidden) return this.search();
        this.at = (this.at + way + this.found.length) % this.found.length;
        this.sure = -1;
        this.draw();
      } else if (event.key === "Enter") {
        // The form around it is not to be sent.
        event.preventDefault();
        // The list still answers the words of before: it is brought up to date, and nothing unseen goes in.
        if (this.list.ariaBusy === "true") this.search();
        else if (!this.list.hidden && this.at >= 0) this.choose(this.at);
      } else if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }

    close() {
      this.asked += 1;
      this.found = [];
      this.at = -1;
      this.draw();
    }

    /** A repealed one is put in with the second press: the first says what has become of it. */
    async choose(place) {
      const { pk, remark } = this.found[place];
      if (remark && this.sure !== place) {
        this.at = place;
        this.sure = place;
        this.draw();
        return this.say(`${remark}. Bấm lần nữa nếu vẫn căn cứ văn bản này.`);
      }
      if (await this.help({ act: "add", cited: pk })) {
        this.input.value = "";
        this.close();
      }
    }

    say(words) {
      this.said.textContent = words;
    }

    async help(fields) {
      const before = this.read();
      const body = new URLSearchParams({ opening: before, written: this.tools.dataset.written, ...fields });
      const options = { method: "POST", headers: { "X-CSRFToken": token() }, body };
      const answer = await fetched(this.tools.dataset.helpUrl, options);
      if (!answer) {
        // Reading along is no act of a person: that it failed is not worth a word.
        if (fields.act) this.say(NOT_REACHED);
        return false;
      }
      // What was typed while the portal was asked is newer than its answer.
      if (this.read() !== before) return false;
      if (answer.changed) this.write(answer.opening);
      if (fields.act) this.say(answer.said);
      this.tell(answer.named);
      return true;
    }

    look() {
      if (this.read() === this.looked) return;
      this.looked = this.read();
      this.help({});
    }

    tell(named) {
      const title = document.createElement("li");
      title.className = "grounds-title";
      title.textContent = `Nhận ra ${named.length} văn bản:`;
      const rows = named.map(({ words, state, remark }) => {
        const row = document.createElement("li");
        row.dataset.state = state;
        row.textContent = `${words}: ${remark}`;
        return row;
      });
      this.named.replaceChildren(...(named.length ? [title, ...rows] : []));
    }
  }

  const start = () => document.querySelectorAll("[data-grounds]").forEach((tools) => new Grounds(tools));
  const editor = document.getElementById("editor");
  // The editor has to be there before its opening can be read.
  if (editor && !editor.dataset.ready) editor.addEventListener("editor:ready", start, { once: true });
  else start();
})();
