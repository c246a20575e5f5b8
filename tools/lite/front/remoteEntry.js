// An extension of JupyterLab in its prebuilt form, without a module of Jupyter's own: it needs only
// the application that it is given.
/* global LITE_EXTENSION */
import {SharedAnswers} from './answers.js';
import {fill} from './fill.js';

const QUIET = 5_000; // milliseconds after the start, before the rest of the site is fetched
const base = () => {
  const {baseUrl} = JSON.parse(document.getElementById('jupyter-config-data').textContent);
  return new URL(baseUrl, location.href);
};

const answers = {
  id: `${LITE_EXTENSION}:answers`,
  description: 'Shares the answers file with the pages of the course.',
  autoStart: true,
  activate: (app) => {
    const scope = new URL('../', base()).pathname;
    const shared = new SharedAnswers(app.serviceManager.contents, scope);
    app.restored.then(() => shared.start());
  },
};

const offline = {
  id: `${LITE_EXTENSION}:offline`,
  description: 'Keeps the whole site for reading without a network.',
  autoStart: true,
  activate: (app) => {
    const start = () => fill(base()).catch((error) => console.info('offline: not yet', error));
    app.restored.then(() => setTimeout(start, QUIET));
  },
};

window._JUPYTERLAB ??= {};
window._JUPYTERLAB[LITE_EXTENSION] = {
  init: () => {},
  get: async () => () => ({__esModule: true, default: [answers, offline]}),
};
