// My answers: download them, load them from a file, forget them.

import { fill, freshId, h, put, words } from "./dom.js";
import { save, tellPage } from "./files.js";
import { keepRole } from "./own-role.js";

const MOST_BYTES = 20_000_000;

export function answers(context) {
  const { view, t, model } = context;
  const summary = h("p", { class: "ba-summary" });
  const file = h("input", {
    type: "file",
    id: freshId("file"),
    class: "ba-file",
    accept: ".json,application/json",
    on: { change: () => load() },
  });
  const sure = h("div", { class: "ba-row ba-ask", hidden: true, role: "group", "aria-label": t.forget });
  const forget = h("button", { type: "button", "aria-expanded": "false", on: { click: () => question(true) } }, t.forget);
  const keep = h("button", { type: "button", on: { click: () => question(false) } }, t.reset_no);
  put(
    sure,
    h("span", {}, t.forget_ask),
    h(
      "button",
      {
        type: "button",
        on: {
          click: () => {
            question(false);
            // A live page forgets every file that it keeps, and starts again; elsewhere Python
            // forgets the answers.
            if (!view.narrow) keepRole("");
            if (view.narrow || !tellPage("live:forget")) context.act("forget");
          },
        },
      },
      t.forget_yes,
    ),
    keep,
  );
  function question(on) {
    sure.hidden = !on;
    forget.setAttribute("aria-expanded", String(on));
    (on ? keep : forget).focus();
  }
  async function load() {
    const [chosen] = file.files;
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) {
      context.say(t.too_large);
    } else {
      context.act("load", { text: await chosen.text() });
    }
    file.value = "";
  }
  const name = h("input", {
    type: "text",
    id: freshId("name"),
    class: "ba-name",
    autocomplete: "name",
    maxlength: "100",
    on: { change: () => context.act("name", { text: name.value }) },
  });
  model.on("msg:custom", (message) => {
    if (message && message.save) save(message.save.name, message.save.text, message.save.type);
  });
  return {
    body: [
      summary,
      h("label", { for: name.id }, t.name),
      h("p", { class: "ba-context" }, t.name_why),
      name,
      h(
        "div",
        { class: "ba-row" },
        h("button", { type: "button", class: "ba-main", on: { click: () => context.act("download") } }, t.download),
        h("label", { class: "ba-button", for: file.id }, t.load),
        file,
        forget,
      ),
      sure,
    ],
    noCheck: true,
    noReset: true,
    show() {},
    feedback: (feedback) => {
      fill(summary, feedback.summary || words(view.summary));
      // What is being typed wins over what was kept.
      if (document.activeElement !== name) name.value = feedback.learner || "";
    },
  };
}
