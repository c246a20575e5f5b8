// Match: for each thing on the left, a list to pick what belongs to it. What does not fit into a
// field of a phone is also written out above, with letters to pick by.

import { h } from "./dom.js";
import { noteUnder, tagged } from "./under.js";

const FITS = 28; // characters that a field shows at 360 px

export function match(context) {
  const { view, t } = context;
  const rights = view.rights || [];
  const long = rights.some((right) => right.text.length > FITS);
  const letter = (index) => (long ? `${String.fromCharCode(65 + index)}. ` : "");
  const rows = (view.lefts || []).map((left) => {
    const why = noteUnder(context, left.id);
    const select = h(
      "select",
      { id: context.id(left.id), "aria-describedby": why.node.id, on: { change: () => context.edit({ value: picked() }) } },
      h("option", { value: "" }, t.pick),
      rights.map((right, index) => h("option", { value: right.id }, letter(index) + right.text)),
    );
    const node = h(
      "li",
      {},
      h("label", { for: context.id(left.id), dir: "auto" }, left.text),
      select,
      why.node,
    );
    return { left, select, why, node };
  });
  const picked = () =>
    Object.fromEntries(rows.filter((row) => row.select.value).map((row) => [row.left.id, row.select.value]));
  return {
    body: [
      h("p", { class: "ba-prompt" }, view.prompt),
      long && [
        h("b", { class: "ba-small" }, t.choices),
        h("ol", { class: "ba-letters" }, rights.map((right) => h("li", { dir: "auto" }, right.text))),
      ],
      h("ul", { class: "ba-pairs" }, rows.map((row) => row.node)),
    ],
    ready: () => (Object.keys(picked()).length ? "" : t.empty),
    show: (answer) => {
      const value = answer.value && typeof answer.value === "object" ? answer.value : {};
      for (const row of rows) {
        const wanted = String(value[row.left.id] || "");
        row.select.value = wanted;
        if (row.select.value !== wanted) row.select.value = "";
      }
    },
    feedback: (feedback) => {
      const notes = tagged(feedback);
      for (const row of rows) row.why.draw(notes[row.left.id]);
    },
    places: (note) => rows.some((row) => row.left.id === note.tag),
  };
}
