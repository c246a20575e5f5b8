// What follows from what was entered: {sources, text, tables, charts, after, files}. Only the sentences are
// a live region: a screen reader says what changed, not every number of a chart. A table that was
// open stays open.

import { chart } from "./chart.js";
import { filesRow } from "./files-row.js";
import { fill, h } from "./dom.js";
import { dataTable } from "./table.js";

export function resultBox(t) {
  const sources = h("div", {});
  const told = h("div", { "aria-live": "polite" });
  const rest = h("div", {});
  let shown = "";
  let read = "";
  // What the result is about, such as a transcript; it stays open as long as it stays the same.
  function drawSources(given) {
    const key = JSON.stringify(given);
    if (key === read) return;
    read = key;
    fill(
      sources,
      given.map((source) =>
        h(
          "details",
          { class: "ba-source" },
          h("summary", {}, source.summary),
          h("div", { class: "ba-yours" }, source.lines.map(([speaker, said]) => h("p", {}, h("b", {}, `${speaker}: `), said))),
        ),
      ),
    );
  }
  return {
    node: h("div", { class: "ba-result" }, sources, told, rest),
    draw(result) {
      const found = result || {};
      const key = JSON.stringify(found);
      if (key === shown) return;
      shown = key;
      const open = [...rest.querySelectorAll("details")].map((details) => details.open);
      drawSources(found.sources || []);
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
