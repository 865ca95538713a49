import fc from 'fast-check';
import { readNatural } from '../cases/read-cases';
import type { Evaluator } from '../compile/compile-standard';
import type { FactValue } from '../fact';
import { readFacts } from '../facts-reader';
import { dictionary, seedEvaluator, standardIds } from '../testing/seeds';
import { sheets } from '../testing/sheets';
import { explain } from './explain';
import { type Letter, type LetterClause, letterOf, type ResultContext } from './letter';
import type { LetterNeed } from './letter-needs';
import type { Check, Explanation } from './types';

const given = (facts: Record<string, string>) =>
  new Map(
    Object.entries(facts).map(([code, text]): [string, FactValue] => [code, readNatural(text, dictionary.get(code))]),
  );
const context: ResultContext = {
  enterprise: { name: '洛阳某某轴承有限公司', creditCode: '91410305MA9EXAMPLE' },
  ...{ purpose: 'application', day: '2026-06-01', year: 2025, sheet: { asOf: '2026-06-01', version: 2, hash: 'f00d' } },
  sources: { revenue: '审计报告 2025', rdExpense: '企业填报 2025' },
};
const evaluators = new Map<string, Evaluator>();
function evaluatorOf(id: string): Evaluator {
  const evaluator = evaluators.get(id) ?? seedEvaluator(id);
  evaluators.set(id, evaluator);
  return evaluator;
}
const explained = (id: string, facts: Record<string, string>): Explanation =>
  explain(evaluatorOf(id), given(facts), { purpose: 'application', date: context.day });
const letter = (id: string, facts: Record<string, string>): Letter => letterOf(explained(id, facts), context);
function clause(one: Letter, id: string): LetterClause {
  const found = one.clauses.find((each) => each.id === id);
  if (!found) throw new Error(`no clause ${id}`);
  return found;
}
/** The findings of a clause, each as one line. */
const lines = (one: LetterClause): string[] =>
  one.findings.map(({ text, outcome, found, reason, near }) =>
    [text, outcome, found, reason, near].filter((part) => part !== null).join(' | '),
  );
/** The first need of that title, however deep it stands. */
function need(needs: readonly LetterNeed[], title: string): LetterNeed | undefined {
  return needs.reduce<LetterNeed | undefined>(
    (found, one) => found ?? (one.title === title ? one : need(one.parts, title)),
    undefined,
  );
}

const S1 = 'miit-2022-63-innovative';
const S2 = 'miit-2022-63-specialized';
const S4 = 'miit-2026-2-specialized';
const clean = {
  ...{ registeredInChina: '是', enterpriseSize: 'small', abnormalOperation: '否', seriousDishonesty: '否' },
  ...{ prohibitedProduct: '否', majorIncident3y: '否' },
};

describe('the letter of a clause', () => {
  it('met: value with source and what was asked', () => {
    const niche = clause(letter(S2, { nicheYears: '7年' }), 'niche-years');
    expect(niche).toMatchObject({
      ...{ level: 0, title: '从业年限', outcome: 'met', result: '满足', instead: null },
      ...{ text: '从事特定细分市场 2 年以上。', article: '附件2，认定条件（一）' },
      confidence: { mark: 'A', words: '依据 A：条文措辞见自文件原文' },
      values: [{ label: '从事特定细分市场年限', value: '7年', source: null }],
    });
    expect(lines(niche)).toEqual(['从事特定细分市场年限 ≥ 2年 | 现为 7年，要求 ≥ 2年']);
  });

  it('unmet by a hair: each demand with what was found, and the distance in money', () => {
    const one = letter(S2, { revenue: '1亿', rdExpense: '287.6万' });
    expect(clause(one, 'rd')).toMatchObject({
      result: '不满足',
      values: [
        { label: '研发费用(上年度)', value: '287.6万元', source: '企业填报 2025' },
        { label: '营业收入(上年度)', value: '1亿元', source: '审计报告 2025' },
      ],
    });
    expect(lines(clause(one, 'rd'))).toEqual([
      '研发费用 ≥ 100万 | met | 现为 287.6万元，要求 ≥ 100万',
      '研发费用 ÷ 营业收入 ≥ 3% | unmet | 现为 2.87%，要求 ≥ 3% | 还差：研发费用再增加 12.4万元',
    ]);
    expect(need(one.needs, '研发费用')?.text).toBe('研发费用再增加 12.4万元');
  });

  it('unknown: says which figure is missing and never writes 0 or a dash for it', () => {
    const one = letter(S2, { revenue: '1亿' });
    expect(clause(one, 'rd')).toMatchObject({ result: '缺数据', values: [{ value: '未知', source: null }, {}] });
    expect(lines(clause(one, 'rd'))).toEqual([
      '研发费用 ≥ 100万 | unknown | 缺少 研发费用',
      '研发费用 ÷ 营业收入 ≥ 3% | unknown | 缺少 研发费用',
    ]);
    expect(one.open).toContainEqual({
      label: '研发费用(上年度)',
      value: '影响“研发费用”、“研发投入”、“研发费用均值”',
    });
    expect(need(one.needs, '研发费用')?.text).toBe('缺少 研发费用');
  });

  it('manual: asks for a person, in words', () => {
    const one = letter(S4, {});
    const position = clause(one, 'market-position');
    expect(position.result).toBe('需人工判断');
    expect(lines(position)).toEqual([
      '细分市场占有率较为靠前且有一定知名度（由人判断） | 尚无人对 细分市场占有率较为靠前且有一定知名度 作出判断',
    ]);
    expect(one.open.map(({ label }) => label)).toContain('细分市场占有率较为靠前且有一定知名度（由人判断）');
  });

  it('exempt: says by what the demand fell away, and no distance that is no news', () => {
    const one = letter(S4, { ipClass1Applied: '0', awardNationalTop3In3y: '是' });
    expect(clause(one, 'ip').result).toBe('满足');
    expect(lines(clause(one, 'ip'))).toEqual([
      '满足要求，或符合免予要求的情形 | 符合免予要求的情形',
      '已应用并产生效益的Ⅰ类知识产权数 ≥ 1 | unmet | 现为 0项，要求 ≥ 1',
      '满足任意一项 | met',
      expect.stringContaining('近三年省级科技奖励且排名前三'),
      '近三年国家级科技奖励且排名前三：是 | met',
      expect.stringContaining('研发机构级别'),
    ]);
    expect(need(one.needs, clause(one, 'ip').title)).toBeUndefined();
  });

  it('undefined arithmetic: a person must look, and the letter says why', () => {
    const one = letter(S1, { totalAssets: '0元', totalLiabilities: '1元', mainRevenue: '1元', mainRevenueY1: '0元' });
    expect(lines(clause(one, 'debt-ratio'))).toContain('分母为零或负数，比率无法计算');
    expect(lines(clause(one, 'main-growth'))).toContain('基期为零或负数，增长率无法计算');
    expect(clause(one, 'debt-ratio').result).toBe('0–10 分 / 10，需人工判断');
    expect(lines(clause(one, 'debt-ratio'))[0]).toBe('负债总额 ÷ 资产总额 = 未知');
  });

  it('an indicator: the whole ladder, the step reached and the way to the next', () => {
    const one = clause(letter(S1, { revenue: '1亿', rdExpense: '200万' }), 'rd-ratio');
    expect(one).toMatchObject({ level: 2, result: '10 分 / 20' });
    expect(lines(one)).toEqual([
      '研发费用 ÷ 营业收入 = 2%',
      '≥ 5%，20 分',
      '≥ 3%，15 分',
      '≥ 2%，10 分 | 在此档',
      '≥ 1%，5 分',
      '其他，0 分',
      '研发费用再增加 100万元，可得 15 分',
    ]);
  });

  it('a standard of another town, without points: the demand that failed and by how much', () => {
    const one = letter('luoyang-2019-58-hidden-champion', { revenue: '2999.99万', nationalMarketRank: '2' });
    expect(lines(clause(one, 'revenue'))).toEqual(['营业收入 ≥ 3000万 | 现为 2,999.99万元，要求 ≥ 3000万 | 还差：营业收入再增加 100元']); // prettier-ignore
    expect(lines(clause(one, 'market'))[0]).toContain('还差：主导产品全国细分市场排名再前进 1名');
    expect(one.verdict.join('')).not.toContain('总分');
  });
});

describe('the letter as a whole', () => {
  it('is addressed, names its ground to the hash, and says what it is not', () => {
    const one = letter(S2, {});
    expect(one).toMatchObject({ title: '预评估结果说明', notice: '预评估，非认定', addressee: '洛阳某某轴承有限公司' });
    expect(one.opening[0]).toBe(
      '我们按《优质中小企业梯度培育管理暂行办法》（工信部企业〔2022〕63号 附件2）的要求，用贵企业在登记簿中的数据（2025 年度），以 2026-06-01 为评价日，作了一次试算。',
    );
    expect(one.ground).toEqual([
      { label: '企业', value: '洛阳某某轴承有限公司' },
      { label: '统一社会信用代码', value: '91410305MA9EXAMPLE' },
      { label: '标准', value: '专精特新中小企业认定标准（2022 年）' },
      { label: '依据文件', value: '工信部企业〔2022〕63号 附件2《优质中小企业梯度培育管理暂行办法》' },
      { label: '发文机关', value: '工业和信息化部' },
      { label: '用途', value: '新申报' },
      { label: '评价日', value: '2026-06-01' },
      { label: '数据年度', value: '2025 年度' },
      { label: '标准编号', value: expect.stringMatching(/^miit-2022-63-specialized 第 \d+ 版$/) },
      { label: '标准校验值', value: seedEvaluator(S2).release.hash },
      { label: '事实表', value: '2026-06-01 第 2 版' },
      { label: '事实表校验值', value: 'f00d' },
    ]);
    expect(one.verdict).toContain('评价日不在本标准的有效期内，结果只供参考。');
    expect(one.closing.join('')).toContain('预评估，非认定');
  });

  it('says of an invented enterprise that it is one, first of all and in the ground, and of no other', () => {
    const of = (demo: boolean) => {
      const enterprise = { name: '梯州某某有限公司', creditCode: '91410399MA9EXAMPLE', demo };
      return letterOf(explained(S1, {}), { ...context, enterprise });
    };
    expect(of(true).opening[0]).toBe('演示数据：这家企业为演示而虚构，本信不得用于正式工作。');
    expect(of(true).ground[0]).toEqual({ label: '企业', value: '梯州某某有限公司（演示数据）' });
    expect(JSON.stringify(of(false))).not.toContain('演示');
  });

  it('a self-check names nobody and no sheet', () => {
    const one = letterOf(explained(S1, {}), { ...context, enterprise: null, year: null, sheet: null, sources: {} });
    expect(one).toMatchObject({ title: '自测结果说明', addressee: '贵企业' });
    expect(one.opening[0]).toContain('用您填写的情况，以 2026-06-01 为评价日');
    expect(one.ground.map(({ label }) => label)).not.toEqual(expect.arrayContaining(['企业', '数据年度', '事实表']));
  });

  const half = {
    ...{ ...clean, revenue: '1亿', rdExpense: '300万', ipClass1HighValue: '0', ipClass1SelfDeveloped: '1' },
    ...{ awardProvincialOrNational3y: '否', titleHighTech: '否', titleInnovationDemo: '否', titleIpAdvantage: '否' },
    ...{ rdInstitutionLevel: 'city', equityFinancing3y: '0元', strategicEmerging: '是', mainRevenue: '7000万' },
    ...{ mainRevenueY1: '7000万' },
  };

  it('says what is open and what the total needs, from what is sure', () => {
    const one = letter(S1, half);
    expect(one.verdict).toEqual([
      '数据还不全，现在不能判断是否达到本标准的要求。',
      '总分 65–75 分，满分 100 分，要求不低于 60 分。',
      '还缺 2 项数据。',
    ]);
    expect(one.open.map(({ label }) => label)).toEqual(['负债总额(上年末)', '资产总额(上年末)']);
    // growth has a line of its own; the total is reached already and asks for nothing
    expect(need(one.needs, '成长性')).toEqual({
      title: '成长性',
      text: '已经确定 5 分，未定的各项最多再得 10 分；其中再得 10 分，就到 15 分',
      parts: [{ title: '主营业务收入增长率', text: '主营业务收入再增加 350万元，可得 10 分', parts: [] }],
    });
    expect(need(one.needs, '总分')).toBeUndefined();
    // both ways stand under one heading; the way by a title lists its own, of which one suffices
    const [ways, ...others] = one.needs;
    expect([others, ways?.title, ways?.parts.map(({ title }) => title)]).toEqual([[], '满足下列一项即可', ['直接通过', '评分达标']]); // prettier-ignore
    expect(need(one.needs, '直接通过')).toMatchObject({
      text: '满足下列一项即可',
      parts: [{ title: '科技奖励', text: '须达到“近三年获国家级或省级科技奖励：是”' }, {}, {}, { title: '股权融资', text: '近三年新增股权融资实缴额再增加 500万元' }], // prettier-ignore
    });
    expect(clause(one, 'direct').instead).toMatch(/^与“.*”满足其一即可$/);
  });

  it('says when no open item can save the total any more', () => {
    const one = letter(S1, { ...half, totalAssets: '100万', totalLiabilities: '80万' });
    expect(one).toMatchObject({ result: '不满足', open: [] });
    expect(need(one.needs, '成长性')?.text).toBe('现有 5 分，离 15 分还差 10 分');
    expect(need(one.needs, '资产负债率')?.text).toBe('负债总额再减少 5万元，可得 5 分');
    const open = letter(S1, { ...half, mainRevenueY1: '8000万', strategicEmerging: '是', revenue: '1000亿', mainRevenue: '7000万' }); // prettier-ignore
    expect(need(open.needs, '成长性')?.text).toBe('未定的各项全部得满，也只有 10 分，离 15 分还差 5 分');
  });

  it('asks for nothing when all is met, whatever else stands unmet beside it', () => {
    const one = letter(S1, { ...clean, titleHighTech: '是' });
    expect(one).toMatchObject({ outcome: 'met', result: '满足', needs: [] });
    expect(one.verdict[0]).toBe('按现有数据，达到本标准的要求。');
  });

  it('a group asks for its parts, of an either-or for all of them', () => {
    const one = letter(S4, { titleTechSme: '否', titleInnovativeSme: '否', revenue: '1000万', equityFinancing2y: '0元' }); // prettier-ignore
    expect(need(one.needs, clause(one, 'revenue').title)?.text).toBe('营业收入再增加 500万元，或者近两年新增股权融资实缴额再增加 2,000万元'); // prettier-ignore
    expect(need(one.needs, clause(one, 'base-title').title)?.text).toBe(
      '须达到“有效期内科技型中小企业：是”，或者须达到“有效期内创新型中小企业：是”',
    );
  });

  /** Every text with a value in it that an explanation shows: the card draws these and no others. */
  function shownBy(explanation: Explanation): Set<string> {
    const shown = new Set<string>();
    const check = (one: Check, settled: boolean): void => {
      if (one.measure !== null) shown.add(one.measure).add(one.threshold ?? one.measure);
      if (one.distance && !settled) shown.add(one.distance.text);
      if (one.reason !== null) shown.add(one.reason);
      shown.add(one.text);
      for (const part of one.parts) check(part, settled || one.outcome === 'met');
    };
    for (const one of explanation.clauses) {
      for (const { display } of one.facts) shown.add(display);
      for (const { label } of one.bands) shown.add(label);
      for (const each of one.checks) check(each, false);
      if (one.measure && one.facts.length > 1) shown.add(one.measure.value ?? '未知');
      if (one.kind === 'indicator' && one.distance) shown.add(one.distance.text);
    }
    return shown;
  }

  it.each(standardIds)('%s: names every value of the explanation and no number besides', (id) => {
    const evaluator = evaluatorOf(id);
    fc.assert(
      fc.property(
        sheets(evaluator.slots),
        fc.constantFrom('application' as const, 'renewal' as const),
        (sheet, purpose) => {
          // prettier-ignore
          const facts = readFacts(JSON.stringify(sheet), dictionary);
          const explanation = explain(evaluator, facts, { purpose, date: context.day });
          const one = letterOf(explanation, { ...context, purpose });
          const clauses = JSON.stringify(one.clauses);
          for (const text of shownBy(explanation)) expect(clauses).toContain(JSON.stringify(text).slice(1, -1));
          // and the other way round: a number of the letter stands in the explanation, word for word
          const source = JSON.stringify(explanation);
          const own = one.clauses.flatMap(({ values, findings }) => [...values.map(({ value }) => value), ...findings.flatMap(({ text, found, near }) => [text, found ?? '', near ?? ''])]); // prettier-ignore
          for (const number of own.join(' ').match(/-?\d[\d,]*(\.\d+)?/g) ?? []) expect(source).toContain(number);
          expect(JSON.parse(JSON.stringify(one))).toEqual(one);
          expect(JSON.stringify(one)).not.toMatch(/undefined|NaN|null人|\[object/);
        },
      ),
      { numRuns: 12 },
    );
  });
});
