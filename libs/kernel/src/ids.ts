/** UUIDv7 (RFC 9562): ids that sort by the time they were made, so that indexes grow at their end. */

const POOL = 4096;
const pool = new Uint8Array(POOL);
let used = POOL;
let lastTime = 0;
let sequence = 0;

/** The next random byte; the generator is asked once for many, because one call costs as much as hundreds of bytes. */
function randomByte(): number {
  if (used === POOL) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  pool[used++] = 0; // a used byte must not be readable later
  return byte;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (byte: number): string => HEX[byte & 0xff] ?? '';

/**
 * A new UUIDv7. Ids of one process strictly ascend, also within a millisecond and when the clock is set back: 12 bits
 * after the time count on from a random start and carry into the time.
 * @param now milliseconds since 1970
 */
export function uuidv7(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    sequence = ((randomByte() << 8) | randomByte()) & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastTime++;
    sequence = 0;
  }
  const high = Math.floor(lastTime / 0x1_0000_0000);
  const low = lastTime % 0x1_0000_0000;
  const time = hex(high >>> 8) + hex(high) + hex(low >>> 24) + hex(low >>> 16) + '-' + hex(low >>> 8) + hex(low);
  const middle =
    hex(0x70 | (sequence >>> 8)) + hex(sequence) + '-' + hex(0x80 | (randomByte() & 0x3f)) + hex(randomByte());
  let node = '';
  for (let i = 0; i < 6; i++) node += hex(randomByte());
  return `${time}-${middle}-${node}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text is a UUID in the lower-case form in which ids appear in addresses. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
