// Buttons that save what Python has written: [{label, name, text, type}].

import { h } from "./dom.js";
import { save } from "./files.js";

export function filesRow(files) {
  if (!(files || []).length) return null;
  return h(
    "div",
    { class: "ba-row" },
    files.map((file) =>
      h("button", { type: "button", on: { click: () => save(file.name, file.text, file.type) } }, file.label),
    ),
  );
}
