// A note under one option, row or card: what this answer does. A live region of its own.

import { aside, fill, h } from "./dom.js";

export function noteUnder(context, name) {
  const { t } = context;
  const node = h("p", { class: "ba-why", id: context.id(`why-${name}`), "aria-live": "polite" });
  return {
    node,
    draw(note) {
      node.className = note ? `ba-why ba-is-${note.kind}` : "ba-why";
      if (!note) return fill(node);
      const good = note.kind === "good";
      return fill(
        node,
        h("span", { class: "ba-sign", "aria-hidden": "true" }, good ? "✓" : "→"),
        h("span", { dir: "auto" }, aside(`${good ? t.helps : t.look_again} `), note.text),
      );
    },
  };
}

// Notes by the id that they are about.
export function tagged(feedback) {
  return Object.fromEntries((feedback.notes || []).map((note) => [note.tag, note]));
}
