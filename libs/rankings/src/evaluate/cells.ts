import type { RowBand } from '../band/bands';
import type { FactDictionary, Rational } from '@tidu/criteria';
import { formatScaled } from '@tidu/kernel';
import type { ExportColumn } from '@tidu/platform';
import { type DefinitionBody, factsOf, measuredFacts } from '../definitions/body';
import { extraPoints, pillarScores } from './composite';
import type { IndicatorResult } from './evaluate-row';
import { type FactsUsed, type Flag, flagLabels, type RowInputs } from './measure';
import { fractionOf, roundedTo } from './points';
import { sourceWord } from './source-words';

/** A column of a snapshot's files and of its rows' leaves. */
export type SealedColumn = Pick<ExportColumn, 'label' | 'type'> & { scale?: number };

/** Before the line, past it, or tied at it with more than places are left. */
export const lineLabels = { in: '线内', tied: '线上同分', out: '线外' } as const;
export type Line = keyof typeof lineLabels;

/** Whether the figures decide that a row is before the line. */
export const standingLabels = { in: '一定入围', undecided: '数据还不能定', out: '一定不入围' } as const;

/** One row as it is sealed. */
export interface SealedRow {
  rank: number | null;
  creditCode: string;
  name: string;
  regionCode: string;
  industryCode: string | null;
  score: bigint | null;
  class: string | null;
  measure: string | null;
  line: Line | null;
  /** Null: no place; absent: a snapshot without bands. */
  band?: RowBand | null;
  vetoes: string[];
  excluded: string | null;
  flags: readonly Flag[];
  results: readonly IndicatorResult[];
  inputs: RowInputs;
}

const text = (label: string): SealedColumn => ({ label, type: 'text' });
const decimal = (label: string, scale: number): SealedColumn => ({ label, type: 'decimal', scale });
const valueScale = 6;

/** Keys of a row's inputs in the order of their columns. */
export function inputKeys(body: DefinitionBody): string[] {
  const measured = body.indicators.flatMap((one) => {
    if (one.measure.kind === 'score') return [`score:${one.id}`];
    const codes = measuredFacts(one);
    const before = one.measure.kind === 'growth' || one.gap === 'lastYear' ? codes.map((code) => `${code}@-1`) : [];
    return [...codes, ...before];
  });
  const extra = (body.extra?.list ?? []).map(({ fact }) => fact);
  return [...new Set([...measured, ...extra, ...body.vetoes.map(({ fact }) => fact)])];
}

/** The columns of a definition: what is sealed of each row, and what its files show. */
export function sealedColumns(body: DefinitionBody, facts: FactsUsed, { bands }: { bands: boolean }): SealedColumn[] {
  const label = (key: string) => {
    if (key.startsWith('score:'))
      return `${body.indicators.find(({ id }) => `score:${id}` === key)?.label ?? key}（标准得分）`;
    const fact = facts[key.replace('@-1', '')];
    const unit = fact?.unit && fact.unit !== '1' ? `（${fact.unit}）` : '';
    return `${key.endsWith('@-1') ? '上年' : ''}${(fact?.label ?? key).replace(/\(.*\)$/, '')}${unit}`;
  };
  return unique([
    { label: '名次', type: 'integer' },
    ...[text('统一社会信用代码'), text('企业名称'), text('行政区划代码'), text('行业代码')],
    ...[decimal('总分', body.decimals), text('等次'), text('对应措施'), text('入围线'), text('一票否决')],
    ...[text('不参评原因'), text('标记')],
    ...(bands ? bandColumns : []),
    ...(body.pillars ?? []).map((one) => decimal(`支柱：${one.label}`, body.decimals)),
    ...(body.extra ? [decimal('加分', body.decimals), text('加分事由')] : []),
    ...body.indicators.flatMap((one) => [
      decimal(one.label, valueScale),
      decimal(`${one.label}得分`, body.decimals),
      text(`${one.label}标记`),
    ]),
    ...inputKeys(body).flatMap((key) => {
      const fact = facts[key.replace('@-1', '')];
      const isNumber = key.startsWith('score:') || fact?.isNumber === true;
      const scale = key.startsWith('score:') ? 4 : (fact?.scale ?? 0);
      return [isNumber ? decimal(label(key), scale) : text(label(key)), text(`${label(key)}来源`)];
    }),
  ]);
}

const place = (label: string): SealedColumn => ({ label, type: 'integer' });
const bandColumns: readonly SealedColumn[] = [
  ...[place('名次区间（数据）最前'), place('名次区间（数据）最后')],
  ...[place('名次区间（权重）最前'), place('名次区间（权重）最后')],
  text('数据能否决定入围'),
];

/** Two indicators may bear one name; two columns may not. */
function unique(columns: SealedColumn[]): SealedColumn[] {
  const met = new Map<string, number>();
  return columns.map((column) => {
    const times = (met.get(column.label) ?? 0) + 1;
    met.set(column.label, times);
    return times === 1 ? column : { ...column, label: `${column.label}（${times}）` };
  });
}

const flagWords = (flags: readonly Flag[]) =>
  flags.length === 0 ? null : flags.map((flag) => flagLabels[flag]).join('、');
const rounded = (fraction: string | null, scale: number) =>
  fraction === null ? null : formatScaled(roundedTo(fractionOf(fraction), scale), scale);

function bandCells(band: RowBand | null): (string | null)[] {
  if (band === null) return bandColumns.map(() => null);
  const { best, worst, weightBest, weightWorst, standing } = band;
  return [...[best, worst, weightBest, weightWorst].map(String), standing && standingLabels[standing]];
}

/** The cells of the rows of a definition by its columns: decimal texts, texts, or nothing. */
export function cellsBy(body: DefinitionBody, facts: FactsUsed): (row: SealedRow) => (string | null)[] {
  const keys = inputKeys(body).map((key) => ({
    key,
    scale: key.startsWith('score:') ? 4 : (facts[key.replace('@-1', '')]?.scale ?? 0),
  }));
  const isComposite = body.pillars !== undefined || body.extra !== undefined;
  return (row) => {
    const cells = [
      row.rank === null ? null : String(row.rank),
      ...[row.creditCode, row.name, row.regionCode, row.industryCode],
      row.score === null ? null : formatScaled(row.score, body.decimals),
      ...[row.class, row.measure, row.line && lineLabels[row.line], row.vetoes.join('、') || null],
      ...[row.excluded, flagWords(row.flags)],
    ];
    if (row.band !== undefined) cells.push(...bandCells(row.band));
    if (isComposite) cells.push(...compositeCells(row, body, facts));
    for (const [value, points, flags] of row.results)
      cells.push(rounded(value, valueScale), rounded(points, body.decimals), flagWords(flags));
    for (const { key, scale } of keys) {
      const [value, source] = row.inputs[key] ?? [null, null];
      if (value === null) cells.push(null, null);
      else if (value === 'true' || value === 'false') cells.push(value === 'true' ? '是' : '否', sourceWord(source));
      else cells.push(formatScaled(BigInt(value), scale), sourceWord(source));
    }
    return cells;
  };
}

/** Scores of pillars and extra points of a row, where there are any; they follow from what is kept. */
function compositeCells({ results, inputs, score }: SealedRow, body: DefinitionBody, facts: FactsUsed) {
  const points = results.map(([, one]) => (one === null ? null : fractionOf(one)));
  const shown = (one: Rational | null) => one && formatScaled(roundedTo(one, body.decimals), body.decimals);
  const extra = body.extra && score !== null ? extraPoints(body, inputs, facts) : null;
  return [
    ...pillarScores(body, points).map(shown),
    ...(body.extra ? [extra && shown(extra.points), extra && (extra.labels.join('、') || null)] : []),
  ];
}

/** What of the dictionary a definition uses. */
export function factsUsed(body: DefinitionBody, dictionary: FactDictionary): FactsUsed {
  return Object.fromEntries(
    factsOf(body).map((code) => {
      const { label, unit, scale, min } = dictionary.get(code);
      return [code, { label, unit, scale, isNumber: min !== null }];
    }),
  );
}
