/* What every page shares. A page without this script still works; it is only slower to use. */
(() => {
  "use strict";

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  // "/" goes to the search box; the arrows walk the rows of a list; Enter follows the link in hand.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      // A list's own box before the one of the whole portal.
      const box =
        document.querySelector("main [type=search]") || document.querySelector("[type=search]");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walkRows(event);
  });

  function walkRows(event) {
    const links = [...document.querySelectorAll("main .row-link")];
    const inMenu = event.target.closest(".dropdown-menu, summary");
    if (!links.length || inMenu) return;
    const here = links.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? here + 1 : here - 1;
    if (next < 0 || next >= links.length) return;
    event.preventDefault();
    links[next].focus();
  }

  // A second press while the first is under way must not send the form twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post], [data-repeat]")) return;
    // What is answered by a file leaves the page as it stands.
    if (event.submitter?.matches("[data-download]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    // After this turn, or the pressed button's own name and value would not be sent.
    setTimeout(() => buttonsOf(form).forEach((button) => (button.disabled = true)));
  });

  // Coming back with the browser's arrow shows the page as it was left: open the forms again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
      buttonsOf(form).forEach((button) => (button.disabled = false));
    });
  });

  function buttonsOf(form) {
    return [...form.elements].filter((element) => element.type === "submit");
  }

  // Filters apply at once; the button stays for keyboards and for pages without script.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-autosubmit]") && event.target.type !== "search") {
      form.requestSubmit();
    }
  });

  // Selecting rows shows the bar of bulk acts with the number of what is selected.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type !== "checkbox") return;
    const area = box.closest("[data-bulk]");
    if (!area) return;
    const rows = [...area.querySelectorAll("[data-bulk-row]")];
    if (box.matches("[data-bulk-all]")) rows.forEach((row) => (row.checked = box.checked));
    showBulk(area, rows);
  });

  function showBulk(area, rows) {
    const chosen = rows.filter((row) => row.checked).length;
    const all = area.querySelector("[data-bulk-all]");
    if (all) {
      all.checked = chosen > 0 && chosen === rows.length;
      all.indeterminate = chosen > 0 && chosen < rows.length;
    }
    area.querySelectorAll("[data-bulk-count]").forEach((spot) => (spot.textContent = chosen));
    area.querySelectorAll(".bulk-bar").forEach((bar) => (bar.hidden = chosen === 0));
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // A menu closes as menus do: by Escape, by a press beside it, by walking on with Tab.
  function closeMenus(target) {
    document.querySelectorAll("details.more[open]").forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
    });
  }

  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest("details.more[open]");
    if (!menu) return;
    const stops = [...menu.querySelectorAll("summary, a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      menu.open = false;
      stops[0].focus();
    } else if (step) {
      event.preventDefault();
      stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    }
  });

  // The browser writes a chosen date in its own language; the page says it once more in Vietnamese.
  const dateWords = new Intl.DateTimeFormat("vi-VN", {
    weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC",
  });

  function sayDate(input) {
    let spot = input.nextElementSibling;
    if (!spot || !spot.matches("[data-date-words]")) {
      spot = document.createElement("output");
      spot.className = "form-text date-words";
      spot.dataset.dateWords = "";
      spot.htmlFor = input.id;
      input.after(spot);
    }
    // "Chủ nhật", as everywhere else; the browser's own words have a capital there.
    const words = input.valueAsDate ? dateWords.format(input.valueAsDate) : "";
    spot.textContent = words.replace("Chủ Nhật", "Chủ nhật");
  }

  document.addEventListener("input", (event) => {
    if (event.target.type === "date") sayDate(event.target);
  });

  // So does the box for a file: its button and "no file chosen" are the browser's, not ours.
  function dressFile(input) {
    if (input.closest("[data-files]") || input.dataset.dressed) return;
    input.dataset.dressed = "yes";
    const box = input.closest(".file-box") || boxAround(input);
    const name = box.querySelector(".file-name");
    input.addEventListener("change", () => {
      name.textContent = [...input.files].map((file) => file.name).join(", ") || "Chưa chọn tệp";
    });
  }

  function boxAround(input) {
    const box = document.createElement("div");
    box.className = "file-box";
    const button = document.createElement("label");
    button.className = "btn btn-secondary";
    button.htmlFor = input.id;
    button.textContent = "Chọn tệp";
    const name = document.createElement("span");
    name.className = "soft file-name";
    name.textContent = "Chưa chọn tệp";
    input.before(box);
    input.classList.remove("form-control");
    box.append(input, button, name);
    return box;
  }

  // On a phone the row of tabs scrolls: it starts at the tab of this page.
  function showCurrentTab() {
    const tab = document.querySelector(".nav-tabs [aria-current]");
    const row = tab?.closest(".nav-tabs");
    if (!row) return;
    const beyond = tab.getBoundingClientRect().right - row.getBoundingClientRect().right;
    if (beyond > 0) row.scrollLeft = beyond + 24;
  }

  function dress(root) {
    root.querySelectorAll("input[type=date]").forEach(sayDate);
    root.querySelectorAll("input[type=file]").forEach(dressFile);
  }

  document.addEventListener("htmx:load", (event) => dress(event.target));

  // What replaces a part that held the focus takes it over, or the keyboard starts again at the top of the page.
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = document.getElementById(event.detail.target?.id);
    if (!part?.matches("[data-keeps-focus]") || document.activeElement !== document.body) return;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  });

  // A fragment that could not be fetched: say so, and leave what was typed where it is.
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(name, () => {
      const spot = document.getElementById("connection");
      if (spot) spot.hidden = false;
    });
  }
  document.addEventListener("htmx:afterOnLoad", () => {
    const spot = document.getElementById("connection");
    if (spot) spot.hidden = true;
  });

  // Words of a report that are not saved yet wait on the device for the one who wrote them, and for nobody else.
  function forgetParts(isForgotten) {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith("danvan.part.") && isForgotten(key))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // The browser keeps nothing for us, so there is nothing to forget.
    }
  }

  window.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("[data-sign-out]")) return;
    forgetParts(() => true);
  });

  document.addEventListener("DOMContentLoaded", () => {
    const mine = `danvan.part.${document.body.dataset.person}.`;
    if (document.body.dataset.person) forgetParts((key) => !key.startsWith(mine));
    document.querySelectorAll("[data-bulk]").forEach((area) => {
      showBulk(area, [...area.querySelectorAll("[data-bulk-row]")]);
    });
    dress(document);
    // Once the face is here: its letters are wider than those it replaces.
    document.fonts.ready.then(showCurrentTab);
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  });
})();
