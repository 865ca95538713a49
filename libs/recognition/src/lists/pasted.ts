import { checkCreditCode, cleanText } from '@tidu/kernel';
import { plainLabel } from '@tidu/platform';
import type { ListRules } from './list-rules';

/** 1. 1、（1） in front of a name. */
const ordinal = /^[(（]?\d{1,6}[)）.．、:：\s]+/;

/** A pasted text as a file that can be read: a table that has a header stays, of other lines name and code are taken. */
export function pastedTable(text: string, { headers }: ListRules): string {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const cells = (line: string) => line.split(/[\t,，;；|]/).map((cell) => cleanText(cell));
  const isTable = cells(lines[0] ?? '').some((label) => headers.has(plainLabel(label)));
  if (isTable) return lines.map((line) => cells(line).map(quoted).join(',')).join('\r\n');
  const rows = lines.map((line) => {
    const parts = cells(line.trim().replace(ordinal, '')).filter((part) => part !== '');
    const code = parts.find((part) => /^[0-9A-Za-z]{15,20}$/.test(part) || checkCreditCode(part).problems.length === 0);
    const rest = parts.filter((part) => part !== code && !/^\d+$/.test(part));
    const name = rest.sort((a, b) => b.length - a.length)[0] ?? '';
    return [name.replace(ordinal, ''), code ?? ''].map(quoted).join(',');
  });
  return ['企业名称,统一社会信用代码', ...rows].join('\r\n');
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
