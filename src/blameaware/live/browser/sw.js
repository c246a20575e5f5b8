// The service worker: the whole book in a cache of this version, used before the network. A new
// version is fetched beside it and waits until a reader asks for it.
/* global LIVE_SITE */
const {version, files} = LIVE_SITE; // files: path below the book's root -> digest
const HOME = new URL('./', self.location.href);
const PREFIX = `live ${HOME.pathname} `;
const CACHE = PREFIX + version;
const LIST = new URL('_static/live/files', HOME).href; // the digests of what a cache holds
const AT_ONCE = 6;

async function olderFiles() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  for (const name of names) {
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (list) return {cache, list: await list.json()};
  }
  return {cache: null, list: {}};
}

async function install() {
  const cache = await caches.open(CACHE);
  const older = await olderFiles();
  const todo = Object.entries(files);
  const one = async ([path, digest]) => {
    const url = new URL(path, HOME).href;
    if (await cache.match(url)) return;
    const same = older.list[path] === digest && (await older.cache.match(url));
    const answer = same || (await fetch(url, {cache: 'no-cache'}));
    if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
    await cache.put(url, answer);
  };
  const hand = async () => {
    while (todo.length) await one(todo.shift());
  };
  await Promise.all(Array.from({length: AT_ONCE}, hand));
  await cache.put(LIST, new Response(JSON.stringify(files)));
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

function pathOf(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== HOME.origin) return null;
  if (!url.pathname.startsWith(HOME.pathname)) return null;
  let path = decodeURIComponent(url.pathname.slice(HOME.pathname.length));
  if (path === '' || path.endsWith('/')) path += 'index.html';
  return path in files ? path : null;
}

async function answer(path, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(new URL(path, HOME).href);
  if (!kept) return fetch(request);
  // A redirected answer may not be given to a navigation.
  return kept.redirected ? new Response(kept.body, {headers: kept.headers}) : kept;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.data === 'use' && self.skipWaiting());
self.addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (path) event.respondWith(answer(path, event.request));
});
