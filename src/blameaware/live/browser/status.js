// The state line: says in words what is going on, politely for screen readers, and never moves the
// page. News that stays true (no storage, storage full) stays; the rest goes quiet after a while.
import {WORDS} from './words.js';

const QUIET_AFTER = 6000; // milliseconds

export class StateLine {
  constructor() {
    this.el = document.createElement('div');
    this.el.className = 'live-state';
    this.line = document.createElement('div');
    this.line.className = 'live-said';
    this.line.setAttribute('role', 'status');
    this.line.setAttribute('aria-live', 'polite');
    this.el.append(this.line);
    this.lasting = new Map(); // kind -> words that stay true
    document.body.append(this.el);
    addEventListener('offline', () => this.say(WORDS.offline, 'offline'));
    addEventListener('online', () => this.say(WORDS.online, 'ready'));
    if (!navigator.onLine) this.lasting.set('offline', WORDS.offline);
  }

  say(words, state, {stays = false} = {}) {
    clearTimeout(this.timer);
    const always = [...this.lasting.values()].filter((w) => w !== words).join(' ');
    const all = always ? `${words} ${always}` : words;
    if (this.line.textContent !== all) {
      this.line.textContent = all;
      this.paint(all);
    }
    this.el.dataset.state = state;
    this.el.classList.remove('live-quiet');
    document.documentElement.dataset.live = state;
    const keep = stays || this.lasting.size || state === 'offline';
    if (!keep) this.timer = setTimeout(() => this.el.classList.add('live-quiet'), QUIET_AFTER);
  }

  // What is seen is a new element each time: one that changed its size would count as a movement.
  paint(words) {
    const seen = document.createElement('div');
    seen.className = 'live-seen';
    seen.setAttribute('aria-hidden', 'true');
    seen.textContent = words;
    this.seen?.remove();
    this.seen = seen;
    this.el.append(seen);
  }

  // News that stays true until `drop(kind)`.
  hold(kind, words) {
    if (this.lasting.get(kind) === words) return;
    this.lasting.set(kind, words);
    this.say(words, this.el.dataset.state ?? 'ready');
  }

  drop(kind) {
    this.lasting.delete(kind);
  }
}
