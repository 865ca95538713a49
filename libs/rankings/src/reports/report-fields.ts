import { Injectable } from '@nestjs/common';
import type { FactDefinition } from '@tidu/criteria';
import { type ReportField, type ReportRow, ReportSources } from '@tidu/desk';
import { formatScaled } from '@tidu/kernel';
import { type CodeTable, type Industry, ReferenceService, type Region } from '@tidu/reference';
import { lineLabels } from '../evaluate/cells';
import { flagLabels } from '../evaluate/measure';
import { fractionOf, roundedTo } from '../evaluate/points';
import type { WholeSnapshot } from '../snapshots/snapshots.store';
import { sealedRow, type StoredRow } from '../snapshots/whole-rows';

/** What the desk calls the rows of a frozen yearly ranking. */
export const snapshotSource = 'rankings.snapshot';

const field = (code: string, label: string, type: ReportField['type'], ...aliases: string[]): ReportField => ({
  ...{ code, label, type, aliases, money: false },
});

/** What a row says besides its figures. */
const ofRow: readonly ReportField[] = [
  field('position', '序号', 'integer', '编号', '序'),
  field('rank', '名次', 'integer', '排名', '排序', '位次'),
  field('name', '企业名称', 'text', '单位名称', '企业全称', '名称'),
  field('creditCode', '统一社会信用代码', 'text', '信用代码', '社会信用代码', '统一代码'),
  field('regionName', '所在县区', 'text', '县区', '所属县区', '地区', '所在地', '所属地区', '县（市、区）'),
  field('regionCode', '行政区划代码', 'text', '区划代码'),
  field('industryName', '所属行业', 'text', '行业', '行业名称'),
  field('industryCode', '行业代码', 'text'),
  field('score', '总分', 'decimal', '得分', '综合得分', '评价得分'),
  field('class', '等次', 'text', '评价等次', '分类', '类别', '评价结果'),
  field('measure', '对应措施', 'text', '措施'),
  field('line', '是否入围', 'text', '入围'),
  field('vetoes', '一票否决', 'text', '否决项'),
  field('excluded', '不参评原因', 'text'),
  field('flags', '标记', 'text', '备注', '数据标记'),
];

/** Indicators are named by their number: a form is made for rankings of many definitions. */
const mostIndicators = 12;
const ofIndicators: readonly ReportField[] = Array.from({ length: mostIndicators }, (_, i) => [
  field(`value.${i + 1}`, `第 ${i + 1} 项指标数值`, 'decimal'),
  field(`points.${i + 1}`, `第 ${i + 1} 项指标得分`, 'decimal'),
]).flat();

/** The code of a fact among the fields. */
const factField = (code: string): string => `fact.${code}`;

/** Whether a field shows what is confidential of an enterprise. */
export const isFigure = ({ code }: Pick<ReportField, 'code'>): boolean =>
  code.startsWith('fact.') || code.startsWith('value.');

/** Teaches the desk what can be reported of a yearly ranking. */
@Injectable()
export class SnapshotFields {
  constructor(
    private readonly reference: ReferenceService,
    sources: ReportSources,
  ) {
    sources.teach({ code: snapshotSource, name: '年度排名的名单', fields: () => this.fields() });
  }

  private async fields(): Promise<readonly ReportField[]> {
    return [...ofRow, ...ofIndicators, ...(await this.reference.dictionary()).facts.map(ofFact)];
  }
}

function ofFact({ code, label, aliases, unit, type, scale }: FactDefinition): ReportField {
  const isNumber = type === 'integer' || type === 'decimal' || type === 'money';
  return {
    ...{ code: factField(code), label, aliases, money: type === 'money' || unit === '元' },
    type: isNumber ? (scale === 0 ? 'integer' : 'decimal') : 'text',
  };
}

interface Names {
  regions: CodeTable<Region>;
  industries: CodeTable<Industry>;
}

/** The rows of a form, in the order of the list; figures are those that were frozen. */
export function snapshotRows(
  snapshot: WholeSnapshot,
  rows: readonly StoredRow[],
  { regions, industries }: Names,
): ReportRow[] {
  const { body, cohort } = snapshot;
  const shown = (fraction: string | null | undefined, scale: number) =>
    fraction == null ? null : formatScaled(roundedTo(fractionOf(fraction), scale), scale);
  return rows.map((row, i): ReportRow => {
    const { measure, vetoes } = sealedRow(row, snapshot);
    const { rank, name, creditCode, regionCode, industryCode, excluded } = row;
    const values: [string, string | number | null][] = [
      ...Object.entries({ position: i + 1, rank, name, creditCode, regionCode, industryCode, excluded, measure }),
      ['regionName', regions.get(regionCode)?.name ?? regionCode],
      ['industryName', industryCode === null ? null : (industries.get(industryCode)?.name ?? null)],
      ['score', row.score === null ? null : formatScaled(BigInt(row.score), body.decimals)],
      ['class', row.class],
      ['line', row.line && lineLabels[row.line]],
      ['vetoes', vetoes.join('、') || null],
      ['flags', row.flags.map((flag) => flagLabels[flag]).join('、') || null],
      ...row.results.slice(0, mostIndicators).flatMap(([value, points], k): [string, string | null][] => [
        [`value.${k + 1}`, shown(value, 6)],
        [`points.${k + 1}`, shown(points, body.decimals)],
      ]),
      ...Object.entries(row.inputs).flatMap(([key, [value]]): [string, string | null][] => {
        const fact = cohort.facts[key];
        if (!fact || value === null) return [];
        const text = fact.isNumber ? formatScaled(BigInt(value), fact.scale) : value === 'true' ? '是' : '否';
        return [[factField(key), text]];
      }),
    ];
    return new Map(values.filter((entry): entry is [string, string | number] => entry[1] !== null));
  });
}
