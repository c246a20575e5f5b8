// Postmortem: a whole text to rewrite, with what the word check sees beside it while one writes.

import { aside, fill, h, paragraphs, words } from "./dom.js";
import { growing } from "./rows.js";

const LOOK_AFTER = 1200; // milliseconds without typing

export function postmortem(context) {
  const { view, t } = context;
  const found = h("div", { class: "ba-found", role: "region", "aria-label": t.found, tabindex: "0" });
  const spoken = h("p", { class: "ba-small", role: "status" });
  let timer = null;
  function changed() {
    context.edit({ value: read() });
    clearTimeout(timer);
    if (!view.graded) timer = setTimeout(() => context.act("look"), LOOK_AFTER);
  }
  const text = h("textarea", { id: context.id("text"), class: "ba-long", rows: "24", dir: "auto", on: { input: changed } });
  const factors = growing(
    context,
    "factor",
    [{ id: "text", label: t.factor }],
    { label: t.factors, add: t.factor_add, remove: t.remove, remove_one: t.factor_remove, least: 1 },
    changed,
  );
  const actions = growing(
    context,
    "action",
    [
      { id: "what", label: t.action_what },
      { id: "owner", label: t.action_owner },
      { id: "due", label: t.action_due, type: "date" },
      { id: "done_when", label: t.action_done },
    ],
    { label: t.actions, add: t.action_add, remove: t.remove, remove_one: t.action_remove, least: 1 },
    changed,
  );
  const read = () => ({
    text: text.value,
    factors: factors.read().map((row) => row.text),
    actions: actions.read(),
  });
  const kept = h("ul", { class: "ba-facts" });
  function drawFacts(names) {
    fill(
      kept,
      (view.facts || []).map((fact) =>
        h("li", { class: names.includes(fact) ? "ba-kept" : null }, fact, names.includes(fact) && aside(` (${t.kept})`)),
      ),
    );
  }
  drawFacts([]);
  return {
    body: [
      h("p", { class: "ba-prompt" }, view.title_text),
      h("p", { class: "ba-context" }, view.context),
      h("details", {}, h("summary", {}, t.original), h("div", { class: "ba-yours" }, markdownish(view.text))),
      h("b", { class: "ba-small" }, t.facts),
      kept,
      (view.fact_sheet || []).length
        ? h("details", {}, h("summary", {}, t.fact_sheet), h("ul", {}, view.fact_sheet.map((fact) => h("li", {}, fact))))
        : null,
      h(
        "div",
        { class: "ba-twoup" },
        h("div", {}, h("label", { for: text.id }, t.field), text),
        view.graded ? null : h("div", {}, h("b", { class: "ba-small" }, t.found), spoken, found),
      ),
      factors.node,
      actions.node,
    ],
    ready: () => (text.value.trim() ? "" : t.empty),
    show: (answer) => {
      const value = answer.value && typeof answer.value === "object" ? answer.value : {};
      // Nobody starts from an empty page: the text as it was is there to work on.
      const next = typeof value.text === "string" ? value.text : view.text;
      if (text.value !== next) text.value = next;
      factors.show((Array.isArray(value.factors) ? value.factors : []).map((one) => ({ text: one })));
      actions.show(value.actions);
    },
    feedback: (feedback) => {
      drawFacts(feedback.kept || []);
      const looks = feedback.look || [];
      const many = looks.length === 1 ? t.look_one : t.look_many;
      const told = looks.length ? words(many, { n: looks.length }) : feedback.looked ? t.look_none : t.look_start;
      if (spoken.textContent !== told) spoken.textContent = told;
      fill(
        found,
        looks.map((look) =>
          h(
            "div",
            { class: "ba-finding" },
            h("button", { type: "button", class: "ba-quiet ba-title", on: { click: () => select(look.words) } }, `“${look.words}”`),
            h("p", {}, look.reason),
            look.question && h("p", {}, h("b", {}, t.ask_instead), " ", look.question),
          ),
        ),
      );
    },
  };
  // Brings the words that a finding is about into view, in the text field.
  function select(part) {
    const at = text.value.indexOf(part);
    text.focus();
    if (at < 0) return;
    text.setSelectionRange(at, at + part.length);
    const line = text.value.slice(0, at).split("\n").length;
    const height = text.scrollHeight / Math.max(1, text.value.split("\n").length);
    text.scrollTop = Math.max(0, (line - 3) * height);
  }
}

// Headings and lists of a Markdown text as plain nodes; anything else stays as it is written.
function markdownish(text) {
  return String(text || "")
    .split(/\n\s*\n/)
    .map((part) => {
      const lines = part.trim().split("\n");
      if (/^#+\s/.test(lines[0])) {
        return [h("p", {}, h("b", {}, lines[0].replace(/^#+\s+/, ""))), lines.length > 1 ? markdownish(lines.slice(1).join("\n")) : null];
      }
      if (lines.every((line) => /^\s*([-*]|\d+\.)\s/.test(line))) {
        return h("ul", {}, lines.map((line) => h("li", {}, line.replace(/^\s*([-*]|\d+\.)\s+/, ""))));
      }
      return paragraphs(part, { dir: "auto" });
    });
}
