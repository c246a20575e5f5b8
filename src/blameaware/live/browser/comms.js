// One comm per widget: the line between its model here and its object in Python.
import {remove_buffers} from '@jupyter-widgets/base';

let sent = 0;

export class PageComm {
  // `line` has outgoing(comm, data, buffers).
  constructor(id, line) {
    this.comm_id = id;
    this.target_name = 'jupyter.widget';
    this.line = line;
    this.model = null;
  }

  on_msg(handler) {
    this.receive = handler;
  }

  on_close(handler) {
    this.closed = handler;
  }

  open() {
    return '';
  }

  close() {
    return '';
  }

  send(data, callbacks, _metadata, buffers) {
    if (data.method === 'custom') this.flush();
    this.line.outgoing(this, data, buffers);
    // Messages are kept in order here, so a model need not wait for an answer before the next one.
    const status = callbacks?.iopub?.status;
    if (status) queueMicrotask(() => status({content: {execution_state: 'idle'}}));
    return `live-${++sent}`;
  }

  // Changes that the model holds back go out before a message that may speak about them.
  flush() {
    const held = this.model?._msg_buffer;
    if (!held) return;
    this.model._msg_buffer = null;
    this.model._msg_buffer_callbacks = null;
    const {state, buffer_paths, buffers} = remove_buffers(held);
    this.line.outgoing(this, {method: 'update', state, buffer_paths}, buffers);
  }
}
