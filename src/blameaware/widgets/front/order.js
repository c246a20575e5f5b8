// Order: steps of an event to put in the order in which they happened.

import { h } from "./dom.js";
import { reorder } from "./reorder.js";
import { tagged } from "./under.js";

export function order(context) {
  const { view, t } = context;
  const list = reorder(context, view.steps || [], view.prompt, (value) => context.edit({ value }));
  return {
    body: [h("p", { class: "ba-prompt" }, view.prompt), h("p", { class: "ba-context" }, t.how), list.node],
    // An order that nobody moved is an answer too once it is checked.
    ready: () => {
      if (!Array.isArray(context.answer().value)) context.edit({ value: list.order });
      return "";
    },
    show: (answer) => list.set(answer.value),
    feedback: (feedback) => list.notes(tagged(feedback)),
    places: (note) => (view.steps || []).some((step) => step.id === note.tag),
  };
}
