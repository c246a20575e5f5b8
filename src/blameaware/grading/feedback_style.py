"""The style of the feedback page: calm, readable in light, dark, on a phone and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d2a2c; --paper: #fbfaf7; --card: #fff; --line: #d5dbd9;
  --quiet: #4d5d5f; --accent: #0b6b6b; --good: #1f6b3a; --look: #8a4b08; --mark: #fde9c8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ecea; --paper: #14191a; --card: #1c2324; --line: #3a4647; --quiet: #a9b8b7;
    --accent: #6fd0cb; --good: #8fd6a5; --look: #f0b878; --mark: #4d3a17; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; display: flex; flex-wrap: wrap; gap: .25rem 1rem;
  justify-content: space-between; }
h3 { font-size: .85rem; margin: 1rem 0 .25rem; color: var(--quiet); }
.total { font-size: 1.2rem; margin: 0; }
.who, .context { color: var(--quiet); margin: .25rem 0; }
.points { color: var(--accent); }
article, .remark, footer { background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; padding: 1rem; margin: 1rem 0; }
.question { font-weight: 600; margin: 0 0 .25rem; }
.answer { border-left: 3px solid var(--accent); padding-left: .8rem; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; margin: 0; unicode-bidi: isolate; }
.notes { list-style: none; margin: .5rem 0 0; padding: 0; }
.notes li { display: flex; gap: .6rem; margin: .35rem 0; overflow-wrap: anywhere; }
.sign { flex: none; width: 1.1rem; font-weight: 700; }
.good .sign { color: var(--good); }
.look .sign { color: var(--look); }
.note { color: var(--quiet); margin: .5rem 0 0; }
mark { background: var(--mark); color: inherit; text-decoration: underline; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem 1rem; } ul, ol { padding-left: 1.3rem; }
@media print {
  :root { --ink: #000; --paper: #fff; --card: #fff; --line: #999; --quiet: #333; --accent: #000;
    --good: #000; --look: #000; --mark: #fff; }
  main { max-width: none; padding: 0; }
  article { break-inside: avoid; }
}
"""
