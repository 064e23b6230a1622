/* The headings of an outline: moved, taken out and put back without the page jumping; dragged; figures searched. */
(() => {
  "use strict";

  const FORM = "outline-acts";
  let busy = false;

  // The answer is the whole page; only what stands in <main> is put in place of the old one.
  async function send(url, { name, value, focus, removing = false }) {
    if (busy) return;
    busy = true;
    const values = new FormData(document.getElementById(FORM));
    if (name) values.set(name, value);
    const left = document.scrollingElement.scrollTop;
    try {
      const answer = await fetch(url, { method: "POST", body: values, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("main");
      // Signed out meanwhile, or shut out: the page that says so.
      if (!answer.ok || !fresh?.querySelector("[data-outline]")) {
        location.assign(answer.url);
        return;
      }
      document.querySelector("main").replaceWith(document.adoptNode(fresh));
      document.scrollingElement.scrollTop = left;
      settle(focus, removing);
    } catch {
      document.getElementById("connection").hidden = false;
    } finally {
      busy = false;
    }
  }

  // The hand stays on what it moved; where its button is shut now, on the other one.
  function settle(id, removing) {
    const said = document.querySelector("main .messages .message");
    const undo = removing && document.querySelector("[data-undo]");
    const refused = said && !said.matches(".alert-success");
    if (undo && !refused) {
      undo.hidden = false;
      undo.querySelector("button").focus({ preventScroll: true });
      return;
    }
    const button = id && document.getElementById(id);
    if (refused || !button) {
      if (said) said.scrollIntoView({ block: "center" });
      return;
    }
    const row = button.closest("[data-row]");
    const open = button.disabled ? row.querySelector("button:not(:disabled)") : button;
    (open || button).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target.id !== FORM || !button) return;
    event.preventDefault();
    const { name, value, id } = button;
    send(button.formAction, { name, value, focus: id, removing: "removes" in button.dataset });
  });

  // Dragging: a line shows where the heading would go; what stands below it goes with it.
  let dragged = null;
  let target = null;
  const rows = () => [...document.querySelectorAll("[data-outline] [data-row]")];

  function clear() {
    document.querySelectorAll(".outline-here, .outline-at-end, .outline-dragged").forEach((each) => {
      each.classList.remove("outline-here", "outline-at-end", "outline-dragged");
    });
  }

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".outline-grip")?.closest("[data-row]") || null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.row);
    event.dataTransfer.setDragImage(dragged, 0, 0);
    dragged.classList.add("outline-dragged");
  });

  document.addEventListener("dragover", (event) => {
    const list = event.target.closest?.("[data-outline]");
    if (!dragged || !list) return;
    event.preventDefault();
    target = rows().find((row) => {
      const { top, height } = row.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    document.querySelectorAll(".outline-here").forEach((row) => row.classList.remove("outline-here"));
    target?.classList.add("outline-here");
    list.classList.toggle("outline-at-end", !target);
  });

  document.addEventListener("drop", (event) => {
    if (!dragged || !event.target.closest("[data-outline]")) return;
    event.preventDefault();
    const { move, row } = dragged.dataset;
    send(move, { name: "before", value: target?.dataset.row || "", focus: `len-${row}` });
  });

  document.addEventListener("dragend", () => {
    dragged = target = null;
    clear();
  });

  // Searching the figures, without diacritics; what is chosen stays in sight.
  const bare = (words) =>
    words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();

  document.querySelectorAll("[data-figures]").forEach((area) => {
    const box = area.querySelector("[type=search]");
    const none = area.querySelector("[data-none]");
    const lines = [...area.querySelectorAll("[data-words]")];
    box.parentElement.hidden = lines.length < 8;
    box.addEventListener("input", () => {
      const words = bare(box.value).split(/\s+/);
      lines.forEach((line) => {
        const found = words.every((word) => line.dataset.words.includes(word));
        line.hidden = !found && !line.querySelector("input").checked;
      });
      none.hidden = lines.some((line) => !line.hidden);
    });
    box.addEventListener("keydown", (event) => {
      // Enter in a search is no wish to save.
      if (event.key === "Enter") event.preventDefault();
    });
  });
})();
