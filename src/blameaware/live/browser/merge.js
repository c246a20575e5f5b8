// Two tabs have written the same file. JSON files that hold answers, {"answers": {id: {…, "at":
// time}}}, are merged item by item, the later `at` wins; of any other file the later writer's stays.

function answersOf(bytes) {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    const answers = value?.answers;
    return answers && typeof answers === 'object' && !Array.isArray(answers) ? value : null;
  } catch {
    return null;
  }
}

const later = (a, b) => (Date.parse(a?.at) || 0) > (Date.parse(b?.at) || 0);

// Returns {bytes, taken}: what the file becomes, and the ids whose answer in `mine` was replaced by
// a different and later one of `theirs`.
export function merge(mine, theirs) {
  const ours = answersOf(mine);
  const other = answersOf(theirs);
  if (!ours || !other) return {bytes: mine, taken: []};
  const answers = {...ours.answers};
  const taken = [];
  for (const [id, answer] of Object.entries(other.answers)) {
    if (id in answers && !later(answer, answers[id])) continue;
    if (id in answers && JSON.stringify(answers[id].value) !== JSON.stringify(answer.value)) {
      taken.push(id);
    }
    answers[id] = answer;
  }
  const text = JSON.stringify({...other, ...ours, answers}, null, 1);
  return {bytes: new TextEncoder().encode(text), taken};
}

export function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
