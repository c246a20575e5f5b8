// Charts with a text alternative: an SVG that says in a sentence what it shows, and its table.

import { h, words } from "./dom.js";
import { dataTable } from "./table.js";

const SVG = "http://www.w3.org/2000/svg";
const HIGH = 280;
const LEFT = 56;
const BOTTOM = 40;
// The drawing is scaled to its place: a narrow page gets a narrow drawing, so that its text does
// not shrink.
const width = () => (window.innerWidth < 480 ? 330 : 640);
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

function frame(spec, wide) {
  return s("svg", { viewBox: `0 0 ${wide} ${HIGH}`, role: "img", "aria-label": spec.summary || spec.title, class: "ba-svg" });
}

function shown(value, spec) {
  if (spec.percent) return `${Math.round(value * 100)}%`;
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
  const wide = width();
  const svg = frame(spec, wide);
  const ticks = spec.percent ? [0, 0.25, 0.5, 0.75, 1] : steps(spec.max);
  const top = ticks[4];
  const last = Math.max(1, spec.x.length - 1);
  const x = (i) => LEFT + (i / last) * (wide - LEFT - 16);
  const y = (value) => HIGH - BOTTOM - (value / top) * (HIGH - BOTTOM - 16);
  for (const tick of ticks) {
    svg.append(
      s("line", { x1: LEFT, x2: wide - 16, y1: y(tick), y2: y(tick), class: "ba-grid" }),
      s("text", { x: LEFT - 8, y: y(tick) + 5, "text-anchor": "end" }, shown(tick, spec)),
    );
  }
  const every = Math.ceil(spec.x.length / 7);
  spec.x.forEach((label, i) => {
    if (i % every === 0) svg.append(s("text", { x: x(i), y: HIGH - 16, "text-anchor": i === last ? "end" : "middle" }, String(label)));
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

// Rows with a range each, as a list: the numbers in words, and a bar from low to high.
function ranges(spec) {
  const top = spec.percent ? 1 : spec.max || 1;
  const place = (value) => `${(100 * Math.min(value, top)) / top}%`;
  return h(
    "ul",
    { class: "ba-ranges" },
    spec.rows.map(({ label, band: [low, mid, high], color }) => {
      const same = low === high;
      const text = same ? shown(mid, spec) : `${shown(low, spec)} – ${shown(high, spec)}`;
      const bar = h("span", { class: `ba-range ba-color-${color || 0}` });
      bar.style.left = same ? "0" : place(low);
      bar.style.right = `calc(100% - ${place(high)})`;
      const mark = same ? null : h("span", { class: "ba-mid" });
      if (mark) mark.style.left = place(mid);
      return h(
        "li",
        {},
        h("span", { class: "ba-over" }, h("span", { dir: "auto" }, label), h("span", { class: "ba-count" }, text)),
        h("span", { class: "ba-track", "aria-hidden": "true" }, bar, mark),
      );
    }),
  );
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
  const cells = (band) => band.map((value) => shown(value, spec));
  const rows = spec.rows
    ? spec.rows.map((entry) => [entry.label, ...cells(entry.band)])
    : spec.series.flatMap((series) =>
        series.points.map((point, i) => [spec.series.length > 1 ? `${series.name}, ${spec.x[i]}` : String(spec.x[i]), ...cells(point)]),
      );
  return dataTable({ caption: words(t.table_of, { title: spec.title }), head: [spec.x_name || t.what, t.low, t.mid, t.high], rows });
}
