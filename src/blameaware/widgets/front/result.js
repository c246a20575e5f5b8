// What follows from what was entered: {text, tables, charts, after, files}. Only the sentences are
// a live region: a screen reader says what changed, not every number of a chart. A table that was
// open stays open.

import { chart } from "./chart.js";
import { filesRow } from "./files-row.js";
import { fill, h } from "./dom.js";
import { dataTable } from "./table.js";

export function resultBox(t) {
  const told = h("div", { "aria-live": "polite" });
  const rest = h("div", {});
  let shown = "";
  return {
    node: h("div", { class: "ba-result" }, told, rest),
    draw(result) {
      const found = result || {};
      const key = JSON.stringify(found);
      if (key === shown) return;
      shown = key;
      const open = [...rest.querySelectorAll("details")].map((details) => details.open);
      fill(told, (found.text || []).map((line) => h("p", {}, line)));
      fill(
        rest,
        (found.tables || []).map(dataTable),
        (found.charts || []).map((spec) => chart(spec, t)),
        (found.after || []).map((line) => h("p", { class: "ba-context" }, line)),
        filesRow(found.files),
      );
      rest.querySelectorAll("details").forEach((details, n) => {
        details.open = open[n] === true;
      });
    },
  };
}
