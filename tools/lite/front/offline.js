// Stands before JupyterLite's own service worker in the same file: what the site consists of comes
// from a cache of this build, then from the network; without a network an older build will do.
/* global LITE_SITE */
const {cache: name, prefix, files} = LITE_SITE;
const HOME = new URL('./', self.location.href);
const known = new Set(files);

function pathOf(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== HOME.origin) return null;
  if (!url.pathname.startsWith(HOME.pathname)) return null;
  let path = decodeURIComponent(url.pathname.slice(HOME.pathname.length));
  if (path === '' || path.endsWith('/')) path += 'index.html';
  return known.has(path) ? path : null;
}

async function older(url) {
  for (const other of await caches.keys()) {
    if (!other.startsWith(prefix)) continue;
    const found = await (await caches.open(other)).match(url);
    if (found) return found;
  }
  return null;
}

async function answer(path) {
  const url = new URL(path, HOME).href;
  const cache = await caches.open(name);
  const kept = await cache.match(url);
  if (kept) return kept;
  try {
    const fresh = await fetch(url, {cache: 'no-cache'});
    if (fresh.ok) await cache.put(url, fresh.clone());
    return fresh;
  } catch (error) {
    const found = await older(url);
    if (found) return found;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (!path) return;
  event.stopImmediatePropagation();
  event.respondWith(answer(path));
});
