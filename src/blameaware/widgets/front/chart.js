// Charts with a text alternative: an SVG that says in a sentence what it shows, and its table.

import { h, words } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 640;
const HIGH = 300;
const LEFT = 56;
const BOTTOM = 40;
const DASHES = ["", "7 5"];

function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

// chart: {type: "bands" | "ranges", title, summary, unit, max, x: [labels], series | rows}
export function chart(spec, t) {
  const draw = spec.type === "bands" ? bands : ranges;
  return h(
    "figure",
    { class: "ba-chart" },
    h("figcaption", {}, spec.title),
    draw(spec),
    spec.series && spec.series.length > 1 ? legend(spec) : null,
    h("details", {}, h("summary", {}, t.table), table(spec, t)),
  );
}

function frame(spec, high) {
  return s("svg", { viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": spec.summary || spec.title, class: "ba-svg" });
}

function shown(value, spec) {
  if (spec.percent) return `${Math.round(value * 100)} %`;
  const digits = Math.abs(value) < 10 ? 1 : 0;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

// Round steps for an axis from 0 to at least `max`.
function steps(max) {
  const raw = (max || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= raw) || raw;
  return [0, 1, 2, 3, 4].map((n) => n * step);
}

// Series over x as a line with a band around it.
function bands(spec) {
  const svg = frame(spec, HIGH);
  const ticks = spec.percent ? [0, 0.25, 0.5, 0.75, 1] : steps(spec.max);
  const top = ticks[4];
  const last = Math.max(1, spec.x.length - 1);
  const x = (i) => LEFT + (i / last) * (WIDE - LEFT - 16);
  const y = (value) => HIGH - BOTTOM - (value / top) * (HIGH - BOTTOM - 16);
  for (const tick of ticks) {
    svg.append(
      s("line", { x1: LEFT, x2: WIDE - 16, y1: y(tick), y2: y(tick), class: "ba-grid" }),
      s("text", { x: LEFT - 8, y: y(tick) + 5, "text-anchor": "end" }, shown(tick, spec)),
    );
  }
  const every = Math.ceil(spec.x.length / 7);
  spec.x.forEach((label, i) => {
    if (i % every === 0) svg.append(s("text", { x: x(i), y: HIGH - 16, "text-anchor": "middle" }, String(label)));
  });
  spec.series.forEach((series, n) => {
    const high = series.points.map((p, i) => `${x(i)},${y(p[2])}`);
    const low = series.points.map((p, i) => `${x(i)},${y(p[0])}`).reverse();
    svg.append(
      s("polygon", { points: [...high, ...low].join(" "), class: `ba-area ba-color-${n}` }),
      s("polyline", {
        points: series.points.map((p, i) => `${x(i)},${y(p[1])}`).join(" "),
        class: `ba-line-mid ba-color-${n}`,
        "stroke-dasharray": DASHES[n % 2],
      }),
    );
  });
  return svg;
}

// Rows with a range each: a bar from low to high, a mark in the middle.
function ranges(spec) {
  const row = 46;
  const high = spec.rows.length * row + BOTTOM;
  const svg = frame(spec, high);
  const ticks = spec.percent ? [0, 0.25, 0.5, 0.75, 1] : steps(spec.max);
  const x = (value) => 16 + (value / ticks[4]) * (WIDE - 48);
  for (const tick of ticks) {
    svg.append(
      s("line", { x1: x(tick), x2: x(tick), y1: 4, y2: high - 26, class: "ba-grid" }),
      s("text", { x: x(tick), y: high - 8, "text-anchor": "middle" }, shown(tick, spec)),
    );
  }
  spec.rows.forEach((entry, n) => {
    const y = n * row + 22;
    const [low, mid, up] = entry.band;
    const color = `ba-color-${entry.color || 0}`;
    svg.append(
      s("text", { x: 16, y: y - 4 }, entry.label),
      s("rect", { x: x(low), y: y + 2, width: Math.max(3, x(up) - x(low)), height: 14, rx: 4, class: `ba-range ${color}` }),
      s("line", { x1: x(mid), x2: x(mid), y1: y - 1, y2: y + 19, class: "ba-mid" }),
    );
  });
  return svg;
}

function legend(spec) {
  return h(
    "ul",
    { class: "ba-legend" },
    spec.series.map((series, n) => {
      const swatch = s("svg", { viewBox: "0 0 34 12", width: 34, height: 12, "aria-hidden": "true" });
      swatch.append(s("line", { x1: 0, x2: 34, y1: 6, y2: 6, class: `ba-line-mid ba-color-${n}`, "stroke-dasharray": DASHES[n % 2] }));
      return h("li", {}, swatch, " ", series.name);
    }),
  );
}

function table(spec, t) {
  const head = h("tr", {}, [spec.x_name || "", t.low, t.mid, t.high].map((text) => h("th", { scope: "col" }, text)));
  const line = (label, band) =>
    h("tr", {}, h("th", { scope: "row" }, label), band.map((value) => h("td", {}, shown(value, spec))));
  const body = spec.rows
    ? spec.rows.map((entry) => line(entry.label, entry.band))
    : spec.series.flatMap((series) =>
        series.points.map((point, i) => line(spec.series.length > 1 ? `${series.name}, ${spec.x[i]}` : String(spec.x[i]), point)),
      );
  return h(
    "div",
    { class: "ba-tablebox", role: "region", "aria-label": spec.title, tabindex: "0" },
    h("table", {}, h("caption", {}, words(t.table_of, { title: spec.title })), h("thead", {}, head), h("tbody", {}, body)),
  );
}
