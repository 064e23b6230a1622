// The chosen files by name beside their button.
document.querySelectorAll("[data-files]").forEach((box) => {
  const input = box.querySelector("input[type=file]");
  const spot = box.querySelector("[data-files-chosen]");
  input.addEventListener("change", () => {
    const names = [...input.files].map((file) => file.name);
    spot.textContent = names.length ? `${names.length} tệp: ${names.join(", ")}` : "";
  });
});
