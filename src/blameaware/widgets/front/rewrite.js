// Rewrite: a blame-laden statement, the facts to keep, a field for one's own version.

import { aside, fill, h, quoted, words } from "./dom.js";

export function rewrite(context) {
  const { view, t } = context;
  const facts = h("ul", { class: "ba-facts", id: context.id("facts") });
  function drawFacts(kept) {
    fill(
      facts,
      (view.facts || []).map((fact) =>
        h("li", { class: kept.includes(fact) ? "ba-kept" : null }, fact, kept.includes(fact) && aside(` (${t.kept})`)),
      ),
    );
  }
  const count = h("span", { class: "ba-count" });
  const field = h("textarea", {
    id: context.id("field"),
    rows: "4",
    dir: "auto",
    spellcheck: "true",
    autocomplete: "off",
    "aria-describedby": (view.facts || []).length ? context.id("facts") : null,
    on: {
      input: () => {
        counted();
        context.edit({ value: field.value });
      },
    },
  });
  function counted() {
    const n = (field.value.match(/\S+/g) || []).length;
    count.textContent = n ? words(n === 1 ? t.word : t.words, { n }) : "";
  }
  drawFacts([]);
  return {
    body: [
      view.statement && h("blockquote", { class: "ba-statement", dir: "auto" }, quoted(view.statement)),
      view.prompt && h("p", { class: "ba-prompt" }, view.prompt),
      view.context && h("p", { class: "ba-context" }, view.context),
      (view.facts || []).length ? [h("b", { class: "ba-small" }, t.facts), facts] : null,
      (view.fact_sheet || []).length
        ? h(
            "details",
            { class: "ba-sheet" },
            h("summary", {}, t.fact_sheet),
            h("ul", {}, view.fact_sheet.map((fact) => h("li", {}, fact))),
          )
        : null,
      h("div", { class: "ba-over" }, h("label", { for: context.id("field") }, t.field), count),
      field,
    ],
    ready: () => (field.value.trim() ? "" : t.empty),
    show: (answer) => {
      const value = typeof answer.value === "string" ? answer.value : "";
      // Setting a value moves the cursor to its end: only when it differs.
      if (field.value !== value) field.value = value;
      counted();
    },
    feedback: (feedback) => drawFacts(feedback.kept || []),
    places: (note) => note.placed === true,
  };
}
