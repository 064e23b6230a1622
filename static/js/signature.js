/* The block of the signature as it will be printed, redrawn whenever form, signer, name or post is changed. */
(() => {
  "use strict";

  const look = document.querySelector("[data-signature-look]");
  const told = document.getElementById("signers");
  if (!look || !told) return;
  const { forms, people } = JSON.parse(told.textContent);
  const field = (name) => document.getElementById(look.dataset[name] || `id_${name}`);
  const form = field("signature_form");
  const signer = field("signer");
  const name = field("signer_name");
  const post = field("signer_post");
  const remark = document.querySelector("[data-signature-remark]");
  const use = document.querySelector("[data-signature-use]");

  /** As plans.letterhead.authority_of writes them. */
  function linesOf(value) {
    const written = (post?.value || "").split(/\s+/).join(" ").trim().toUpperCase();
    if (!forms[value].by_post || !written) return forms[value].lines;
    if (value === "HD") return [written];
    const bare = written.replace(/^PHÓ\s+/, "");
    const named = bare === written ? bare : bare.replace(/^(PHÒNG|BAN|THÔN)(?=\s|$)/, "TRƯỞNG $1");
    const head = named.replace(/\sPHÓ(?=\s|$)/, " TRƯỞNG");
    return [`KT. ${head}`, written === head ? `PHÓ ${head}` : written];
  }

  const chosen = () => people.find((one) => one.pk === signer.value);

  function draw() {
    const printed = name?.value.trim() || chosen()?.name || "";
    const lines = linesOf(form.value).map((words) => line("authority", words));
    look.replaceChildren(...lines, line("sign", ""), line("signer", printed || "Chưa chọn người ký"));
    look.classList.toggle("signature-open", !printed);
    const one = chosen();
    const differs = one && one.fits.length && !one.fits.includes(form.value);
    remark.textContent = differs
      ? `${one.name} giữ chức vụ “${one.post}”, thường ký theo hình thức “${forms[one.fits[0]].label}”.`
      : "";
    use.hidden = !differs || !form.querySelector(`option[value="${one.fits[0]}"]`);
  }

  function line(kind, words) {
    const made = document.createElement("p");
    made.className = `signature-${kind}`;
    made.textContent = words;
    return made;
  }

  function write(box, value) {
    if (!box || box.value === value) return;
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  signer.addEventListener("change", () => {
    const one = chosen();
    // A name that was typed by hand stays.
    if (!name?.value.trim() || people.some((each) => each.name === name.value.trim())) write(name, one?.name || "");
    if (!post?.value.trim() || people.some((each) => each.printed === post.value.trim())) write(post, one?.printed || "");
  });
  for (const box of [form, signer, name, post]) {
    box?.addEventListener("input", draw);
    box?.addEventListener("change", draw);
    box?.addEventListener("signature:draw", draw);
  }
  use.addEventListener("click", () => {
    form.value = chosen().fits[0];
    form.dispatchEvent(new Event("change", { bubbles: true }));
    form.focus();
  });
  if (!look.dataset.stays) (form.closest(".mb-3") || form.parentElement).append(look.closest("[data-signature]"));
  draw();
})();
