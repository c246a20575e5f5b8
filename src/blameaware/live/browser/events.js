// The page's own little interface: DOM events on `document`, for the front ends of widgets.
//   to the runtime    live:download {name, text, type}   offers a file to the reader
//                     live:forget                        removes all kept files, reloads every tab
//                     live:say {text}                    says something in the state line
//   from the runtime  live:ready {plain}, live:restarted {plain}, live:changed {path, ids},
//                     live:storage {state: "kept" | "none" | "full" | "failed"}
// The runtime calls preventDefault() on an event that it takes care of, so that a front end that
// also runs elsewhere (JupyterLab) knows when to help itself.

export function saveFile(name, parts, type = 'application/octet-stream') {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, {type}));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function take(name, action) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    action(event.detail ?? {});
  });
}

export const listen = {
  page(page) {
    take('live:download', ({name, text, type}) => saveFile(name, [text], type));
    if (!page.cells.length) return;
    take('live:forget', () => page.forget());
    take('live:say', ({text}) => page.line.say(text, 'ready'));
  },
  tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, {detail}));
  },
};
