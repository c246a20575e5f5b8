// Ask: turn a who or why question into a what or how question; build a ladder of questions.

import { h } from "./dom.js";
import { reorder } from "./reorder.js";
import { rewrite } from "./rewrite.js";

export function ask(context) {
  const { view, t } = context;
  const field = rewrite(context);
  const rungs = view.ladder || [];
  const ladder = rungs.length ? reorder(context, rungs, t.ladder, (order) => context.edit({ ladder: order })) : null;
  return {
    ...field,
    body: [
      ...field.body,
      ladder &&
        h(
          "details",
          { class: "ba-ladder" },
          h("summary", {}, t.ladder),
          h("p", { class: "ba-context" }, t.ladder_how),
          ladder.node,
          h("button", { type: "button", on: { click: () => {
            if (!Array.isArray(context.answer().ladder)) context.edit({ ladder: ladder.order });
            context.act("ladder");
          } } }, t.ladder_check),
        ),
    ],
    show: (answer) => {
      field.show(answer);
      if (ladder) ladder.set(answer.ladder);
    },
    feedback: (feedback) => {
      if (ladder) ladder.notes(feedback.rungs || {});
    },
  };
}
