// Files for the reader, and the page around that may take care of them.

import { h } from "./dom.js";

// Tells the page around; true when it takes care of it.
export function tellPage(name, detail = {}) {
  return !document.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
}

// Hands a text to the reader as a file.
export function save(name, text, type = "application/json") {
  if (tellPage("live:download", { name, text, type })) return;
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
