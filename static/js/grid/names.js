/* What a cell says, understood as the server will: units, people, rhythms by name without marks; dates and numbers. */
import { fold } from "../fold.js";
import { boxOf, columnOf, form, rowOf } from "./cells.js";

const staff = JSON.parse(form.dataset.staff);
const ALSO = { "hang thang": 1, "moi thang": 1, thang: 1, "moi quy": 2, quy: 2, "06 thang": 3, "nua nam": 3, "09 thang": 4, "moi nam": 5, nam: 5, "khong lap": 0, "1 lan": 0, "": 0 };

const units = staff.units.map((unit) => ({ ...unit, bare: fold(unit.name), fullBare: fold(unit.full) }));
const people = staff.people.map((name, place) => ({
  name, place, bare: fold(name), nameBare: fold(name.replace(/\s*\(.*\)$/, "")),
}));
const rhythms = staff.rhythms.map((name) => ({ name, bare: fold(name) }));

const holds = (name, said) => ` ${name} `.includes(` ${said} `);
const only = (found) => (found.length === 1 ? found[0] : null);

export function unitNamed(words) {
  const said = fold(words);
  if (!said) return null;
  const exact = units.filter((unit) => unit.bare === said || unit.fullBare === said);
  return only(exact.length ? exact : units.filter((unit) => holds(unit.fullBare, said)));
}

export function personNamed(words, unit = null) {
  const said = fold(words);
  if (!said) return null;
  const ways = [
    (one) => one.bare === said, (one) => one.nameBare === said, (one) => holds(one.nameBare, said),
  ];
  for (const way of ways) {
    const found = people.filter(way);
    const here = unit ? found.filter((one) => unit.people.includes(one.place)) : found;
    if (here.length === 1 || (found.length === 1 && !here.length)) return here[0] ?? found[0];
  }
  return null;
}

export const peopleOf = (unit) => unit.people.map((place) => people[place]);
export const unitsOf = (person) => units.filter((unit) => unit.people.includes(person.place));

function rhythmNamed(words) {
  const said = fold(words);
  if (words.trim() && !said) return null;
  return rhythms.find((one) => one.bare === said) ?? (said in ALSO ? rhythms[ALSO[said]] : null);
}

/** A date as dd/mm/yyyy from the ways people write one, or "" where it is none. A day without year is of the plan's. */
function dayNamed(words) {
  const said = words.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})([T ].*)?$/.exec(said);
  const usual = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d\d))?$/.exec(said);
  if (!iso && !usual) return "";
  let [day, month, year] = iso ? [iso[3], iso[2], iso[1]] : usual.slice(1, 4);
  year = Number(year ?? staff.year);
  if (year < 100) year += 2000;
  const made = new Date(Date.UTC(year, month - 1, day));
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== Number(day)) return "";
  return `${String(day).padStart(2, "0")}/${String(month).padStart(2, "0")}/${year}`;
}

/** Units separated by ";" or line ends, by commas where no name has one: [names in full, words that name none]. */
function unitsNamed(words) {
  const found = [];
  const strange = [];
  for (const part of words.split(/[;\n]/).filter((each) => each.trim())) {
    const pieces = unitNamed(part) || !part.includes(",") ? [part] : atCommas(part);
    for (const piece of pieces) {
      const unit = unitNamed(piece);
      if (!unit) strange.push(piece.trim());
      else if (!found.includes(unit)) found.push(unit);
    }
  }
  return [found, strange];
}

function atCommas(words) {
  const cut = [];
  let pieces = words.split(",");
  while (pieces.length) {
    let size = pieces.length;
    while (size > 1 && !unitNamed(pieces.slice(0, size).join(","))) size -= 1;
    cut.push(pieces.slice(0, size).join(","));
    pieces = pieces.slice(size);
  }
  return cut.filter((piece) => piece.trim());
}

/** What to choose from in a column, for the list below the cell. */
export function choicesFor(box) {
  const column = columnOf(box);
  if (column === "unit") return units.map((unit) => unit.name);
  if (column === "partners") return units.filter((unit) => !unit.commune).map((unit) => unit.name);
  if (column === "rhythm") return staff.rhythms;
  if (column !== "person") return null;
  const unit = unitNamed(boxOf(rowOf(box), "unit").value);
  return (unit ? peopleOf(unit) : people).map((one) => one.name);
}

/** {value, wrong}: the words of a cell in the form we write them, and a sentence where they cannot be understood. */
export function judge(box) {
  const words = box.value.trim();
  const column = columnOf(box);
  if (!words) return { value: column === "rhythm" ? staff.rhythms[0] : "", wrong: "" };
  return { value: words, wrong: "", ...(JUDGES[column]?.(words, rowOf(box)) ?? {}) };
}

const JUDGES = {
  unit: (words) => {
    const unit = unitNamed(words);
    return unit ? { value: unit.name } : { wrong: `Không có đơn vị nào tên “${words}”. Hãy chọn trong danh sách.` };
  },
  person: (words, row) => {
    const unit = unitNamed(boxOf(row, "unit").value);
    const person = personNamed(words, unit);
    if (!person) return { wrong: `Không rõ “${words}” là ai. Hãy chọn trong danh sách.` };
    if (!unit || unit.people.includes(person.place)) return { value: person.name };
    return { value: person.name, wrong: `${person.name} không làm việc tại ${unit.name}. Hãy chọn người của đơn vị chủ trì.` };
  },
  due_on: (words) => {
    const value = dayNamed(words);
    if (!value) return { wrong: `“${words}” không phải là ngày. Hãy ghi như 20/5/${staff.year}.` };
    const [day, month, year] = value.split("/").map(Number);
    const passed = new Date(year, month - 1, day + 1) <= new Date();
    return { value, wrong: passed ? "Ngày này đã qua. Hãy chọn từ hôm nay trở đi." : "" };
  },
  partners: (words, row) => {
    const [found, strange] = unitsNamed(words);
    const lead = unitNamed(boxOf(row, "unit").value);
    if (strange.length) return { wrong: `Chưa rõ đơn vị nào: ${strange.join(", ")}. Các đơn vị cách nhau bằng dấu chấm phẩy.` };
    const wrong = lead && found.includes(lead) ? `${lead.name} đã là đơn vị chủ trì.` : "";
    return { value: found.map((unit) => unit.name).join("; "), wrong };
  },
  rhythm: (words) => {
    const rhythm = rhythmNamed(words);
    return rhythm ? { value: rhythm.name } : { wrong: `Không có chu kỳ “${words}”. Hãy chọn trong danh sách.` };
  },
  target: (words) =>
    /^[\d.]+$/.test(words) && Number(words.replaceAll(".", "")) > 0
      ? {} : { wrong: `“${words}” không phải là số. Hãy ghi số nguyên, ví dụ 2.` },
};
