// Starts the slides, and brings the live exercises of the chapter's page into them: one frame holds
// the page, and shows of it only the exercise of the current slide.
/* global Reveal, RevealNotes */
(() => {
  const root = document.querySelector('.reveal');
  const asked = new URLSearchParams(location.search);
  const printing = asked.has('print-pdf') || asked.get('view') === 'print';
  const follows = asked.has('receiver'); // one of the small copies in the speaker view

  const deck = new Reveal(root, {
    width: 1280, height: 720, margin: 0, center: false, hash: true, slideNumber: 'c/t',
    transition: 'none', backgroundTransition: 'none', pdfMaxPagesPerSlide: 1, plugins: [RevealNotes],
  });

  let frame = null;
  let ready = false;
  const note = document.createElement('p');
  note.className = 'live-note';
  note.setAttribute('role', 'status');

  const STYLE = `
    [data-stage="way"] > :not([data-stage], .live-state, script, style) { display: none !important; }
    [data-stage] { display: block !important; margin: 0 !important; padding: 0 !important; border: 0 !important;
      max-width: none !important; width: auto !important; min-height: 0 !important; visibility: visible !important; }
    html, body { background: transparent; overflow-x: hidden; }
    .cell_output, .output { margin: 0 !important; padding: 0 !important; }
    .ba-card { max-width: none !important; margin: 0 !important; }`;

  const dark = matchMedia('(prefers-color-scheme: dark)');

  function pageOf() {
    try {
      return frame?.contentDocument ?? null; // null or an error where the browser keeps files apart
    } catch {
      return null;
    }
  }

  function cellOf(doc, needle) {
    const codes = [...doc.querySelectorAll('script.live-code')];
    return codes.find((code) => JSON.parse(code.textContent).source.includes(needle))?.closest('.cell');
  }

  function stage(doc, cell) {
    for (const el of doc.querySelectorAll('[data-stage]')) el.removeAttribute('data-stage');
    cell.dataset.stage = 'cell';
    for (let el = cell.parentElement; el; el = el.parentElement) el.dataset.stage = 'way';
    doc.documentElement.dataset.theme = dark.matches ? 'dark' : 'light';
    doc.defaultView.scrollTo(0, 0);
  }

  function place(section) {
    const box = section.querySelector('.exercise').getBoundingClientRect();
    const height = Math.max(box.height, innerHeight - box.top - 44 * deck.getScale());
    Object.assign(frame.style, {
      left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${height}px`,
    });
    const doc = pageOf();
    if (doc) doc.documentElement.style.zoom = String(Math.max(1, deck.getScale() * 1.25));
  }

  function say(words) {
    if (note.textContent !== words) note.textContent = words;
  }

  function show() {
    const section = deck.getCurrentSlide();
    const needle = section?.dataset.live;
    frame?.classList.remove('here');
    for (const el of root.querySelectorAll('.covered')) el.classList.remove('covered');
    say('');
    if (!needle) return;
    if (!frame) load();
    if (!ready) return;
    const doc = pageOf();
    const cell = doc && cellOf(doc, needle);
    if (!cell) {
      say('The live exercise is in the chapter’s page of the course. Here is its question.');
      return;
    }
    stage(doc, cell);
    place(section);
    frame.classList.add('here');
    section.querySelector('.exercise').classList.add('covered'); // its question is in the frame too
  }

  // Keys in the frame: Escape gives them back to the slides, page keys turn the slide.
  function keys(doc) {
    doc.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        window.focus();
        frame.blur();
      } else if (event.key === 'PageDown' || event.key === 'PageUp') {
        event.preventDefault();
        window.focus();
        if (event.key === 'PageDown') deck.next();
        else deck.prev();
      }
    });
  }

  function load() {
    frame = document.createElement('iframe');
    frame.className = 'live-frame';
    frame.title = `Live exercise of the chapter ${root.dataset.title}`;
    frame.addEventListener('load', () => {
      ready = true;
      const doc = pageOf();
      if (doc?.querySelector('script.live-code')) {
        const style = doc.createElement('style');
        style.textContent = STYLE;
        doc.head.append(style);
        keys(doc);
      }
      show();
    });
    frame.src = root.dataset.book;
    document.body.append(frame);
  }

  // The page is opened a little before it is needed: its Python takes a second or two.
  function soon() {
    const slides = deck.getSlides();
    const at = slides.indexOf(deck.getCurrentSlide());
    return slides.slice(at, at + 3).some((slide) => slide.dataset.live);
  }

  // reveal.js hides all slides but one from assistive technology; on paper all of them are there.
  function allPages() {
    for (const slide of deck.getSlides()) {
      slide.removeAttribute('hidden');
      slide.removeAttribute('aria-hidden');
    }
    document.documentElement.dataset.printable = 'yes';
  }

  deck.initialize().then(() => {
    window.deck = deck;
    if (printing) allPages();
    if (printing || follows) return;
    document.body.append(note);
    const move = () => {
      if (!frame && soon()) load();
      show();
    };
    deck.on('slidechanged', move);
    deck.on('resize', () => requestAnimationFrame(show));
    deck.on('overviewshown', () => frame?.classList.remove('here'));
    deck.on('overviewhidden', show);
    dark.addEventListener('change', show);
    move();
  });
})();
