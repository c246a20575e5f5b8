// Simulate: assumptions to change, charts and sentences that follow from them.

import { fields } from "./fields.js";
import { h, paragraphs } from "./dom.js";
import { resultBox } from "./result.js";

const QUIET = 500; // milliseconds without a change before Python is asked

export function simulate(context) {
  const { view, t } = context;
  const result = resultBox(t);
  let timer = null;
  const changed = () => {
    context.edit({ value: form.read() });
    clearTimeout(timer);
    timer = setTimeout(() => {
      context.say(t.running);
      context.act("run");
    }, QUIET);
  };
  const form = fields(context, view.fields || [], changed);
  return {
    body: [
      h("p", { class: "ba-prompt" }, view.title_text),
      paragraphs(view.intro, { class: "ba-context" }),
      h("div", { class: "ba-fields" }, form.nodes),
      result.node,
    ],
    noCheck: true,
    show: (answer) => form.show(answer.value && typeof answer.value === "object" ? answer.value : {}),
    feedback: (feedback) => {
      result.draw(feedback.result);
    },
  };
}
