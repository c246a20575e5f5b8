// The page's answers, as far as its keeper needs a file system: names and bytes in memory. What the
// keeper writes (another tab has answered) is told to `written`.
const HOME = '/work/';

export class Shelf {
  constructor(written) {
    this.files = new Map(); // path below HOME -> bytes
    this.written = written;
  }

  mkdirTree() {}

  chdir() {}

  readdir() {
    return [...this.files.keys()];
  }

  stat() {
    return {mode: 0};
  }

  isDir() {
    return false;
  }

  isFile() {
    return true;
  }

  readFile(path) {
    return this.files.get(path.slice(HOME.length));
  }

  writeFile(path, bytes) {
    const name = path.slice(HOME.length);
    this.files.set(name, bytes);
    this.written(name, bytes);
  }
}
