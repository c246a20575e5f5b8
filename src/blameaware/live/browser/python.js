// The page's side of the worker: jobs in order, and a watch that restarts a worker that hangs.

const TICK = 1000; // milliseconds between two pings
// On a slow machine everything takes longer, and what takes long is not hanging yet: the limit is at
// least this many times what Python needed to get up, and nobody waits for what is done while idle.
const TIMES_START = 8;
const TIMES_IDLE = 10;
const LONGEST = 60; // seconds

export class Python {
  // `hear` gets what the worker reports; `limit` is how many seconds it may be deaf.
  constructor(hear, limit) {
    this.hear = hear;
    this.limit = limit;
    this.jobs = new Map();
    this.last = 0;
    this.deaf = 0;
    setInterval(() => this.tick(), TICK);
  }

  // How many seconds Python may be deaf now.
  get patience() {
    const idle = this.jobs.get(this.current)?.job.kind === 'idle';
    return Math.min(LONGEST, this.limit * (idle ? TIMES_IDLE : 1));
  }

  // Takes the measure of this machine: milliseconds from Python's memory being there to its start.
  measured({snapshot, python, ready}) {
    this.limit = Math.max(this.limit, Math.round((TIMES_START * (ready - (snapshot ?? python))) / 1000));
  }

  // Takes a worker that has been started; earlier jobs are forgotten.
  use(worker) {
    this.worker = worker;
    this.ready = false;
    this.current = null;
    this.deaf = 0;
    this.jobs.clear();
    worker.onmessage = ({data}) => {
      if (worker === this.worker) this.message(data);
    };
    const early = worker.early;
    worker.early = [];
    for (const data of early) this.message(data);
    worker.onerror = (event) => {
      if (worker === this.worker && !this.ready) this.hear({kind: 'failed', reason: event.message});
    };
  }

  message(data) {
    if (data.kind !== 'python') this.deaf = 0;
    if (data.kind === 'pong') return;
    if (data.kind === 'begin') {
      this.current = data.id;
      return;
    }
    if (data.kind === 'end') {
      if (this.current === data.id) this.current = null;
      const job = this.jobs.get(data.id);
      this.jobs.delete(data.id);
      job?.resolve(data.result);
      return;
    }
    if (data.kind === 'ready') {
      this.ready = true;
      this.measured(data.times);
    }
    this.hear(data);
  }

  // Sends a job; resolves with its result when it has been done.
  do(job, transfer) {
    const id = ++this.last;
    return new Promise((resolve) => {
      this.jobs.set(id, {job, resolve});
      this.worker.postMessage({...job, id}, transfer);
    });
  }

  tick() {
    if (!this.worker || !this.ready) return;
    if (++this.deaf > this.patience) {
      const stuck = this.jobs.get(this.current)?.job;
      this.worker.terminate();
      this.worker = null;
      this.took = this.patience;
      this.limit = Math.min(LONGEST, this.limit * 2); // who tries again gets more time
      this.hear({kind: 'stuck', job: stuck});
      return;
    }
    this.worker.postMessage({kind: 'ping'});
  }
}
