// Who I am in this change: one choice, and the path that goes with it.

import { h } from "./dom.js";
import { keepRole } from "./own-role.js";

export function role(context) {
  const { view } = context;
  const path = h("p", { class: "ba-path", role: "status" });
  const rows = (view.roles || []).map((one) => {
    const input = h("input", {
      type: "radio",
      name: context.id("role"),
      value: one.id,
      on: {
        change: () => {
          context.edit({ value: { role: one.id } });
          tell(one.id);
        },
      },
    });
    return { one, input, label: h("label", { class: "ba-choice" }, input, h("span", {}, one.text)) };
  });
  let last = "";
  function tell(chosen) {
    for (const row of rows) {
      row.input.checked = row.one.id === chosen;
      row.label.classList.toggle("ba-picked", row.input.checked);
      if (row.input.checked) path.textContent = row.one.path;
    }
    if (!chosen) path.textContent = "";
    // Nothing chosen yet is no reason to forget what another page knows; cleared here is.
    if (chosen || last) keepRole(chosen);
    last = chosen;
  }
  return {
    body: [
      h("p", { class: "ba-context" }, view.intro),
      h("fieldset", { class: "ba-options" }, h("legend", {}, view.prompt), rows.map((row) => h("div", { class: "ba-option" }, row.label))),
      path,
    ],
    noCheck: true,
    show: (answer) => tell(answer.value?.role || ""),
    feedback() {},
  };
}
