// What stands under a card after a check: first what is good, then what to look at, then a way on.

import { aside, h, words } from "./dom.js";

// Returns the nodes of the feedback region; none when there is nothing to say.
export function feedbackParts(context, feedback, part) {
  const { t } = context;
  const nodes = [];
  if (feedback.restored) nodes.push(h("p", { class: "ba-note" }, feedback.restored));
  if (feedback.good) nodes.push(h("p", { class: "ba-good" }, feedback.good));
  if (feedback.yours) nodes.push(ownText(context, feedback.yours));
  for (const finding of feedback.findings || []) nodes.push(findingNode(t, finding));
  const notes = (feedback.notes || []).filter((note) => !(part.places && part.places(note)));
  if (notes.length) nodes.push(noteList(t, notes));
  if (feedback.scales) nodes.push(scales(t, feedback.scales));
  if (feedback.next) nodes.push(h("p", { class: "ba-next" }, feedback.next));
  if ((feedback.hints || []).length) nodes.push(hintList(t, feedback.hints));
  if ((feedback.models || []).length) nodes.push(models(context, feedback));
  if (feedback.more && part.more) nodes.push(part.more(feedback));
  return nodes;
}

// The learner's own text, with the words that findings are about marked and numbered.
function ownText(context, segments) {
  const { t } = context;
  return h(
    "div",
    { class: "ba-yours" },
    h("b", { class: "ba-small" }, t.yours),
    h(
      "p",
      { dir: "auto" },
      segments.map(({ text, finding }) =>
        finding
          ? h("mark", {}, text, h("sup", { "aria-hidden": "true" }, finding), aside(words(t.marked, { n: finding })))
          : text,
      ),
    ),
  );
}

function findingNode(t, finding) {
  return h(
    "div",
    { class: "ba-finding" },
    h("b", { class: "ba-title" }, finding.number ? `${finding.number}. ` : "", finding.title),
    h("p", {}, finding.reason),
    finding.question && h("p", {}, h("b", {}, t.ask_instead), " ", finding.question),
    finding.move && h("p", {}, h("b", {}, t.try_move), " ", finding.move),
  );
}

const SIGNS = { good: "✓", look: "→", info: "·" };

export function noteList(t, notes) {
  return h(
    "ul",
    { class: "ba-notes" },
    notes.map((note) =>
      h(
        "li",
        { class: `ba-is-${note.kind}`, dir: "auto" },
        h("span", { class: "ba-sign", "aria-hidden": "true" }, SIGNS[note.kind] || "·"),
        note.kind === "look" && aside(`${t.look_again} `),
        note.kind === "good" && aside(`${t.fine} `),
        h("span", {}, note.text),
      ),
    ),
  );
}

function scales(t, entries) {
  return h(
    "ul",
    { class: "ba-scales", "aria-label": t.scales },
    entries.map(({ label, value, of }) =>
      h(
        "li",
        {},
        label,
        aside(`: ${words(t.of, { n: value, m: of })}`),
        h(
          "span",
          { class: "ba-bar", "aria-hidden": "true" },
          Array.from({ length: of }, (_, i) => h("i", { class: i < value ? "ba-on" : null })),
        ),
      ),
    ),
  );
}

function hintList(t, hints) {
  return h(
    "div",
    { class: "ba-hints" },
    h("b", { class: "ba-small" }, t.hints),
    h("ol", {}, hints.map((hint) => h("li", {}, hint))),
  );
}

function models(context, feedback) {
  const { t } = context;
  return h(
    "details",
    { class: "ba-models", open: !!feedback.open_models },
    h("summary", {}, t.models),
    feedback.own && h("div", { class: "ba-beside" }, h("b", { class: "ba-small" }, t.yours), h("p", { dir: "auto" }, feedback.own)),
    feedback.models.map((text) => h("div", { class: "ba-beside ba-model" }, h("b", { class: "ba-small" }, t.another), h("p", {}, text))),
  );
}
