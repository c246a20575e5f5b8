// Draws a Vega-Lite specification. Only pages that plot load this (a megabyte of scripts).
// The colors follow the page, light and dark; the numbers are also there as a table.
import embed from 'vega-embed';
import {expressionInterpreter} from 'vega-interpreter';

const ROWS = 200; // more than that is no help as a table

function theme() {
  const style = getComputedStyle(document.documentElement);
  const color = (name, other) => style.getPropertyValue(name).trim() || other;
  const text = color('--pst-color-text-base', '#222');
  const line = color('--pst-color-border', '#ccc');
  return {
    background: 'transparent',
    font: getComputedStyle(document.body).fontFamily,
    title: {color: text},
    style: {'guide-label': {fill: text}, 'guide-title': {fill: text}},
    axis: {domainColor: line, gridColor: line, tickColor: line},
    view: {stroke: line},
  };
}

function table(values) {
  const names = Object.keys(values[0]);
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = 'The numbers as a table';
  const grid = document.createElement('table');
  const row = (cells, tag, parent) => {
    const tr = parent.insertRow();
    for (const cell of cells) {
      const el = document.createElement(tag);
      if (tag === 'th') el.scope = 'col';
      el.textContent = String(cell ?? '');
      tr.append(el);
    }
  };
  row(names, 'th', grid.createTHead());
  const body = grid.createTBody();
  for (const value of values.slice(0, ROWS)) row(names.map((name) => value[name]), 'td', body);
  details.append(summary, grid);
  return details;
}

// Appends a chart to `place`; resolves when it is drawn.
export async function drawChart(spec, place) {
  const figure = document.createElement('figure');
  figure.className = 'output live-chart';
  const canvas = document.createElement('div');
  canvas.setAttribute('role', 'img');
  const title = typeof spec.title === 'string' ? spec.title : spec.title?.text;
  canvas.setAttribute('aria-label', spec.description ?? title ?? 'A chart');
  figure.append(canvas);
  place.append(figure);
  let view;
  const paint = async () => {
    view?.finalize();
    const config = {...theme(), ...spec.config};
    const options = {actions: false, renderer: 'svg', ast: true, expr: expressionInterpreter, config};
    view = await embed(canvas, spec, options);
  };
  await paint();
  const values = spec.data?.values;
  if (Array.isArray(values) && values.length && typeof values[0] === 'object') figure.append(table(values));
  new MutationObserver(paint).observe(document.documentElement, {attributeFilter: ['data-theme']});
}
