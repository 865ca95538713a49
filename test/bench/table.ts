import { type Figure, type Scale, type Verdict, verdictOf } from './harness';

const words: Record<Verdict, string> = { ambitious: '达到力争', must: '达到必须', missed: '未达到', told: '' };

const heading = ['工作', '对比', '必须', '力争', '实测', '结论', '耗时'];

/** The table as Markdown: printed, and pasted into the README as it is. */
export function table(figures: readonly Figure[], scale: Scale): string {
  const rows = figures.map((figure) => {
    const { work, against, goal, note = '' } = figure;
    const line = (value: number | undefined) =>
      value === undefined
        ? ''
        : `${goal?.sense === 'atMost' ? '≤' : '≥'} ${value}${figure.unit === '×' ? '' : ` ${figure.unit}`}`;
    return [
      ...[work, against, line(goal?.must), line(goal?.ambitious), number(figure)],
      ...[scale === 'full' ? words[verdictOf(figure)] : '', note],
    ];
  });
  const all = [heading, ...rows];
  const widths = heading.map((_, i) => Math.max(...all.map((row) => width(row[i] ?? ''))));
  const text = (row: string[]) =>
    `| ${row.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell))).join(' | ')} |`;
  return [text(heading), `|${widths.map((one) => '-'.repeat(one + 2)).join('|')}|`, ...rows.map(text)].join('\n');
}

function number({ value, unit }: Figure): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const text = Number(value.toFixed(digits)).toLocaleString('en-US', { maximumFractionDigits: digits });
  return unit === '×' ? text : `${text} ${unit}`;
}

/** Columns a text takes in a terminal: Chinese letters take two. */
function width(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0);
}
