// Runs in the page's head, before anything is drawn: says whether this browser can run the page
// live, and holds back what follows a live cell until the widgets are drawn, so that nothing moves.
/* global LIVE_HEAD */
(() => {
  const root = document.documentElement;
  const here = document.currentScript.src;
  const able =
    typeof WebAssembly === 'object' && typeof Worker === 'function' &&
    typeof DecompressionStream === 'function' && 'noModule' in document.createElement('script');
  if (!able) return;
  root.classList.add('live', 'live-wait');
  setTimeout(() => root.classList.remove('live-wait'), 3000);
  window.livePage = {
    newWorker() {
      const plain = new URLSearchParams(location.search).has('live-plain'); // for comparisons
      const url = new URL(LIVE_HEAD.worker, here);
      if (plain) url.search = '?plain';
      const worker = new Worker(url, {type: 'module'});
      // what it says before the page listens is kept
      worker.early = [];
      worker.onmessage = ({data}) => worker.early.push(data);
      worker.onerror = (event) => worker.early.push({kind: 'failed', reason: event.message});
      return worker;
    },
  };
})();
