/* The form of a plan's general information: what was typed is not left behind by accident. */
(() => {
  "use strict";

  const isTouched = (form) =>
    [...form.elements].some((field) => "defaultValue" in field && field.value !== field.defaultValue);

  let sending = false;
  document.addEventListener("submit", () => (sending = true));
  window.addEventListener("beforeunload", (event) => {
    if (!sending && [...document.querySelectorAll("form.form")].some(isTouched)) event.preventDefault();
  });
})();
