// Beside a box for a date: whether the office is off on the day chosen. Only a hint; such a day may be meant.
(() => {
  "use strict";

  const HINT = "Ngày này là ngày nghỉ của cơ quan.";

  document.addEventListener("input", (event) => {
    const input = event.target;
    const form = input.closest("[data-days-off]");
    if (!form || input.type !== "date") return;
    let spot = form.querySelector("[data-day-off]");
    if (!spot) {
      spot = document.createElement("output");
      spot.className = "form-text day-off";
      spot.dataset.dayOff = "";
      input.after(spot);
    }
    spot.textContent = form.dataset.daysOff.split(" ").includes(input.value) ? HINT : "";
  });
})();
