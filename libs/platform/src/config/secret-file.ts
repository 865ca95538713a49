import fs from 'node:fs';
import path from 'node:path';

/** Whether it is a key of 256 bits as the settings and files say it: 64 hex digits. */
export const isHexKey = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);

/**
 * Makes a file with a secret that its owner alone may read, unless it is there. It is made elsewhere and given its name when
 * it is whole: two processes may come here at the same moment, and the second takes the first one's.
 */
export function makeSecretFile(file: string, content: () => string): void {
  if (fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
  const made = `${file}.${process.pid}`;
  fs.writeFileSync(made, content(), { mode: 0o600 });
  try {
    fs.linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(made);
  }
}
