// Ticking a commune means "only the chosen ones"; saying "all" folds the list away.
const form = document.querySelector("form[enctype]");
const list = form && form.querySelector("details");

if (list) {
  list.addEventListener("change", () => {
    form.querySelector('[name="whom"][value="some"]').checked = true;
  });
  list.addEventListener("toggle", () => {
    if (list.open) form.querySelector('[name="whom"][value="some"]').checked = true;
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "whom") list.open = event.target.value === "some";
  });
  // Whoever ticked some and then said "all" means all; without this script the portal asks.
  form.addEventListener("formdata", (event) => {
    if (event.formData.get("whom") === "all") event.formData.delete("communes");
  });
}
