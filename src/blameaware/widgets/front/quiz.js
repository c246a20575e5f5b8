// Quiz: several questions with one answer each and how sure one was; used before and after.

import { h, paragraphs, words } from "./dom.js";
import { resultBox } from "./result.js";
import { noteUnder, tagged } from "./under.js";

export function quiz(context) {
  const { view, t } = context;
  const result = resultBox(t);
  const count = h("p", { class: "ba-small", role: "status" });
  const questions = (view.questions || []).map((question, n) => {
    const name = context.id(`question-${n}`);
    const options = question.options.map((option) =>
      h("input", { type: "radio", name, value: option.id, on: { change: () => changed() } }),
    );
    const sure = view.sure.map(([value]) =>
      h("input", { type: "radio", name: `${name}-sure`, value: String(value), on: { change: () => changed() } }),
    );
    const why = noteUnder(context, `question-${n}`);
    const node = h(
      "li",
      {},
      h(
        "fieldset",
        { class: "ba-options", "aria-describedby": why.node.id },
        h("legend", { dir: "auto" }, `${n + 1}. ${question.prompt}`),
        options.map((input, i) => h("label", { class: "ba-choice" }, input, h("span", { dir: "auto" }, question.options[i].text))),
      ),
      why.node,
      h(
        "fieldset",
        { class: "ba-sure" },
        h("legend", {}, t.sure),
        sure.map((input, i) => h("label", { class: "ba-sure-one" }, input, h("span", {}, view.sure[i][1]))),
      ),
    );
    return { question, options, sure, why, node };
  });
  const picked = (inputs) => inputs.find((input) => input.checked)?.value;
  const read = () =>
    Object.fromEntries(
      questions
        .filter(({ options }) => picked(options))
        .map(({ question, options, sure }) => [
          question.id,
          { value: picked(options), ...(picked(sure) ? { confidence: Number(picked(sure)) } : {}) },
        ]),
    );
  function mark() {
    for (const { options } of questions) {
      for (const input of options) input.parentNode.classList.toggle("ba-picked", input.checked);
    }
    count.textContent = words(t.answered, { n: Object.keys(read()).length, m: questions.length });
  }
  function changed() {
    mark();
    context.edit({ value: read() });
  }
  return {
    body: [
      paragraphs(view.intro, { class: "ba-context" }),
      h("ol", { class: "ba-questions" }, questions.map((question) => question.node)),
      count,
      result.node,
    ],
    ready: () => (Object.keys(read()).length ? "" : t.empty),
    show: (answer) => {
      const value = answer.value && typeof answer.value === "object" ? answer.value : {};
      for (const { question, options, sure } of questions) {
        const given = value[question.id] || {};
        for (const input of options) input.checked = input.value === given.value;
        for (const input of sure) input.checked = Number(input.value) === given.confidence;
      }
      mark();
    },
    feedback: (feedback) => {
      const notes = tagged(feedback);
      for (const { question, why } of questions) why.draw(notes[question.id]);
      result.draw(feedback.result);
    },
    places: (note) => questions.some(({ question }) => question.id === note.tag),
  };
}
