/* The commune's report on one page: sections written in their place and saved as they are written. Without it every
   button leads to a page of its own. */
(() => {
  "use strict";

  const REST = 1500; // ms without a key before what was typed is saved
  const AGAIN = 5000;
  const FRAGMENT = { "HX-Request": "true" };

  const sectionOf = (element) => element.closest("[data-section]");
  const keyOf = (form) => `report-section:${form.getAttribute("action")}`;

  /* Put the section the server answered in the place of the one that stands there; returns the new one. */
  function swap(section, html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const fresh = answer.querySelector("[data-section]");
    if (!fresh) return null;
    section.replaceWith(fresh);
    fresh.dispatchEvent(new CustomEvent("section:changed", { bubbles: true }));
    return fresh;
  }

  async function ask(url, options = {}) {
    const answer = await fetch(url, { credentials: "same-origin", headers: FRAGMENT, ...options });
    const words = await answer.text();
    // Signed out, gone, or a page of errors: the ordinary page says it better.
    if (answer.redirected || !words.includes("data-section")) throw new Error(String(answer.status));
    return { status: answer.status, words };
  }

  function say(section, words, state = "") {
    const place = section.querySelector("[data-saved]");
    if (!place) return;
    place.textContent = words;
    place.dataset.state = state;
  }

  /* Opening and closing */

  async function open(link) {
    const section = sectionOf(link);
    try {
      begin(swap(section, (await ask(link.href)).words));
    } catch {
      location.assign(link.href);
    }
  }

  function begin(section) {
    const form = section && section.querySelector("[data-section-form]");
    if (!form) return;
    const box = form.elements.text;
    form.dataset.first = box.value;
    form.dataset.stored = box.value;
    bringBack(section, form, box);
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  /* What was typed and never reached the server, in this tab. */
  function bringBack(section, form, box) {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) || "null");
    if (!kept || kept.text === box.value) return;
    box.value = kept.text;
    form.elements.version.value = kept.version;
    form.elements.base.value = kept.base ?? form.elements.base.value;
    say(section, "Đã khôi phục nội dung chưa lưu", "late");
    later(form);
  }

  async function close(form) {
    const section = sectionOf(form);
    const fresh = swap(section, (await ask(form.dataset.shown)).words);
    const button = fresh && fresh.querySelector("[data-section-open]");
    if (button) button.focus();
  }

  /* Saving */

  const waiting = new WeakMap();
  const running = new WeakMap();

  function later(form, after = REST) {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => save(form), after));
  }

  function keep(form) {
    const { version, base, text } = form.elements;
    const words = { version: version.value, base: base.value, text: text.value };
    sessionStorage.setItem(keyOf(form), JSON.stringify(words));
  }

  const isDirty = (form) => form.elements.text.value !== form.dataset.stored;

  /* One save at a time; returns whether all that was typed is with the server. */
  async function save(form) {
    clearTimeout(waiting.get(form));
    // Two may wait for the same save: the second then waits for that of the first too, and sends nothing a second time.
    while (running.has(form)) await running.get(form);
    if (!form.isConnected || !isDirty(form)) return form.isConnected;
    const saving = send(form);
    const done = () => running.delete(form);
    running.set(form, saving.then(done, done));
    return saving;
  }

  async function send(form) {
    const section = sectionOf(form);
    const typed = form.elements.text.value;
    const data = new FormData(form);
    data.set("autosave", "1");
    say(section, "Đang lưu…");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin", headers: FRAGMENT });
    } catch {
      say(section, "Mất kết nối, nội dung còn giữ trong thẻ này", "late");
      later(form, AGAIN);
      return false;
    }
    return take(form, section, typed, answer);
  }

  async function take(form, section, typed, answer) {
    if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) {
      return saved(form, section, typed, await answer.json());
    }
    const words = await answer.text();
    if (words.includes("data-section")) refuse(form, section, typed, words);
    else say(section, "Chưa lưu được. Nội dung còn giữ trong thẻ này", "late");
    return false;
  }

  function saved(form, section, typed, { version, at, text, told }) {
    const box = form.elements.text;
    form.elements.base.value = typed;
    form.dataset.stored = typed;
    if (text !== undefined && box.value !== typed) {
      // Somebody's lines came in while the typing went on: the next save puts them together, from here.
      keep(form);
      later(form);
      return false;
    }
    form.elements.version.value = version;
    if (text !== undefined) {
      put(box, text);
      form.elements.base.value = form.dataset.stored = form.dataset.first = text;
    }
    sessionStorage.removeItem(keyOf(form));
    say(section, told || `Đã lưu ${at}`);
    if (isDirty(form)) later(form);
    return true;
  }

  /* Other words in the box, with the caret in the line where it was. */
  function put(box, words) {
    const before = box.value.slice(0, box.selectionStart).split("\n");
    const line = box.value.split("\n")[before.length - 1].trim();
    const lines = words.split("\n");
    const found = lines.indexOf(line);
    const at = found < 0 ? Math.min(before.length, lines.length) - 1 : found;
    const column = Math.min(before.at(-1).length, lines[at].length);
    box.value = words;
    const place = lines.slice(0, at).reduce((sum, each) => sum + each.length + 1, 0) + column;
    box.setSelectionRange(place, place);
  }

  /* Both wrote in the same lines, or the words are too long: the server shows it. What was typed stays in this tab
     until it is saved. */
  function refuse(form, section, typed, words) {
    const box = form.elements.text;
    if (box.value !== typed) {
      later(form);
      return;
    }
    const fresh = swap(section, words);
    const told = fresh && fresh.querySelector("[data-merge-words]");
    if (told) told.focus();
    const again = fresh && fresh.querySelector("[data-section-form]");
    if (!again) return;
    again.dataset.first = typed;
    // Not dirty: only a press, or more typing, sends it again.
    again.dataset.stored = typed;
    again.dataset.must = "1";
    again.elements.text.focus();
    again.elements.text.setSelectionRange(typed.length, typed.length);
  }

  async function finish(form) {
    if (form.dataset.must) form.dataset.stored = null;
    delete form.dataset.must;
    try {
      if ((await save(form)) && !isDirty(form)) await close(form);
    } catch {
      form.submit();
    }
  }

  async function act(form, button) {
    const data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    const section = sectionOf(form);
    try {
      const fresh = swap(section, (await ask(form.action, { method: "POST", body: data })).words);
      const isOpen = fresh && fresh.querySelector("[data-section-merge], [data-section-form]");
      if (form.matches("[data-section-merge]") && !isOpen) sessionStorage.removeItem(keyOf(form));
      const left = document.querySelector(`#${CSS.escape(section.id)} [data-drift]`);
      if (left) left.focus();
    } catch {
      HTMLFormElement.prototype.submit.call(withButton(form, button));
    }
  }

  function withButton(form, button) {
    if (button && button.name) {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = button.name;
      hidden.value = button.value;
      form.append(hidden);
    }
    return form;
  }

  /* Typing: a bullet goes on in the next line, an empty one ends. */

  function goOn(event, box) {
    if (box.selectionStart !== box.selectionEnd) return;
    const before = box.value.slice(0, box.selectionStart);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const bullet = /^([-+]) ?/.exec(line);
    if (!bullet) return;
    event.preventDefault();
    const start = box.selectionStart - line.length;
    if (line.trim() === bullet[1]) box.setRangeText("", start, box.selectionStart, "end");
    else box.setRangeText(`\n${bullet[1]} `, box.selectionStart, box.selectionStart, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest && event.target.closest("[data-section-form]");
    if (!form) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "Enter") {
      event.preventDefault();
      finish(form);
    } else if (command && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save(form);
    } else if (event.key === "Enter" && event.target.name === "text" && !event.shiftKey && !event.isComposing) {
      goOn(event, event.target);
    }
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-section-form]");
    if (!form || event.target.name !== "text") return;
    delete form.dataset.must;
    keep(form);
    later(form);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-section-open]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link);
    }
    const undo = event.target.closest("[data-section-undo]");
    if (undo) {
      const form = undo.form;
      form.elements.text.value = form.dataset.first;
      form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
      form.elements.text.focus();
    }
    const append = event.target.closest("[data-append]");
    if (append) {
      const box = document.querySelector(append.dataset.to);
      const words = document.querySelector(append.dataset.append).textContent.trim();
      box.value = box.value.trimEnd() + (box.value.trim() ? "\n" : "") + words;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    }
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-section-form]")) {
      event.preventDefault();
      finish(event.target);
    } else if (event.target.matches("[data-section-act]")) {
      event.preventDefault();
      act(event.target, event.submitter);
    }
  });

  window.addEventListener("beforeunload", (event) => {
    const forms = [...document.querySelectorAll("[data-section-form]")];
    if (forms.some(isDirty) || document.querySelector("[data-section-merge]")) event.preventDefault();
  });
})();
