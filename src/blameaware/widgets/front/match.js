// Match: for each thing on the left, a list to pick what belongs to it.

import { h } from "./dom.js";
import { noteUnder, tagged } from "./under.js";

export function match(context) {
  const { view, t } = context;
  const rows = (view.lefts || []).map((left) => {
    const why = noteUnder(context, left.id);
    const select = h(
      "select",
      { id: context.id(left.id), "aria-describedby": why.node.id, on: { change: () => context.edit({ value: picked() }) } },
      h("option", { value: "" }, t.pick),
      (view.rights || []).map((right) => h("option", { value: right.id }, right.text)),
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
