// Keeps the files below /work in the browser's storage (IndexedDB), shared by all tabs of a book.
import {merge, sameBytes} from './merge.js';

const HOME = '/work';

function request(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

export class Keeper {
  // `tell` gets {storage: 'kept' | 'none' | 'full' | 'failed'}, {changed: path, taken: [ids]} and
  // {forgotten: true}; `scope` names the book, so that two books on one host stay apart.
  constructor(scope, tell) {
    this.name = `live ${scope}`;
    this.tell = tell;
    this.known = new Map(); // path -> {rev, bytes} as this tab last read or wrote it
    this.busy = null;
    this.again = false;
    this.stopped = false;
  }

  // Opens the storage and reads everything; never throws. Returns [[path, bytes], …].
  async open() {
    try {
      const asked = indexedDB.open(this.name, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('files', {keyPath: 'path'});
      this.db = await request(asked);
      const rows = await request(this.db.transaction('files').objectStore('files').getAll());
      for (const row of rows) this.known.set(row.path, {rev: row.rev, bytes: row.bytes});
      this.channel = new BroadcastChannel(this.name);
      this.channel.onmessage = ({data}) => this.heard(data);
    } catch (error) {
      console.info('live: the browser gives no storage', error);
      this.db = null;
      this.tell({storage: 'none'});
    }
    return [...this.known].map(([path, {bytes}]) => [path, bytes]);
  }

  // Connects to Python's file system and writes the kept files there.
  attach(FS) {
    this.FS = FS;
    FS.mkdirTree(HOME);
    for (const [path, {bytes}] of this.known) this.put(path, bytes);
    FS.chdir(HOME);
  }

  put(path, bytes) {
    this.FS.mkdirTree(`${HOME}/${path}`.replace(/\/[^/]*$/, ''));
    this.FS.writeFile(`${HOME}/${path}`, bytes);
  }

  // All files below /work, path -> bytes.
  files(folder = HOME, found = new Map()) {
    for (const name of this.FS.readdir(folder)) {
      if (name === '.' || name === '..') continue;
      const path = `${folder}/${name}`;
      const {mode} = this.FS.stat(path);
      if (this.FS.isDir(mode)) this.files(path, found);
      else if (this.FS.isFile(mode)) found.set(path.slice(HOME.length + 1), this.FS.readFile(path));
    }
    return found;
  }

  // Saves what Python has changed since the last time. Calls while one is under way are joined.
  sync() {
    if (!this.db || !this.FS || this.stopped) return Promise.resolve();
    if (this.busy) {
      this.again = true;
      return this.busy;
    }
    this.busy = this.save()
      .catch((error) => this.failed(error))
      .finally(() => {
        this.busy = null;
        if (this.again) {
          this.again = false;
          this.sync();
        }
      });
    return this.busy;
  }

  failed(error) {
    const full = error?.name === 'QuotaExceededError';
    console.warn('live: not saved', error);
    this.tell({storage: full ? 'full' : 'failed'});
  }

  async save() {
    const now = this.files();
    const changed = [...now].filter(([path, bytes]) => {
      const known = this.known.get(path);
      return !known || !sameBytes(known.bytes, bytes);
    });
    const gone = [...this.known.keys()].filter((path) => !now.has(path));
    if (!changed.length && !gone.length) return;
    const transaction = this.db.transaction('files', 'readwrite');
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    done.catch(() => {}); // awaited below; a failing request must not leave it unheard
    const store = transaction.objectStore('files');
    const written = [];
    for (const [path, bytes] of changed) written.push(await this.write(store, path, bytes));
    for (const path of gone) store.delete(path);
    await done;
    for (const path of gone) this.known.delete(path);
    for (const {path, rev, bytes, mine, taken} of written) {
      this.known.set(path, {rev, bytes});
      if (!sameBytes(mine, bytes)) this.settle(path, mine, bytes, taken);
      this.channel.postMessage({path, rev});
    }
    this.tell({storage: 'kept'});
  }

  // Writes one file within a transaction, merged with what another tab has written meanwhile.
  async write(store, path, mine) {
    const row = await request(store.get(path));
    const foreign = row && row.rev !== this.known.get(path)?.rev;
    const {bytes, taken} = foreign ? merge(mine, row.bytes) : {bytes: mine, taken: []};
    const rev = (row?.rev ?? 0) + 1;
    await request(store.put({path, rev, bytes}));
    return {path, rev, bytes, mine, taken};
  }

  // Another tab's answers go into our file too, unless Python has written it again meanwhile.
  settle(path, mine, bytes, taken) {
    const now = this.files().get(path);
    if (now && sameBytes(now, mine)) this.put(path, bytes);
    if (taken.length) this.tell({changed: path, taken});
  }

  async heard({path, rev, forgotten}) {
    if (forgotten) {
      this.stopped = true;
      this.tell({forgotten: true});
      return;
    }
    if (this.stopped || this.known.get(path)?.rev >= rev) return;
    const store = this.db.transaction('files').objectStore('files');
    const row = await request(store.get(path));
    if (!row || !this.FS || this.known.get(path)?.rev >= row.rev) return;
    const mine = this.files().get(path);
    const known = this.known.get(path);
    if (!mine || (known && sameBytes(known.bytes, mine))) {
      const {taken} = mine ? merge(mine, row.bytes) : {taken: []};
      this.known.set(path, {rev: row.rev, bytes: row.bytes});
      this.put(path, row.bytes);
      this.tell({changed: path, taken});
    } else {
      this.sync(); // both have news: saving merges
    }
  }

  // Removes everything that is kept; nothing is saved after it.
  async forget() {
    this.stopped = true;
    await this.busy;
    if (!this.db) return;
    const transaction = this.db.transaction('files', 'readwrite');
    await request(transaction.objectStore('files').clear());
    this.channel.postMessage({forgotten: true});
  }
}
