// Stands before JupyterLite's own start. Our service worker has to be in charge of the page before
// JupyterLite looks for it: where it finds another one of this host, that of the course's pages, it
// removes it or takes it for its own, and then no file can be read.
/* global LITE_VERSION */
const LONGEST = 5_000; // milliseconds to wait; without it the notebooks still open

async function takeCharge() {
  const {serviceWorker} = navigator;
  if (!serviceWorker) return;
  const script = new URL('service-worker.js?enableCache=false', import.meta.url).href;
  localStorage.setItem(`${script}-version`, LITE_VERSION); // so that it knows it as its own
  const ours = () => serviceWorker.controller?.scriptURL === script;
  const inCharge = new Promise((done) => {
    serviceWorker.addEventListener('controllerchange', () => ours() && done());
    setTimeout(done, LONGEST);
  });
  await serviceWorker.register(script);
  if (!ours()) await inCharge;
}

await takeCharge().catch((error) => console.info('no service worker', error));
