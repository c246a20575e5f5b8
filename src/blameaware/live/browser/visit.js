// On every page of the book: keeps the whole book for reading without a network, and offers a new
// version when there is one. Waits until a live page has started, so as not to slow it down.
import './visit.css';
import {WORDS} from './words.js';

const root = new URL('../../', document.currentScript.src);

function offer(action) {
  if (document.querySelector('.live-offer')) return;
  const box = document.createElement('div');
  box.className = 'live-offer';
  const line = document.createElement('span');
  line.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = WORDS.useUpdate;
  button.onclick = action;
  box.append(line, button);
  document.body.append(box);
  line.textContent = WORDS.update;
}

async function keep() {
  const {serviceWorker} = navigator;
  const registration = await serviceWorker.register(new URL('sw.js', root), {scope: root});
  let asked = false;
  serviceWorker.addEventListener('controllerchange', () => asked && location.reload());
  const ready = () => {
    const waiting = registration.waiting;
    if (!waiting || !serviceWorker.controller) return;
    offer(() => {
      asked = true;
      waiting.postMessage('use');
    });
  };
  ready();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', ready);
  });
}

function begin() {
  keep().catch((error) => console.info('live: not kept for reading offline', error));
}

if ('serviceWorker' in navigator && window.isSecureContext) {
  const isLive = document.documentElement.classList.contains('live');
  if (isLive) document.addEventListener('live:ready', begin, {once: true});
  else addEventListener('load', begin);
}
