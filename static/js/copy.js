/* A button that copies the text of a field: <button data-copy="id of the field">. */
(() => {
  "use strict";

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    const words = button.querySelector("[data-copy-words]");
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Over plain http a browser gives no clipboard; the old command still copies what is selected.
      if (!document.execCommand("copy")) {
        words.textContent = "Nhấn Ctrl+C để chép";
        return;
      }
    }
    words.textContent = "Đã chép";
  });
})();
