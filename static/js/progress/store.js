// What a person wrote of a task and has not sent yet, kept on the device until the portal has it. Words in localStorage,
// from the first letter on; photos in IndexedDB. Each person has their own: the next one on the phone is given nothing.

const PREFIX = "danvan.progress.";
export const person = document.body.dataset.person || "";
const MINE = `${PREFIX}${person}.`;

/** A UUID also where the page came without HTTPS, as in an office without a certificate. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** All this person left on this device: {key, task, title, url, text, …}; those pressed first come first. */
export function entries() {
  const found = [];
  for (let place = 0; person && place < localStorage.length; place += 1) {
    const name = localStorage.key(place);
    if (!name.startsWith(MINE)) continue;
    try {
      found.push(JSON.parse(localStorage.getItem(name)));
    } catch {
      // Written by half when the battery went: nothing to be read from it.
    }
  }
  return found.sort((one, other) => one.pressed - other.pressed);
}

/** Those that were pressed and wait for the net. */
export const waiting = () => entries().filter((entry) => entry.pressed);

/** What was being written of this task when the page was left; undefined where there is nothing. */
export const draftOf = (task) => entries().find((entry) => entry.task === task && !entry.pressed);

export function save(entry) {
  localStorage.setItem(MINE + entry.key, JSON.stringify(entry));
}

export async function drop(entry) {
  for (const file of await filesOf(entry.key)) await dropFile(file);
  localStorage.removeItem(MINE + entry.key);
}

let opening;

/** The database of photos; rejects where the browser keeps none (a private window). */
export function database() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("danvan-progress", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("files", { keyPath: "key" }).createIndex("update", "update");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function inFiles(mode, act) {
  const store = (await database()).transaction("files", mode).objectStore("files");
  return new Promise((resolve, reject) => {
    const asked = act(store);
    // What was written counts when the transaction is through, not when the request is.
    if (mode === "readwrite") store.transaction.oncomplete = () => resolve(asked.result);
    else asked.onsuccess = () => resolve(asked.result);
    store.transaction.onabort = () => reject(store.transaction.error);
  });
}

/** The photos and files of one update: {key, update, name, blob, place, refused}, in the order of choosing. */
export async function filesOf(update) {
  const files = await inFiles("readonly", (store) => store.index("update").getAll(update));
  return files.sort((one, other) => one.place - other.place);
}

export const saveFile = (file) => inFiles("readwrite", (store) => store.put(file));
export const dropFile = (file) => inFiles("readwrite", (store) => store.delete(file.key));
