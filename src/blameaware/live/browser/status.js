// The state line: says in words what is going on, politely for screen readers, and never moves the
// page. News that stays true (no storage, storage full) stays; the rest goes quiet after a while.
// It is seen in the free middle of the bar above the page, where it covers nothing. Where there is no
// such bar, or too much to say for it, it is seen at the lower edge.
import {SHORT, WORDS} from './words.js';

const QUIET_AFTER = 6000; // milliseconds
const GAP = 8; // pixels on both sides in the bar
const BAR = {bar: '.bd-header-article', start: '.header-article-items__start', end: '.header-article-items__end'};

// The bar, and how much of it is free: from `left` pixels on, `width` pixels.
function freeBar() {
  const bar = document.querySelector(BAR.bar);
  const [start, end] = [BAR.start, BAR.end].map((part) => bar?.querySelector(part)?.getBoundingClientRect());
  if (!start?.width || !end?.width || getComputedStyle(bar).position !== 'sticky') return null;
  const left = start.right + GAP;
  return {bar, left: left - bar.getBoundingClientRect().left, width: end.left - GAP - left};
}

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
    addEventListener('online', () => {
      this.lasting.delete('offline');
      this.say(WORDS.online, 'ready');
    });
    // the bar's buttons get their icons late
    const again = new ResizeObserver(() => this.seen && this.paint(this.line.textContent));
    for (const part of [BAR.bar, BAR.start, BAR.end]) {
      const el = document.querySelector(part);
      if (el) again.observe(el);
    }
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
    document.documentElement.classList.remove('live-quiet');
    document.documentElement.dataset.live = state;
    const keep = stays || this.lasting.size || state === 'offline';
    if (!keep) this.timer = setTimeout(() => document.documentElement.classList.add('live-quiet'), QUIET_AFTER);
  }

  // What is seen is a new element each time: one that changed its size would count as a movement.
  paint(words) {
    this.seen?.remove();
    this.seen = document.createElement('div');
    this.seen.setAttribute('aria-hidden', 'true');
    const free = freeBar();
    const fits = [words, SHORT.get(words)].some((text) => free && text && this.fit(free, text));
    if (!fits) {
      this.seen.className = 'live-seen live-below';
      this.seen.textContent = words;
      this.seen.style.cssText = '';
      this.el.append(this.seen);
    }
    document.documentElement.classList.toggle('live-room', !fits && this.lasting.size > 0);
  }

  // Shows a text in the bar; returns whether it has room there.
  fit({bar, left, width}, text) {
    this.seen.className = 'live-seen live-in-bar';
    this.seen.style.cssText = `left: ${left}px; width: ${width}px`;
    this.seen.textContent = text;
    bar.append(this.seen);
    const room = width > 0 && this.seen.scrollWidth <= this.seen.clientWidth;
    if (!room) this.seen.remove();
    return room;
  }

  // News that stays true until `drop(kind)`.
  hold(kind, words) {
    if (this.lasting.get(kind) === words) return;
    this.lasting.set(kind, words);
    this.say(words, this.el.dataset.state ?? 'ready');
  }

  drop(kind) {
    if (this.lasting.delete(kind)) this.say(WORDS.ready, this.el.dataset.state ?? 'ready');
  }
}
