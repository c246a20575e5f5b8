// Sort: each card goes to one heap, by a row of radio buttons.

import { h } from "./dom.js";
import { noteUnder, tagged } from "./under.js";

export function sort(context) {
  const { view, t } = context;
  const rows = (view.cards || []).map((card) => {
    const why = noteUnder(context, card.id);
    const name = context.id(`card-${card.id}`);
    const inputs = (view.bins || []).map((bin) =>
      h("input", {
        type: "radio",
        name,
        value: bin.id,
        on: {
          change: () => {
            mark();
            context.edit({ value: picked() });
          },
        },
      }),
    );
    const chips = inputs.map((input, index) =>
      h("label", { class: "ba-choice ba-chip" }, input, h("span", {}, view.bins[index].label)),
    );
    const node = h(
      "fieldset",
      { class: "ba-sortcard", "aria-describedby": why.node.id },
      h("legend", { dir: "auto" }, card.text),
      h("div", { class: "ba-chips" }, chips),
      why.node,
    );
    return { card, inputs, why, node };
  });
  const heap = (row) => row.inputs.find((input) => input.checked)?.value;
  const picked = () =>
    Object.fromEntries(rows.filter((row) => heap(row)).map((row) => [row.card.id, heap(row)]));
  function mark() {
    for (const row of rows) {
      for (const input of row.inputs) input.parentNode.classList.toggle("ba-picked", input.checked);
    }
  }
  return {
    body: [h("p", { class: "ba-prompt" }, view.prompt), rows.map((row) => row.node)],
    ready: () => (Object.keys(picked()).length ? "" : t.empty),
    show: (answer) => {
      const value = answer.value && typeof answer.value === "object" ? answer.value : {};
      for (const row of rows) {
        for (const input of row.inputs) input.checked = value[row.card.id] === input.value;
      }
      mark();
    },
    feedback: (feedback) => {
      const notes = tagged(feedback);
      for (const row of rows) row.why.draw(notes[row.card.id]);
    },
    places: (note) => rows.some((row) => row.card.id === note.tag),
  };
}
