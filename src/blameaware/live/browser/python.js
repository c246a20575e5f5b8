// The page's side of the worker: jobs in order, and a watch that restarts a worker that hangs.

const TICK = 1000; // milliseconds between two pings

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
    if (data.kind === 'ready') this.ready = true;
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
    if (++this.deaf > this.limit) {
      const stuck = this.jobs.get(this.current)?.job;
      this.worker.terminate();
      this.worker = null;
      this.hear({kind: 'stuck', job: stuck});
      return;
    }
    this.worker.postMessage({kind: 'ping'});
  }
}
