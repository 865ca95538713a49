import {
  type CasePackage,
  type ClauseExplanation,
  displayFact,
  type EvaluationResult,
  FactDictionary,
  OUTCOME_LABELS,
  pointsText,
  readFacts,
  startingWith,
} from '@tidu/criteria';
import { beijing, code, element, section, table, terms } from './dom';

type Parts = ReadonlyMap<string, unknown>;

interface Head {
  receiptNumber: string | null;
  purpose: string;
  stateLabel: string;
  number: number;
  submittedAt: string;
  bureau?: string;
  batch: { name: string; year: number };
  enterprise: { name: string; creditCode: string; regionName: string };
}
interface Origin {
  sourceLabel?: string;
  source: string;
  asOf: string;
}
interface Evidence {
  name: string;
  period?: string;
  fileHash?: string;
}
interface Judgement {
  label: string;
  value: boolean;
  basis: string;
  by: string;
  judgedAt: string;
  used: boolean;
}
interface Step {
  at: string;
  label: string;
  by: string;
  to: string;
  revision: number | null;
  reason: string | null;
  document: string | null;
  documentOn: string | null;
}

const under = <T>(parts: Parts, start: string): T[] => Object.values(startingWith(parts, start)) as T[];

/** The case in words: who, what came out, why, on what, by whom; then every hash. */
export function caseView(pack: CasePackage): { title: string; body: HTMLElement[] } {
  const parts = new Map(pack.leaves.map(({ name, value }) => [name, value]));
  const head = parts.get('case') as Head;
  return {
    title: `${head.enterprise.name} 案卷包`,
    body: [
      element('h1', null, head.enterprise.name),
      headTerms(head, parts),
      clauses(parts),
      inputs(parts),
      judgements(parts),
      steps(parts),
      standard(parts),
      hashes(pack),
    ],
  };
}

const said = ({ outcome, points }: EvaluationResult): string =>
  OUTCOME_LABELS[outcome] + (points ? `，${pointsText(points)}` : '');

function headTerms(head: Head, parts: Parts): HTMLElement {
  const { enterprise, batch } = head;
  const [submitted, decided] = ['submitted', 'decided'].map((one) => parts.get(`result.${one}`) as EvaluationResult);
  return terms([
    ['信用代码', code(enterprise.creditCode)],
    ['所在地区', enterprise.regionName],
    ['申报', `${batch.name}，${head.purpose}，会计年度 ${batch.year}`],
    ['提交', `第 ${head.number} 次提交，${beijing(head.submittedAt)}，回执 ${head.receiptNumber ?? '未知'}`],
    ['环节', head.stateLabel],
    ...(submitted ? [['按提交的内容', said(submitted)] as const] : []),
    ...(decided ? [['连同人工判断', said(decided)] as const] : []),
    ...(head.bureau ? [['受理单位', head.bureau] as const] : []),
  ]);
}

function clauses(parts: Parts): HTMLElement {
  const list = under<ClauseExplanation>(parts, 'clause.');
  const order = new Map(list.map((clause) => [clause.id, clause]));
  const inOrder: ClauseExplanation[] = [];
  const walk = (clause: ClauseExplanation) => {
    inOrder.push(clause);
    for (const child of clause.children) {
      const found = order.get(child);
      if (found) walk(found);
    }
  };
  list.filter(({ parent }) => parent === null || !order.has(parent)).forEach(walk);
  return section('逐条结果', ...inOrder.map(clauseView));
}

function clauseView({
  kind,
  label,
  text,
  article,
  confidence,
  outcomeText,
  points,
  facts,
  checks,
  measure,
  outcome,
}: ClauseExplanation) {
  const details = checks.map(({ text: asked, measure: found, outcome: result, reason }) =>
    element(
      'li',
      null,
      `${asked}${found === null ? '' : `：${found}`}，${OUTCOME_LABELS[result]}${reason ? `（${reason}）` : ''}`,
    ),
  );
  const values = facts.map((fact) => element('li', null, `${fact.label}：${fact.display}`));
  return element(
    'article',
    `clause clause--${kind}`,
    element(
      'h3',
      null,
      element('span', null, label),
      element(
        'b',
        `result result--${outcome}`,
        points && !outcomeText.includes('分') ? `${outcomeText}（${pointsText(points)}）` : outcomeText,
      ),
    ),
    element('p', null, text),
    element('p', 'quiet', `依据：${article}（把握 ${confidence}）`),
    ...(measure ? [element('p', null, `${measure.text}：${measure.value ?? '未知'}`)] : []),
    ...(details.length + values.length > 0 ? [element('ul', null, ...details, ...values)] : []),
  );
}

function inputs(parts: Parts): HTMLElement {
  const dictionary = FactDictionary.fromRows(under<Record<string, string>>(parts, 'dictionary.'));
  const facts = startingWith(parts, 'content.facts.');
  const origins = startingWith(parts, 'content.origins.') as Record<string, Origin | undefined>;
  const read = readFacts(JSON.stringify(facts), dictionary);
  const rows = Object.keys(facts).map((fact) => {
    const [found, origin] = [dictionary.get(fact), origins[fact]];
    const where = origin ? `${origin.sourceLabel ?? origin.source}，${origin.asOf}` : '未知';
    return [found.label, displayFact(found, read.get(fact) ?? null), where];
  });
  const evidence = under<Evidence>(parts, 'content.evidence.').map(({ name, period, fileHash }) => [
    ...[name, period?.replace('/', ' 至 ') ?? '没有说明', fileHash ? code(fileHash) : '登记的记录，没有文件'],
  ]);
  const { commitment } = parts.get('content') as { commitment?: string };
  return section(
    '申报内容',
    table('各项值、来源和日期', ['指标', '值', '来源和日期'], rows),
    evidence.length > 0
      ? table('佐证材料和文件的 SHA-256', ['材料', '所属期间', 'SHA-256'], evidence)
      : element('p', null, '没有另附佐证材料。'),
    ...(commitment ? [element('p', null, `承诺：${commitment}`)] : []),
  );
}

function judgements(parts: Parts): HTMLElement {
  const rows = under<Judgement>(parts, 'judgement.').map(({ label, value, basis, by, judgedAt, used }) => [
    ...[
      label,
      value ? '是' : '否',
      basis,
      `${by}，${beijing(judgedAt)}`,
      used ? '用上了' : '没有用：企业已申报，或标准不问',
    ],
  ]);
  if (rows.length === 0) return section('人工判断', element('p', null, '没有人工判断。'));
  return section('人工判断', table('由人判断的各项', ['项目', '判断', '依据', '谁、何时', '用在评价里'], rows));
}

function steps(parts: Parts): HTMLElement {
  const list = under<Step>(parts, 'step.').map(({ at, label, by, to, revision, reason, document, documentOn }) =>
    element(
      'li',
      null,
      `${beijing(at)}，${by}：${label}，到“${to}”`,
      revision === null ? '' : `（第 ${revision} 次提交）`,
      document === null ? '' : `；来文 ${document}（${documentOn ?? '没有日期'}）`,
      ...(reason === null ? [] : [element('p', null, `理由：${reason}`)]),
    ),
  );
  const marks = under<{ label: string; remark: string; answeredBy: number | null }>(parts, 'mark.').map((mark) =>
    element(
      'li',
      null,
      `${mark.label}：${mark.remark}（${mark.answeredBy === null ? '还没有补上' : `第 ${mark.answeredBy} 次提交时补上`}）`,
    ),
  );
  return section(
    '办理经过',
    element('ol', null, ...list),
    ...(marks.length > 0 ? [element('h3', null, '要求补正的'), element('ul', null, ...marks)] : []),
  );
}

function standard(parts: Parts): HTMLElement {
  const { id, version, hash, name } = parts.get('standard') as Record<string, string>;
  return section(
    '所用标准',
    terms([
      ['名称', name ?? ''],
      ['编号和版本', `${id} 第 ${version} 版`],
      ['标准的 SHA-256', code(hash ?? '')],
    ]),
    element(
      'details',
      null,
      element('summary', null, '标准全文（程序读的就是它）'),
      element('pre', null, JSON.stringify(parts.get('standard.document'), null, 2)),
    ),
  );
}

function hashes({ leaves, root, seal, exported }: CasePackage): HTMLElement {
  return section(
    '校验值',
    terms([
      ['本案卷的根', code(root)],
      ...(seal
        ? ([
            ['公示', `${seal.noticeTitle}，${beijing(seal.publishedAt)}，共 ${seal.count} 家`],
            ['公示上印的总根值', code(seal.root)],
          ] as const)
        : ([['公示', '没有公示过：没有印在公示上的总根值可以核对']] as const)),
      ['导出', `编号 ${exported.code}，${beijing(exported.at)}`],
    ]),
    element(
      'details',
      null,
      element('summary', null, `每一项的校验值（${leaves.length} 项）`),
      table('每一项的 SHA-256', ['项', 'SHA-256'], leaves.map(({ name, hash }) => [name, code(hash)])), // prettier-ignore
    ),
  );
}
