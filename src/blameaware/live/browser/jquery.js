// Stands in for jQuery (90 kB), of which ipywidgets uses one thing: an object with the element in it.
export default function $(el) {
  if (!(this instanceof $)) return new $(el);
  this[0] = el?.[0] instanceof Node ? el[0] : el;
  this.length = el ? 1 : 0;
}
