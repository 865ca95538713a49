const headerLength = 19;

/** The rows of a binary COPY that is whole in memory, each as its bytes, by the uuid in one of its fields. */
export function rowsOfCopy(bytes: Buffer, uuidField: number): Map<string, Buffer> {
  const rows = new Map<string, Buffer>();
  for (let at = headerLength + bytes.readInt32BE(15); ;) {
    const fields = bytes.readInt16BE(at);
    if (fields < 0) return rows;
    const begin = at;
    let id = '';
    at += 2;
    for (let i = 0; i < fields; i++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      if (i === uuidField) id = uuidText(bytes.subarray(at, at + length));
      at += Math.max(0, length);
    }
    rows.set(id, bytes.subarray(begin, at));
  }
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
