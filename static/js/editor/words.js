/* Which words two texts do not share. */

const MOST = 3000;

/** The words of both texts as [{words, in: "both" | "mine" | "theirs"}], in an order that reads as either. */
export function compared(mine, theirs) {
  const [one, two] = [wordsIn(mine), wordsIn(theirs)];
  if (one.length > MOST || two.length > MOST) return [part(mine, "mine"), part(theirs, "theirs")];
  const lengths = table(one, two);
  const found = [];
  let [a, b] = [0, 0];
  while (a < one.length || b < two.length) {
    if (a < one.length && b < two.length && one[a] === two[b]) {
      found.push(part(one[a], "both"));
      a += 1;
      b += 1;
    } else if (b >= two.length || (a < one.length && lengths[a + 1][b] >= lengths[a][b + 1])) {
      found.push(part(one[a], "mine"));
      a += 1;
    } else {
      found.push(part(two[b], "theirs"));
      b += 1;
    }
  }
  return joined(apart(joined(found)));
}

/** Two words here and two there are two different stretches, not four words with a blank they share in between. */
function apart(parts) {
  const found = [];
  let place = 0;
  while (place < parts.length) {
    let end = place;
    const differs = (each) => each && each.in !== "both";
    while (differs(parts[end]) || (end > place && isBlank(parts[end]) && differs(parts[end + 1]))) end += 1;
    if (end - place > 1) {
      found.push(...["mine", "theirs"].map((side) => part(wordsOf(parts.slice(place, end), side), side)));
    } else found.push(...parts.slice(place, Math.max(end, place + 1)));
    place = Math.max(end, place + 1);
  }
  return found.filter((each) => each.words);
}

const isBlank = (each) => each?.in === "both" && !each.words.trim();

function wordsOf(parts, side) {
  return parts.filter((each) => each.in !== (side === "mine" ? "theirs" : "mine")).map((each) => each.words).join("");
}

/** Both texts as one, with a blank where a word of the one would stick to a word of the other. */
export function bothOf(parts) {
  return parts.reduce((text, { words }) => {
    const sticks = /\S$/.test(text) && /^\S/.test(words);
    return `${text}${sticks ? " " : ""}${words}`;
  }, "");
}

const part = (words, where) => ({ words, in: where });
const wordsIn = (text) => text.match(/\s+|[^\s]+/g) || [];

function table(one, two) {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1));
  for (let a = one.length - 1; a >= 0; a -= 1) {
    for (let b = two.length - 1; b >= 0; b -= 1) {
      lengths[a][b] =
        one[a] === two[b] ? lengths[a + 1][b + 1] + 1 : Math.max(lengths[a + 1][b], lengths[a][b + 1]);
    }
  }
  return lengths;
}

function joined(parts) {
  const found = [];
  for (const each of parts) {
    const last = found.at(-1);
    if (last && last.in === each.in) last.words += each.words;
    else found.push({ ...each });
  }
  return found;
}
