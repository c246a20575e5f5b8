// A report from Python: sentences, tables, charts and files; perhaps with a form above.

import { chart } from "./chart.js";
import { fields } from "./fields.js";
import { filesRow } from "./files-row.js";
import { fill, h, paragraphs } from "./dom.js";
import { dataTable } from "./table.js";

export function report(context) {
  const { view, t } = context;
  const result = h("div", { class: "ba-result", "aria-live": "polite" });
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
      view.after ? null : result,
    ],
    buttons: run,
    noCheck: true,
    noReset: !view.resets,
    show: (answer) => form.show(answer.value && typeof answer.value === "object" ? answer.value : {}),
    feedback: (feedback) => {
      const found = feedback.result || {};
      fill(
        result,
        (found.text || []).map((line) => h("p", {}, line)),
        (found.tables || []).map(dataTable),
        (found.charts || []).map((spec) => chart(spec, t)),
        (found.after || []).map((line) => h("p", { class: "ba-context" }, line)),
        filesRow(found.files),
      );
    },
  };
}
