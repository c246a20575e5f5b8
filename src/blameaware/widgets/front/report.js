// A report from Python: sentences, tables, charts and files; perhaps with a form above.

import { fields } from "./fields.js";
import { h, paragraphs } from "./dom.js";
import { resultBox } from "./result.js";

export function report(context) {
  const { view, t } = context;
  const result = resultBox(t);
  const form = fields(context, view.fields || [], () => context.edit({ value: form.read() }));
  const run = view.action
    ? h(
        "button",
        {
          type: "button",
          class: "ba-main",
          on: {
            click: () => {
              context.say(t.running);
              context.act("run");
            },
          },
        },
        view.action,
      )
    : null;
  return {
    body: [
      view.title_text && h("p", { class: "ba-prompt" }, view.title_text),
      paragraphs(view.intro, { class: "ba-context" }),
      form.nodes.length ? h("div", { class: "ba-fields" }, form.nodes) : null,
      view.after ? null : result.node,
    ],
    buttons: run,
    noCheck: true,
    noReset: !view.resets,
    show: (answer) => form.show(answer.value && typeof answer.value === "object" ? answer.value : {}),
    feedback: (feedback) => {
      result.draw(feedback.result);
    },
  };
}
