/**
 * Text from outside: what is made equal before comparing (full-width forms, spaces, composition) and what is refused
 * because PostgreSQL, XML or a log line cannot carry it.
 */

/** Full-width ASCII (U+FF01–FF5E) and the ideographic space as their ordinary forms: `９１，ＡＢ` → `91,AB`. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');
}

/** Characters that take no room and are pasted along unseen: zero-width, joiners, direction marks, soft hyphen, BOM. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Removes invisible characters. */
export function stripInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/**
 * A name or remark as it is kept: NFC, invisible characters removed, white space of any kind (full-width, no-break,
 * tabs, line ends) one ordinary space, none at the ends. Characters are never exchanged for look-alikes.
 */
export function cleanText(text: string): string {
  return stripInvisible(text).replace(/\s+/g, ' ').trim().normalize('NFC');
}

/** Why a text cannot be kept: the character and its place (counted from 1 in UTF-16 units). */
export interface TextFault {
  kind: 'nul' | 'surrogate' | 'control';
  position: number;
  message: string;
}

/**
 * The first character that no text of the register may contain: NUL (PostgreSQL refuses it), a surrogate without its
 * partner (no UTF-8 for it), another control character (XML, and so XLSX, refuses it). Tab and line ends are allowed.
 */
export function findTextFault(text: string): TextFault | null {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x20 && unit < 0x7f) continue;
    const position = i + 1;
    if (unit === 0) return { kind: 'nul', position, message: `第 ${position} 个字符是空字符（NUL），请删除后重试。` };
    if (unit < 0x20 ? unit !== 9 && unit !== 10 && unit !== 13 : unit >= 0x7f && unit <= 0x9f) {
      const name = `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
      return {
        kind: 'control',
        position,
        message: `第 ${position} 个字符是不可见的控制字符（${name}），请删除后重试。`,
      };
    }
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = text.charCodeAt(i + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) {
        return { kind: 'surrogate', position, message: `第 ${position} 个字符不完整（编码损坏），请重新填写。` };
      }
      i++;
    }
  }
  return null;
}
