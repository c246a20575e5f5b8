// What the learner has done, kept in step with Python, whether Python is there yet or not.
//
// The traits are view (what to draw), answer ({value, confidence, seconds, n}) and feedback.
// `n` counts the learner's edits: what Python sends loses against edits that it has not seen.

const PAUSE = 350; // milliseconds of quiet before a draft is sent
const LONGEST_STEP = 30; // a longer gap between two edits counts as this many seconds of work

export function openSession(model, drawAnswer, drawFeedback) {
  let answer = { ...(model.get("answer") || {}) };
  let dirty = false;
  let timer = null;
  let lastEdit = null;

  const current = () => answer.n || 0;

  function send() {
    clearTimeout(timer);
    timer = null;
    if (!dirty) return;
    model.set("answer", { ...answer });
    model.save_changes();
  }

  function edit(changes) {
    const now = Date.now();
    const step = lastEdit === null ? 0 : Math.min((now - lastEdit) / 1000, LONGEST_STEP);
    lastEdit = now;
    answer = {
      ...answer,
      ...changes,
      n: current() + 1,
      seconds: Math.round(((answer.seconds || 0) + step) * 10) / 10,
    };
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  // Tells Python to do something. The answer goes along, because an update that waits for its
  // turn may be overtaken by a message.
  function act(name, more = {}) {
    send();
    model.send({ do: name, answer: { ...answer }, ...more });
  }

  function takeAnswer() {
    const theirs = model.get("answer") || {};
    const theirN = theirs.n || 0;
    if (dirty && theirN < current()) {
      // Python restored something older than what was typed here since: ours stays, and goes there.
      model.set("answer", { ...answer });
      model.save_changes();
      return;
    }
    if (theirN === current() && JSON.stringify(theirs) === JSON.stringify(answer)) return;
    answer = { ...theirs };
    dirty = false;
    drawAnswer(answer);
  }

  const takeFeedback = () => drawFeedback(model.get("feedback") || {});
  const leave = () => {
    if (timer !== null) send();
  };
  // Another tab has changed this answer: Python reads it again.
  const reread = (event) => {
    const ids = event.detail?.ids || [];
    const { id } = model.get("view") || {};
    if (id && ids.includes(id)) model.send({ do: "reread" });
  };
  document.addEventListener("live:changed", reread);
  model.on("change:answer", takeAnswer);
  model.on("change:feedback", takeFeedback);
  document.addEventListener("visibilitychange", leave);
  window.addEventListener("pagehide", leave);

  return {
    edit,
    act,
    send,
    get answer() {
      return answer;
    },
    get edited() {
      return dirty;
    },
    close() {
      leave();
      model.off("change:answer", takeAnswer);
      model.off("change:feedback", takeFeedback);
      document.removeEventListener("live:changed", reread);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", leave);
    },
  };
}
