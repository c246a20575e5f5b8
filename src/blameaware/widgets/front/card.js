// The card that every exercise lives in: kind, body, confidence, buttons, state, feedback.
//
// A kind is a function of the context that returns {body, show(answer), feedback?(feedback),
// buttons?, check?, ready?()}. The context has view, t (strings), id(name), edit(changes),
// act(name, more), say(text).

import { fill, freshId, h, put, words } from "./dom.js";
import { openSession } from "./session.js";
import { feedbackParts } from "./feedback.js";
import { recallRole } from "./own-role.js";

export function mountCard(model, el, kind) {
  recallRole();
  const view = model.get("view") || {};
  const t = view.strings || {};
  const state = h("span", { class: "ba-state", role: "status" });
  const region = h("div", { class: "ba-feedback", "aria-live": "polite", hidden: true });
  const ids = {};
  let session = null;
  const context = {
    view,
    t,
    model,
    id: (name) => (ids[name] ||= freshId(name)),
    edit: (changes) => {
      session.edit(changes);
      say(view.graded ? t.saving : "");
      sure.refresh(session.answer);
    },
    act: (name, more) => session.act(name, more),
    say: (text) => say(text),
    answer: () => session.answer,
  };
  let lasting = "";
  let last = "";
  function say(told) {
    last = told || "";
    const text = lasting && last !== lasting ? `${last} ${lasting}`.trim() : last;
    if (state.textContent !== text) state.textContent = text || "";
  }

  const part = kind(context);
  const sure = confidence(context);
  const check = h(
    "button",
    {
      type: "button",
      class: "ba-main",
      on: {
        click: () => {
          const hint = part.ready ? part.ready() : "";
          if (hint) return say(hint);
          say(view.graded ? t.saving : t.checking);
          context.act("check");
        },
      },
    },
    view.graded ? t.save : part.check || t.check,
  );
  const hint =
    view.hints > 0 &&
    h("button", { type: "button", on: { click: () => context.act("hint") } }, t.hint);
  const reset = resetButton(context, () => check.focus());
  const row = h("div", { class: "ba-row" }, part.noCheck ? null : check, hint, part.buttons, part.noReset ? null : reset.button, state);
  const card = h(
    "section",
    {
      class: `ba-card ba-card-${view.kind || "exercise"}`,
      "aria-label": view.title ? `${view.label}: ${view.title}` : view.label,
      // JupyterLab must not take arrow keys and letters for its own while somebody works here.
      "data-lm-suppress-shortcuts": "true",
      "data-exercise": view.id || null,
    },
    h(
      "div",
      { class: "ba-kind" },
      h("b", {}, view.label),
      (view.meta || []).map((text) => h("span", {}, text)),
    ),
    part.body,
    sure.node,
    row,
    reset.question,
    region,
  );

  function drawAnswer(answer) {
    part.show(answer || {});
    sure.refresh(answer || {});
  }
  let shown = "";
  function drawFeedback(feedback) {
    const status = feedback.status || "";
    const parts = { ...feedback, status: null, r: null };
    const key = JSON.stringify(parts);
    if (key !== shown) {
      shown = key;
      const nodes = feedbackParts(context, feedback, part);
      region.hidden = nodes.length === 0;
      fill(region, nodes);
      if (hint) hint.hidden = (feedback.hints || []).length >= view.hints;
      if (part.feedback) part.feedback(feedback);
    }
    say(status);
  }

  // What the page around says about keeping: shown here too, where the answer is.
  const storage = (event) => {
    const lost = event.detail?.state;
    lasting = lost === "kept" ? "" : t[`storage_${lost}`] || "";
    say(last);
  };
  document.addEventListener("live:storage", storage);
  session = openSession(model, drawAnswer, drawFeedback);
  put(el, card);
  drawAnswer(session.answer);
  drawFeedback(model.get("feedback") || {});
  return () => {
    document.removeEventListener("live:storage", storage);
    session.close();
  };
}

// "How sure were you?" as three radio buttons; kinds without it get an empty one.
function confidence(context) {
  const { view, t } = context;
  if (!view.confidence) return { node: null, refresh() {} };
  const name = context.id("sure");
  const inputs = view.confidence.map(([value, label]) =>
    h(
      "label",
      { class: "ba-sure-one" },
      h("input", {
        type: "radio",
        name,
        value: String(value),
        on: { change: () => context.edit({ confidence: value }) },
      }),
      h("span", {}, label),
    ),
  );
  const node = h("fieldset", { class: "ba-sure" }, h("legend", {}, t.sure), inputs);
  return {
    node,
    refresh(answer) {
      for (const input of node.querySelectorAll("input")) {
        input.checked = Number(input.value) === answer.confidence;
      }
    },
  };
}

// Starting over asks first, in the card, without a dialog.
function resetButton(context, focusNext) {
  const { t } = context;
  const button = h(
    "button",
    { type: "button", class: "ba-quiet", on: { click: () => show(true) }, "aria-expanded": "false" },
    t.reset,
  );
  const keep = h("button", { type: "button", on: { click: () => show(false) } }, t.reset_no);
  const clear = h(
    "button",
    {
      type: "button",
      on: {
        click: () => {
          show(false);
          context.act("reset");
          focusNext();
        },
      },
    },
    t.reset_yes,
  );
  const question = h(
    "div",
    { class: "ba-row ba-ask", hidden: true, role: "group", "aria-label": t.reset },
    h("span", {}, t.reset_ask),
    clear,
    keep,
  );
  function show(on) {
    question.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    (on ? keep : button).focus();
  }
  return { button, question };
}

export { words };
