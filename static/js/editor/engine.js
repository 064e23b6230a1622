/* ProseMirror, from the package that brings it. Its address is on the page, since a hashed name is known there alone. */
const page = document.querySelector("[data-engine]");
export const { pm } = await import(page.dataset.engine);
