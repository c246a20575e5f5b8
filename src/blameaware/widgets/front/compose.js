// Compose: a short text of one's own, with the criteria beside it.

import { fill, h } from "./dom.js";
import { rewrite } from "./rewrite.js";
import { tagged } from "./under.js";

export function compose(context) {
  const { view, t } = context;
  const field = rewrite(context);
  const criteria = h("ul", { class: "ba-criteria" });
  const entries = [
    ...(view.must_have || []).map((entry) => ({ ...entry, label: entry.text })),
    ...(view.must_not || []).map((entry) => ({ ...entry, label: entry.text, not: true })),
  ];
  function draw(notes) {
    fill(
      criteria,
      entries.map((entry) => {
        const note = notes[entry.id];
        const sign = note ? (note.kind === "good" ? "✓" : "→") : "·";
        return h(
          "li",
          { class: note ? `ba-is-${note.kind}` : null },
          h("span", { class: "ba-sign", "aria-hidden": "true" }, sign),
          h("span", {}, entry.not ? `${t.leave_out} ${entry.label}` : entry.label),
        );
      }),
    );
  }
  draw({});
  const [prompt, situation, ...rest] = field.body.filter(Boolean);
  return {
    ...field,
    body: [prompt, situation, entries.length ? [h("b", { class: "ba-small" }, t.criteria), criteria] : null, rest],
    feedback: (feedback) => draw(tagged(feedback)),
  };
}
