// Full screen: one card at a time, with a timer. Everything is in the page already.
(() => {
  const stage = document.querySelector('.stage');
  const shown = stage.querySelector('.shown');
  const clock = stage.querySelector('.clock');
  const said = stage.querySelector('.said');
  const button = (name) => stage.querySelector(`[data-do="${name}"]`);
  const cards = [...document.querySelectorAll('.card')];
  const full = Number(stage.dataset.seconds);
  let at = 0;
  let left = full;
  let ticking = 0;
  let ends = 0;

  const copy = (selector, card) => [...card.querySelectorAll(selector)].map((el) => el.cloneNode(true));

  function show(number, open = false) {
    at = Math.max(0, Math.min(cards.length - 1, number));
    const card = cards[at];
    shown.dataset.size = card.dataset.size;
    shown.replaceChildren(...copy('h2, .small', card).slice(0, 1));
    shown.append(...copy('.text', card), ...copy('ul', card), ...copy('.small', card));
    const key = document.getElementById(`key-${at + 1}`);
    button('key').hidden = !key;
    button('key').setAttribute('aria-expanded', String(open));
    button('key').textContent = open ? 'Hide key' : 'Show key';
    if (key && open) {
      const box = document.createElement('div');
      box.className = 'answer';
      box.append(...[...key.children].map((el) => el.cloneNode(true)));
      shown.append(box);
    }
    button('back').disabled = at === 0;
    button('next').disabled = at === cards.length - 1;
    stage.querySelector('.place').textContent = `Card ${at + 1} of ${cards.length}`;
    shown.scrollTop = 0;
  }

  function draw() {
    const seconds = Math.max(0, left);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    clock.classList.toggle('over', left <= 0);
    button('time').textContent = ticking ? 'Pause' : left <= 0 ? 'Start again' : 'Start timer';
  }

  function stop() {
    clearInterval(ticking);
    ticking = 0;
  }

  // By the clock and not by counting ticks: a tab in the background ticks late.
  function tick() {
    left = Math.ceil((ends - performance.now()) / 1000);
    if (left <= 0) {
      stop();
      said.textContent = 'Time is up.';
    }
    draw();
  }

  function time() {
    if (ticking) stop();
    else {
      if (left <= 0) left = full;
      said.textContent = '';
      ends = performance.now() + left * 1000;
      ticking = setInterval(tick, 200);
    }
    draw();
  }

  function reset() {
    stop();
    left = full;
    said.textContent = '';
    draw();
  }

  const isOpen = () => button('key').getAttribute('aria-expanded') === 'true';
  const acts = {
    next: () => show(at + 1),
    back: () => show(at - 1),
    key: () => button('key').hidden || show(at, !isOpen()),
    time,
    reset,
    close: () => stage.close(),
  };
  for (const name of Object.keys(acts)) button(name).addEventListener('click', acts[name]);

  const keys = {ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'back', PageUp: 'back', k: 'key', t: 'time', r: 'reset'};
  stage.addEventListener('keydown', (event) => {
    const name = keys[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[name]();
  });

  document.querySelector('[data-open]').addEventListener('click', () => {
    stage.showModal();
    show(at);
    draw();
    stage.requestFullscreen?.().catch(() => {}); // a refusal leaves the card as large as the window
  });
  document.querySelector('[data-print]').addEventListener('click', () => print());
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && stage.open) stage.close();
  });
  stage.addEventListener('close', () => {
    stop();
    if (document.fullscreenElement) document.exitFullscreen();
    document.querySelector('[data-open]').focus();
  });
})();
