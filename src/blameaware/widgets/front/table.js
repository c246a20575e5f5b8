// A table from data: {caption, head: [texts], rows: [[cells]]}; the first cell names its row.

import { h } from "./dom.js";

export function dataTable(spec) {
  return h(
    "div",
    { class: "ba-tablebox", role: "region", "aria-label": spec.caption, tabindex: "0" },
    h(
      "table",
      {},
      h("caption", {}, spec.caption),
      h("thead", {}, h("tr", {}, spec.head.map((text) => h("th", { scope: "col" }, text)))),
      h(
        "tbody",
        {},
        spec.rows.map(([name, ...cells]) => h("tr", {}, h("th", { scope: "row" }, name), cells.map((cell) => h("td", {}, String(cell))))),
      ),
    ),
  );
}
