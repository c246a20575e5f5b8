// Puts the whole site into a cache, in the background and once, so that every notebook opens without
// a network after the first visit. The service worker (offline.js) answers from it.
export async function fill(base) {
  if (!('caches' in self) || !navigator.serviceWorker?.controller) return;
  const answer = await fetch(new URL('offline.json', base), {cache: 'no-cache'});
  if (!answer.ok) return;
  const {cache: name, prefix, files} = await answer.json();
  const cache = await caches.open(name);
  for (const path of files) {
    const url = new URL(path, base).href;
    if (await cache.match(url)) continue;
    const file = await fetch(url, {cache: 'no-cache'});
    if (file.ok && !(await cache.match(url))) await cache.put(url, file);
  }
  for (const old of await caches.keys()) {
    if (old.startsWith(prefix) && old !== name) await caches.delete(old);
  }
}
