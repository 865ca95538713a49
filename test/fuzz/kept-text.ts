/** Zero-width, joining and direction marks, soft hyphen, byte order mark. */
const unseen = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text as the documents say it is looked at: composed; `x-trimmed`: without what nobody sees and blanks around it. */
export const keptText = (text: string, isTrimmed: boolean): string =>
  isTrimmed ? text.replaceAll(unseen, '').normalize('NFC').trim() : text.normalize('NFC');
