// What anywidget calls: draw one widget's view into an element.

import { mountCard } from "./card.js";
import { KIND } from "./KIND.js";

export default {
  render({ model, el }) {
    return mountCard(model, el, KIND);
  },
};
