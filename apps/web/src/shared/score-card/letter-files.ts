import { type Explanation, type Letter, letterHtml } from '@tidu/criteria';

/** A file made in the page. */
export interface LetterFile {
  name: string;
  type: string;
  text: string;
}

/** What no file system takes in a name. */
const unfit = /[\\/:*?"<>|\s]+/g;

/**
 * The letter as a file to keep or send: a self-contained page, or data with the explanation it was written from.
 * Made in the browser, because the self-check may send nothing: one way for both, from the same pure functions.
 */
export function letterFile(letter: Letter, explanation: Explanation, format: 'html' | 'json'): LetterFile {
  const { standard } = explanation;
  const day = letter.ground.find(({ label }) => label === '评价日')?.value ?? '';
  const name = [letter.addressee, standard.id, day].join('_').replaceAll(unfit, '-');
  if (format === 'html') return { name: `${name}.html`, type: 'text/html;charset=utf-8', text: letterHtml(letter) };
  const data = { format: 'tidu-letter', version: 1, notice: letter.notice, letter, explanation };
  return { name: `${name}.json`, type: 'application/json', text: `${JSON.stringify(data, null, 2)}\n` };
}

/** Hands a file to the person at the browser; nothing goes over the network. */
export function saveFile({ name, type, text }: LetterFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // the download has its own hold on the data by then
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
