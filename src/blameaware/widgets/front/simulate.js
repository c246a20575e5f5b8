// Simulate: assumptions to change, charts and sentences that follow from them.

import { chart } from "./chart.js";
import { fields } from "./fields.js";
import { filesRow } from "./files-row.js";
import { fill, h, paragraphs } from "./dom.js";

const QUIET = 500; // milliseconds without a change before Python is asked

export function simulate(context) {
  const { view, t } = context;
  const result = h("div", { class: "ba-result", "aria-live": "polite" });
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
      result,
    ],
    noCheck: true,
    show: (answer) => form.show(answer.value && typeof answer.value === "object" ? answer.value : {}),
    feedback: (feedback) => {
      const found = feedback.result || {};
      fill(
        result,
        (found.text || []).map((line) => h("p", {}, line)),
        (found.charts || []).map((spec) => chart(spec, t)),
        (found.after || []).map((line) => h("p", { class: "ba-context" }, line)),
        filesRow(found.files),
      );
    },
  };
}
