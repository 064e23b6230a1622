/* The plan editor: the open form takes the focus, and nothing typed is left behind by accident. */
(() => {
  "use strict";

  const formIn = (element) => element.querySelector && element.querySelector("[data-item-form]");

  // An opened form is where the person wants to type next.
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.target.matches("[data-item-form]") ? event.target : formIn(event.target);
    const words = (form || document).querySelector("[data-item-form] textarea, textarea[name=words]");
    if (!words || words.dataset.entered) return;
    words.dataset.entered = "yes";
    words.focus();
    words.setSelectionRange(words.value.length, words.value.length);
  });

  // Ctrl+Enter saves, Escape leaves an untouched form.
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest && event.target.closest("[data-item-form]");
    if (!form) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === "Escape" && !isTouched(form)) {
      const leave = form.querySelector(".plan-form-acts a");
      if (leave) leave.click();
    }
  });

  document.addEventListener("click", (event) => {
    const leave = event.target.closest("[data-drop-form]");
    const form = leave && leave.closest("#editor [data-item-form]");
    // The last “add” of the outline stands in the place of its button: there the page is loaded anew.
    if (!form || form.closest("#them-cuoi") || !form.closest(".plan-items")) return;
    event.preventDefault();
    form.remove();
  });

  const isTouched = (form) =>
    [...form.elements].some((field) => "defaultValue" in field && field.value !== field.defaultValue);

  let sending = false;
  document.addEventListener("submit", () => (sending = true));
  document.addEventListener("htmx:afterRequest", () => (sending = false));
  window.addEventListener("beforeunload", (event) => {
    const open = [...document.querySelectorAll("form[data-item-form], form.form")];
    if (!sending && open.some(isTouched)) event.preventDefault();
  });
})();
