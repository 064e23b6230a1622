/* The tracking page: "all results" counts more than the rows of the page. */
(() => {
  "use strict";

  const every = document.querySelector("[data-every]");
  if (!every) return;
  const area = every.closest("[data-bulk]");
  const spot = area.querySelector("[data-bulk-count]");

  // After base.js has counted the ticked rows of the page.
  document.addEventListener("change", (event) => {
    if (!area.contains(event.target)) return;
    const rows = [...area.querySelectorAll("[data-bulk-row]")];
    if (event.target.matches("[data-bulk-row], [data-bulk-all]")) every.checked = false;
    spot.textContent = every.checked
      ? every.dataset.every
      : rows.filter((row) => row.checked).length;
  });
})();
