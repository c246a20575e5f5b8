// Pulse: statements to agree with or not, one row of five radio buttons each; then the team's codes.

import { fields } from "./fields.js";
import { h, paragraphs } from "./dom.js";
import { resultBox } from "./result.js";

export function pulse(context) {
  const { view, t } = context;
  const result = resultBox(t);
  const code = h("p", { class: "ba-code", role: "status" });
  const rows = (view.statements || []).map((statement) => {
    const name = context.id(`statement-${statement.id}`);
    const inputs = view.scale.map((label, i) =>
      h("input", { type: "radio", name, value: String(i + 1), on: { change: () => changed() } }),
    );
    const node = h(
      "fieldset",
      { class: "ba-statement-row" },
      h("legend", {}, statement.text),
      h("div", { class: "ba-chips" }, inputs.map((input, i) => h("label", { class: "ba-choice ba-chip" }, input, h("span", {}, view.scale[i])))),
    );
    return { statement, inputs, node };
  });
  const team = fields(context, view.team, () => changed());
  function mark() {
    for (const { inputs } of rows) {
      for (const input of inputs) input.parentNode.classList.toggle("ba-picked", input.checked);
    }
  }
  function changed() {
    mark();
    context.edit({ value: read() });
  }
  const read = () => ({
    answers: Object.fromEntries(
      rows
        .map(({ statement, inputs }) => [statement.id, Number(inputs.find((input) => input.checked)?.value || 0)])
        .filter(([, value]) => value),
    ),
    ...team.read(),
  });
  return {
    body: [
      h("p", { class: "ba-prompt" }, view.title_text),
      paragraphs(view.intro, { class: "ba-context" }),
      rows.map((row) => row.node),
      h("div", { class: "ba-row" }, h("button", { type: "button", class: "ba-main", on: { click: () => context.act("code") } }, t.code)),
      code,
      h("details", {}, h("summary", {}, t.team), paragraphs(view.team_intro, { class: "ba-context" }), team.nodes,
        h("div", { class: "ba-row" }, h("button", { type: "button", on: { click: () => context.act("team") } }, t.show_team)),
        result.node),
    ],
    noCheck: true,
    show: (answer) => {
      const value = answer.value && typeof answer.value === "object" ? answer.value : {};
      const given = value.answers && typeof value.answers === "object" ? value.answers : {};
      for (const { statement, inputs } of rows) {
        for (const input of inputs) input.checked = Number(input.value) === given[statement.id];
      }
      team.show(value);
      mark();
    },
    feedback: (feedback) => {
      code.textContent = feedback.code || "";
      result.draw(feedback.result);
    },
  };
}
