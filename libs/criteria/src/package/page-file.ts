import { sha256Hex } from '../sha256';

/** Between these the package stands in its page. */
const [open, close] = ['<script type="application/json" id="package">', '</script>'];

/** Where the package goes in the page. */
export const packagePlace = `${open}${close}`;

/** SHA-256 of a page without its package. */
export const pageHash = (shell: string): string => sha256Hex(shell);

/** The page with a package in it. @throws RangeError where the page has no place for one. */
export function intoPage(shell: string, text: string): string {
  const at = shell.indexOf(packagePlace);
  if (at < 0) throw new RangeError('intoPage: no place for the package');
  const after = at + open.length;
  return shell.slice(0, after) + text + shell.slice(after);
}

/** A file as the package in it and the page around it; null for the page of a file that is a package alone. */
export function splitPage(file: string): { text: string; shell: string | null } | null {
  if (file.startsWith('{')) return { text: file, shell: null };
  const from = file.indexOf(open) + open.length;
  if (from < open.length) return null;
  const until = file.indexOf(close, from);
  if (until < 0) return null;
  return { text: file.slice(from, until), shell: file.slice(0, from) + file.slice(until) };
}
