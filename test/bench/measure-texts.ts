/** Titles, conditions on figures and benefits, as the shipped measures have them, for everybody. */
const titles = ['titleTechSme', 'titleInnovativeSme', 'titleSpecializedSme', 'titleLittleGiant', 'titleHighTech'];
const revenues = ['2000万', '5000万', '1亿', '4亿'];

const benefits = [
  'benefit: { kind: fixed, levels: [{ label: 奖励, amount: 10万 }] }',
  `benefit:
  kind: fixed
  levels:
    - { label: 4 亿元以上, amount: 60万, when: [{ fact: revenue, atLeast: 4亿 }] }
    - { label: 1 亿元以上, amount: 30万, when: [{ fact: revenue, atLeast: 1亿 }] }
    - { label: 其他, amount: 5万 }`,
];

const text = (code: string, i: number): string => `id: ${code}
name: 性能测试措施 ${i}
source: { number: 测试〔2026〕${i}号, name: 测试办法, issuer: 测试局, article: 第${i}条 }
confidence: C
department: 测试局
contact: 测试科
region: nation
audience: 测试企业
mode: automatic
repeat: once
validity: { from: 2024-01-01 }
${benefits[i % benefits.length] ?? ''}
rounding: halfUp
matter: { code: bench-${i % 8}, stacking: highest }
budget: bench-${i % 4}
requires:
  - id: title
    label: 称号
    text: 持有称号。
    any:
      - { fact: ${titles[i % titles.length] ?? ''}, is: true }
      - { fact: aboveScale, is: true }
  - { id: revenue, label: 收入, text: 营业收入达到要求。, fact: revenue, atLeast: ${revenues[i % revenues.length] ?? ''} }
  - { id: honest, label: 没有严重失信, text: 没有列入严重失信主体名单。, fact: seriousDishonesty, is: false }
`;

/** So many measures, each with its code. */
export const measuresOf = (count: number): [string, string][] =>
  Array.from({ length: count }, (_, i): [string, string] => {
    const code = `bench-measure-${i}`;
    return [code, text(code, i)];
  });
