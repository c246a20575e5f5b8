// Stands in for the package `sanitize-html` (90 kB), of which ipywidgets uses one call: cleaning the
// few tags that a description may have.
export default function sanitize(html, {allowedTags, allowedAttributes}) {
  const page = new DOMParser().parseFromString(String(html), 'text/html');
  clean(page.body, new Set(allowedTags), allowedAttributes);
  return page.body.innerHTML;
}

function clean(parent, tags, attributes) {
  for (const child of [...parent.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE) continue;
    const tag = child.nodeName.toLowerCase();
    if (child.nodeType !== Node.ELEMENT_NODE || ['script', 'style', 'textarea', 'option'].includes(tag)) {
      child.remove();
      continue;
    }
    clean(child, tags, attributes);
    if (tags.has(tag)) trim(child, [...(attributes['*'] ?? []), ...(attributes[tag] ?? [])]);
    else child.replaceWith(...child.childNodes);
  }
}

function trim(element, allowed) {
  for (const {name, value} of [...element.attributes]) {
    const known = allowed.some((a) => (a.endsWith('*') ? name.startsWith(a.slice(0, -1)) : a === name));
    const link = name === 'href' || name === 'src';
    const scheme = /^[\s\0-\x1f]*([a-z][a-z0-9+.-]*):/i.exec(value)?.[1].toLowerCase();
    if (!known || (link && scheme && !['http', 'https', 'mailto', 'ftp', 'tel'].includes(scheme))) {
      element.removeAttribute(name);
    }
  }
}
