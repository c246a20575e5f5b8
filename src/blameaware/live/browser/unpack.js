// Writes a packed folder into Python's file system. The pack: 4 bytes (little endian) with the
// length of the index, the index as JSON [[path, length], …], then the files one after the other.
export function unpack(FS, pack, folder) {
  const bytes = new Uint8Array(pack.buffer ?? pack, pack.byteOffset ?? 0, pack.byteLength);
  const head = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + head)));
  const made = new Set();
  let at = 4 + head;
  for (const [path, length] of index) {
    const parent = `${folder}/${path}`.replace(/\/[^/]*$/, '');
    if (!made.has(parent)) {
      FS.mkdirTree(parent);
      made.add(parent);
    }
    FS.writeFile(`${folder}/${path}`, bytes.subarray(at, at + length));
    at += length;
  }
}

// Puts empty files where a pack that has not come yet will put its own, so that folders can be
// listed. `names` are the paths in the pack.
export function reserve(FS, names, folder) {
  const made = new Set();
  for (const name of names) {
    const path = `${folder}/${name}`;
    const parent = path.replace(/\/[^/]*$/, '');
    if (!made.has(parent)) FS.mkdirTree(parent);
    made.add(parent);
    FS.writeFile(path, '');
  }
}
