// Choosing a unit leaves only its people to choose from. Without this script all people stand in the list,
// and the server says when somebody does not work there.
(() => {
  "use strict";

  const holder = document.querySelector("[data-people]");
  if (!holder) return;
  const ofUnit = JSON.parse(holder.dataset.people);

  document.querySelectorAll("[data-assign]").forEach((row) => {
    const unit = row.querySelector("[data-unit]");
    const person = row.querySelector("[data-person]");
    if (!unit || !person) return;
    const everybody = [...person.options];
    const narrow = () => showPeople(unit, person, everybody);
    unit.addEventListener("change", narrow);
    narrow();
  });

  function showPeople(unit, person, everybody) {
    const allowed = (ofUnit[unit.value] || []).map(String);
    const chosen = person.value;
    const shown = everybody.filter(
      (option) => !option.value || !unit.value || allowed.includes(option.value)
    );
    person.replaceChildren(...shown);
    // The head of the unit stands first among its people.
    person.value = shown.some((option) => option.value === chosen && chosen) ? chosen : allowed[0] || "";
  }
})();
