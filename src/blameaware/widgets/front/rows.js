// A list that grows: each row has fields; rows can be added and removed.

import { fill, h, words } from "./dom.js";

// specs are [{id, label, type: "line" | "date"}]. Returns {node, read(), show(rows)}.
export function growing(context, name, specs, texts, changed) {
  const list = h("ol", { class: "ba-rows", "aria-label": texts.label });
  const add = h(
    "button",
    {
      type: "button",
      on: {
        click: () => {
          rows.push(row({}));
          draw();
          rows[rows.length - 1].inputs[0].focus();
          changed();
        },
      },
    },
    texts.add,
  );
  let rows = [];
  let made = 0;

  function row(values) {
    made += 1;
    const own = `${name}-${made}`;
    const inputs = specs.map((spec) => {
      const input = h("input", {
        type: spec.type === "date" ? "date" : "text",
        id: context.id(`${own}-${spec.id}`),
        dir: "auto",
        autocomplete: "off",
        on: { input: changed },
      });
      input.value = typeof values[spec.id] === "string" ? values[spec.id] : "";
      return input;
    });
    const remove = h("button", { type: "button", class: "ba-quiet", on: { click: () => drop(entry) } }, texts.remove);
    const entry = {
      inputs,
      remove,
      node: h(
        "li",
        {},
        specs.map((spec, i) => h("div", { class: `ba-part ba-part-${spec.id}` }, h("label", { for: inputs[i].id }, spec.label), inputs[i])),
        remove,
      ),
    };
    return entry;
  }
  function drop(entry) {
    const at = rows.indexOf(entry);
    rows = rows.filter((one) => one !== entry);
    draw();
    (rows[Math.max(0, at - 1)]?.inputs[0] || add).focus();
    changed();
  }
  function draw() {
    rows.forEach((entry, n) => entry.remove.setAttribute("aria-label", words(texts.remove_one, { n: n + 1 })));
    fill(list, rows.map((entry) => entry.node));
  }
  const read = () =>
    rows.map((entry) => Object.fromEntries(specs.map((spec, i) => [spec.id, entry.inputs[i].value])));
  return {
    node: h("div", { class: "ba-growing" }, h("b", { class: "ba-small" }, texts.label), list, add),
    read,
    show: (values) => {
      const given = Array.isArray(values) ? values.filter((one) => one && typeof one === "object") : [];
      const enough = rows.length >= (texts.least || 0);
      if (enough && JSON.stringify(given) === JSON.stringify(read())) return;
      rows = given.map(row);
      while (rows.length < (texts.least || 0)) rows.push(row({}));
      draw();
    },
  };
}
