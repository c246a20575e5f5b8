// Draws outputs (streams, errors, mime bundles) as the book draws them, and the Output widget.
import {DOMWidgetModel, DOMWidgetView} from '@jupyter-widgets/base';

export const VIEW = 'application/vnd.jupyter.widget-view+json';

const CHART = /^application\/vnd\.vegalite\.v\d+(\.\d+)?\+json$/;

const text = (value) => (Array.isArray(value) ? value.join('') : String(value ?? ''));

function block(className, content) {
  const pre = document.createElement('pre');
  pre.textContent = content;
  const box = document.createElement('div');
  box.className = `output ${className} highlight`;
  box.append(pre);
  return box;
}

function markup(className, html) {
  const box = document.createElement('div');
  box.className = `output ${className}`;
  box.innerHTML = html;
  return box;
}

function image(mime, data) {
  const box = document.createElement('div');
  box.className = 'output image';
  const img = document.createElement('img');
  img.src = `data:${mime};base64,${text(data).trim()}`;
  img.alt = '';
  box.append(img);
  return box;
}

const drawers = [
  ['text/html', (d) => markup('text_html', text(d))],
  ['image/svg+xml', (d) => markup('image_svg', text(d))],
  ['image/png', (d) => image('image/png', d)],
  ['image/jpeg', (d) => image('image/jpeg', d)],
  ['text/markdown', (d) => block('text_markdown', text(d))],
  ['text/latex', (d) => block('text_latex', text(d))],
  ['application/json', (d) => block('text_plain', JSON.stringify(d, null, 1))],
  ['text/plain', (d) => block('text_plain', text(d))],
];

// Appends one output to `place`; resolves when it is drawn.
export async function drawOutput(manager, output, place) {
  if (output.output_type === 'stream') {
    const last = place.lastElementChild;
    const name = output.name === 'stderr' ? 'stderr' : 'stream';
    if (last?.classList.contains(name)) last.firstChild.textContent += text(output.text);
    else place.append(block(name, text(output.text)));
    return;
  }
  if (output.output_type === 'error') {
    place.append(block('traceback', text(output.traceback) || `${output.ename}: ${output.evalue}`));
    return;
  }
  const data = output.data ?? {};
  if (data[VIEW]) {
    const host = document.createElement('div');
    host.className = 'output live-view';
    place.append(host);
    await manager.show(data[VIEW].model_id, host);
    return;
  }
  const chart = Object.keys(data).find((mime) => CHART.test(mime));
  if (chart) {
    const {drawChart} = await import('./chart.js');
    await drawChart(data[chart], place);
    return;
  }
  const drawer = drawers.find(([mime]) => mime in data);
  if (drawer) place.append(drawer[1](data[drawer[0]]));
}

export class OutputModel extends DOMWidgetModel {
  defaults() {
    return {
      ...super.defaults(),
      _model_name: 'OutputModel',
      _view_name: 'OutputView',
      _model_module: '@jupyter-widgets/output',
      _view_module: '@jupyter-widgets/output',
      outputs: [],
      msg_id: '',
    };
  }
}

export class OutputView extends DOMWidgetView {
  render() {
    super.render();
    this.el.classList.add('live-output');
    this.listenTo(this.model, 'change:outputs', () => this.paint());
    return this.paint();
  }

  async paint() {
    const fresh = document.createElement('div');
    this.latest = fresh;
    for (const output of this.model.get('outputs') ?? []) {
      await drawOutput(this.model.widget_manager, output, fresh);
    }
    if (this.latest === fresh) this.el.replaceChildren(fresh);
  }
}

// Charts that were made when the book was built.
export async function drawSavedCharts() {
  for (const script of document.querySelectorAll('script.live-spec')) {
    const {drawChart} = await import('./chart.js');
    const host = script.parentElement;
    await drawChart(JSON.parse(script.textContent), host).catch((error) => {
      console.error('live: a chart could not be drawn', error);
      host.classList.add('live-undrawn');
    });
  }
}
