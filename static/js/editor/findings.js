/* How much the form check has found, beside the way to it; nothing while that is not known of the text in hand. */

export class Findings {
  constructor(spot) {
    // The check reads the whole plan: it comes with the first pages, and nobody waits for it to open the editor.
    this.spot = spot;
  }

  show({ error = 0, warn = 0 }) {
    const told = [error && `${error} lỗi phải sửa`, warn && `${warn} chỗ cần xem lại`].filter(Boolean).join(", ");
    this.spot.hidden = !told;
    this.spot.classList.toggle("chip-late", error > 0);
    this.spot.classList.toggle("chip-soon", !error);
    this.spot.textContent = `${error ? "■" : "◆"} ${error + warn}`;
    this.spot.title = told;
    this.spot.setAttribute("aria-label", told);
  }

  unknown() {
    this.spot.hidden = true;
  }
}
