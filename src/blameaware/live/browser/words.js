// Everything the runtime says to a reader, in one place.
export const WORDS = {
  starting: 'Starting. You can begin already: what you do now is answered in a moment.',
  ready: 'Ready.',
  restarting: 'This took too long and was stopped. Starting again…',
  restarted: 'Started again. Your saved answers are still here.',
  failed: 'The exercises could not start in this browser. You can still read everything.',
  offline: 'You are offline. Everything here still works.',
  online: 'You are online again.',
  none: 'Nothing will be kept after you close this page: this browser gives it no storage.',
  full: 'The browser’s storage is full: your last answers are not saved. Download them to keep them.',
  lost: 'Your last answers could not be saved. Download them to keep them.',
  changed: 'An answer was changed in another tab. Reload this page to see it.',
  stopped: (seconds) => `This was stopped: it had not finished after ${seconds} seconds.`,
  update: 'A new version of this book is ready.',
  useUpdate: 'Use it now',
};

// The same where there is little room.
export const SHORT = new Map([
  [WORDS.starting, 'Starting…'],
  [WORDS.ready, 'Ready'],
  [WORDS.restarting, 'Starting again…'],
  [WORDS.restarted, 'Started again'],
  [WORDS.offline, 'Offline'],
  [WORDS.online, 'Online'],
]);
