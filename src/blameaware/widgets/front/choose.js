// Choose: one answer (radio buttons) or several (checkboxes), with what each answer does.

import { h } from "./dom.js";
import { noteUnder, tagged } from "./under.js";

export function choose(context) {
  const { view, t } = context;
  const name = context.id("choice");
  const options = view.options || [];
  const rows = options.map((option) => {
    const why = noteUnder(context, option.id);
    const input = h("input", {
      type: view.many ? "checkbox" : "radio",
      name,
      value: option.id,
      "aria-describedby": why.node.id,
      on: {
        change: () => {
          mark();
          context.edit({ value: picked() });
        },
      },
    });
    const label = h("label", { class: "ba-choice" }, input, h("span", { dir: "auto" }, option.text));
    return { option, input, why, label, node: h("div", { class: "ba-option" }, label, why.node) };
  });
  const picked = () => rows.filter((row) => row.input.checked).map((row) => row.option.id);
  function mark() {
    for (const row of rows) row.label.classList.toggle("ba-picked", row.input.checked);
  }
  return {
    body: [
      view.context && h("p", { class: "ba-context" }, view.context),
      h(
        "fieldset",
        { class: "ba-options" },
        h("legend", {}, view.prompt),
        view.many && h("p", { class: "ba-small ba-context" }, t.several),
        rows.map((row) => row.node),
      ),
    ],
    ready: () => (picked().length ? "" : t.empty),
    show: (answer) => {
      const value = Array.isArray(answer.value) ? answer.value : [];
      for (const row of rows) row.input.checked = value.includes(row.option.id);
      mark();
    },
    feedback: (feedback) => {
      const notes = tagged(feedback);
      for (const row of rows) row.why.draw(notes[row.option.id]);
    },
    // Notes about an option stand under that option, not in the list below.
    places: (note) => options.some((option) => option.id === note.tag),
  };
}
