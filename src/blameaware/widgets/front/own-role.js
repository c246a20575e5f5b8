// The learner's role on every page: a mark on the root element, which the book's style uses.

const KEY = "blameaware-role";

export function markRole(role) {
  const root = document.documentElement;
  if (role) root.dataset.baRole = role;
  else delete root.dataset.baRole;
}

export function keepRole(role) {
  markRole(role);
  // Without storage the mark holds for this page; the answers file has the role as well.
  try {
    if (role) localStorage.setItem(KEY, role);
    else localStorage.removeItem(KEY);
  } catch {
    return;
  }
}

export function recallRole() {
  try {
    const role = localStorage.getItem(KEY);
    if (role) markRole(role);
  } catch {
    return;
  }
}
