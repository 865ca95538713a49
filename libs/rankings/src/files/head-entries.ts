import { shanghaiTime } from '@tidu/kernel';
import { type ExportedBy, exportedBy } from '@tidu/platform';
import type { BandsMade } from '../band/bands';
import { bandKindWords } from '../band/band-words';
import { indicatorParts, partsOf } from '../definitions/diff';
import { flagLabels, type Flag } from '../evaluate/measure';
import { sourceWord } from '../evaluate/source-words';
import type { SnapshotHead } from '../snapshots/head';
import { natureOf } from './file-columns';

export const kindLabels = { missing: '缺数', provisional: '暂用数', outlying: '异常值' } as const;

const percent = (thousandths: number) => `${thousandths / 10}%`;

/** What the columns of the bands mean. */
function bandEntries({ tolerances, kind, unsettled, undecided, edges }: BandsMade): [string, string][] {
  const { provisional, weights, roundings } = tolerances;
  const rounded = roundings.map(
    ({ sources, unit, to }) =>
      `${sources.map((code) => sourceWord(code) ?? code).join('、')}的${unit}数按 ${to} ${unit}取整`,
  );
  return [
    [
      '名次区间（数据）',
      `暂用数上下 ${percent(provisional)}${rounded.length > 0 ? `，${rounded.join('，')}` : ''}，其余数据不变时可能的名次；${bandKindWords[kind]}。有 ${unsettled} 家的数据还可能变`,
    ],
    ['名次区间（权重）', `每项权重各自上下 ${percent(weights)} 时名次不会超出的范围；${bandKindWords.bound}`],
    ...(edges
      ? ([['数据能否决定入围', `${undecided} 家还不能定；其余的不论数据在区间里怎样变，入围与否不变`]] as [
          string,
          string,
        ][])
      : []),
    ['名次区间不管什么', '缺数按定义的规则处理，标准的得分按已取得的分，都不另设范围'],
  ];
}

/** What stands on the second sheet of a workbook and on the last page of a print (口径): all that is needed to know what the first one is. */
export function headEntries(
  head: SnapshotHead,
  root: string,
  rowsRoot: string,
  generated: ExportedBy | null,
): [string, string][] {
  const { definition, counts, cohort, tie } = head;
  const { body } = definition;
  const classes = body.classes?.list.map(({ code, label, measure }): [string, string] => [
    `等次 ${code}（${label}）`,
    `${counts.classes[code] ?? 0} 家，对应措施 ${measure}`,
  ]);
  return [
    ['性质', natureOf(head)],
    ['排名', `${body.title}，第 ${head.version} 版`],
    ...(head.reason === null
      ? []
      : ([['更正', `取代第 ${head.version - 1} 版（根值 ${head.replacesRoot ?? '未知'}）：${head.reason}`]] as [
          string,
          string,
        ][])),
    [
      '四舍五入',
      `各指标精确计算，总分只在最后四舍五入一次，保留 ${body.decimals} 位小数；名次按四舍五入后的总分比较。所示指标数值四舍五入到 6 位小数`,
    ],
    ...Object.entries(partsOf(body, (code) => cohort.facts[code]?.label ?? code)).map(
      ([what, says]): [string, string] => [`口径：${what}`, says],
    ),
    ...body.indicators.map((one): [string, string] => [
      `指标：${one.label}`,
      Object.entries(indicatorParts(one, (code) => cohort.facts[code]?.label ?? code, body.pillars))
        .filter(([what]) => what !== '标签')
        .map(([what, says]) => `${what} ${says}`)
        .join('；'),
    ]),
    ...cohort.runs.map(({ standardId, releaseHash, runId }): [string, string] => [
      `标准 ${standardId}`,
      `校验值 ${releaseHash}，预评估批次 ${runId}`,
    ]),
    ['与上一版定义的差别', head.changes.length === 0 ? '没有，或没有上一版' : `${head.changes.length} 处`],
    ...head.changes.map(({ what, before, after }): [string, string] => [`差别：${what}`, `${before} → ${after}`]),
    ['行数', `${head.total}（等于名单行数）`],
    ['参评', String(head.total - head.excluded)],
    ['不参评', `${head.excluded}（名次为空，原因在行内）`],
    ['有标记的行', String(head.flagged)],
    ...Object.entries(counts.flags).map(([flag, count]): [string, string] => [
      `标记：${flagLabels[flag as Flag]}`,
      `${count} 家`,
    ]),
    ...(classes ?? []),
    ...(tie
      ? ([['入围线上同分', `入围：${tie.chosen.join('、')}；${tie.by}：${tie.reason}`]] as [string, string][])
      : []),
    ...(cohort.bands ? bandEntries(cohort.bands) : []),
    ['放行的数据缺口', head.waivers.length === 0 ? '没有' : `${head.waivers.length} 处`],
    ...head.waivers.map(({ creditCode, name, fact, kind, reason, by, on }): [string, string] => [
      `放行：${name}（${creditCode}）`,
      `${cohort.facts[fact]?.label ?? fact} ${kindLabels[kind]}：${reason}（${by}，${on}）`,
    ]),
    ['数据读取', `${shanghaiTime(new Date(head.readAt))}，同一时刻的一份数据`],
    ['生成', head.madeBy],
    ['复核冻结', head.frozenBy],
    ['排名定义', `${definition.code} 第 ${definition.version} 版，校验值 ${definition.hash}`],
    ['快照编号', head.snapshotId],
    ['明细根值', rowsRoot],
    ['快照根值', root],
    ['怎样核对', 'tidu ranking verify 文件 --root 快照根值；不用数据库，改动任何一个字节都会指出'],
    ...(generated ? exportedBy(generated) : []),
  ];
}
