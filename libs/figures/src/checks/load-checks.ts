import { type FactDictionary, MapReader, Source, textOf } from '@tidu/criteria';
import { isMap, isSeq, type Node } from 'yaml';
import { isFigure } from '../import/column-names';
import { checkKinds, type FigureCheck } from './check';

type Kind = FigureCheck['kind'];

const keysOf: Readonly<Record<Kind, string>> = {
  atMost: 'fact、limit、times',
  ratio: 'fact、per、atLeast、atMost',
  slip: 'between、facts、factors、within、least',
  transposed: 'facts、digits、apart',
  sign: 'facts',
  loss: 'profit、income、cost、within',
  shifted: 'facts、least',
  copied: 'facts、least',
  growth: 'fact、times、from',
};

/**
 * Reads the checks (`seeds/reference/figure-checks.yaml`), strictly: unknown or repeated keys, unknown facts, facts
 * that no source states or that are no numbers, and limits that make no sense are refused.
 * @throws DomainError `FIGURES.BAD_CHECKS` with every problem: file, line, what is wrong and what to do.
 */
export function loadChecks(text: string, dictionary: FactDictionary, file = 'figure-checks.yaml'): FigureCheck[] {
  const source = new Source(file, 'FIGURES.BAD_CHECKS');
  const top = source.parse(text);
  const checks: FigureCheck[] = [];
  if (top) {
    const reader = new MapReader(source, top);
    const entries = reader.map('checks')?.entries() ?? [];
    for (const { key, keyNode, value } of entries) {
      if (!/^[a-z][a-z0-9-]{1,39}$/.test(key))
        source.fail(keyNode, `“${key}”不是检查的代码，请用小写字母、数字和连字符，至多 40 个`);
      if (isMap(value))
        checks.push(new CheckReader(source, new MapReader(source, value), dictionary).read(key, checks));
      else source.fail(value ?? keyNode, `“${key}”应是“键: 值”的内容`);
    }
    reader.done('checks');
  }
  source.throwIfBad('一数一源检查');
  return checks;
}

class CheckReader {
  constructor(
    private readonly source: Source,
    private readonly reader: MapReader,
    private readonly dictionary: FactDictionary,
  ) {}

  read(code: string, before: readonly FigureCheck[]): FigureCheck {
    const kind = this.reader.choice('kind', checkKinds);
    const base = { code, label: this.reader.text('label'), silencedBy: this.silencers(before) };
    // `terms` reads exactly the keys of the kind, which the compiler can't see
    const check = { ...base, kind, ...this.terms(kind) } as unknown as FigureCheck;
    this.reader.done(`label、kind、silencedBy、${keysOf[kind]}`);
    return check;
  }

  private terms(kind: Kind): object {
    switch (kind) {
      case 'atMost':
        return { fact: this.fact('fact'), limit: this.fact('limit', 'fact'), times: this.number('times', 1) };
      case 'ratio':
        return { fact: this.fact('fact'), per: this.fact('per'), ...this.range() };
      case 'slip':
        return {
          ...{ between: this.reader.choice('between', ['sources', 'years'] as const), facts: this.facts(true) },
          factors: this.reader.list('factors').map((node) => this.amount(node, 2)),
          ...{ within: this.number('within', null, 1), least: this.number('least', 0) },
        };
      case 'transposed':
        return { facts: this.facts(), digits: this.number('digits', null, 2), apart: this.number('apart', 0) };
      case 'sign':
        return { facts: this.facts() };
      case 'loss':
        return {
          ...{ profit: this.fact('profit'), income: this.fact('income', 'profit'), cost: this.fact('cost', 'profit') },
          within: this.number('within'),
        };
      case 'shifted':
      case 'copied':
        return { facts: this.facts(), least: this.number('least', null, 2) };
      case 'growth':
        return { fact: this.fact('fact'), times: this.number('times', null, 2), from: this.number('from', 0) };
    }
  }

  private range(): { atLeast: number; atMost: number } {
    const range = { atLeast: this.number('atLeast', 0), atMost: this.number('atMost') };
    if (range.atLeast >= range.atMost) this.source.fail(this.reader.place('atMost'), '“atMost”应大于“atLeast”');
    return range;
  }

  /** A fact that sources state as a number; `like` names a key whose fact has the same unit. */
  private fact(key: string, like?: string): string {
    const code = this.reader.text(key);
    this.require(this.reader.get(key), code);
    const other = like === undefined ? undefined : this.dictionary.find(textOf(this.reader.get(like)) ?? '');
    const fact = this.dictionary.find(code);
    if (fact && other && fact.unit !== other.unit)
      this.source.fail(this.reader.place(key), `“${code}”与“${other.code}”单位不同，无法比较`);
    return code;
  }

  private facts(money = false): string[] {
    const nodes = this.reader.list('facts');
    const codes = nodes.map((node) => textOf(node) ?? '');
    codes.forEach((code, i) => {
      this.require(nodes[i] ?? null, code);
      if (codes.indexOf(code) < i) this.source.fail(nodes[i] ?? null, `“${code}”写了两次，请删去一个`);
      if (money && this.dictionary.find(code)?.type !== 'money')
        this.source.fail(nodes[i] ?? null, `“${code}”不是金额，不会写错元和万元`);
    });
    return codes;
  }

  private require(node: Node | null, code: string): void {
    if (code === '') return;
    const fact = this.dictionary.find(code);
    if (!fact) this.source.fail(node, `指标字典里没有“${code}”，请核对指标代码`);
    else if (!isFigure(fact) || fact.min === null)
      this.source.fail(node, `“${code}”（${fact.label}）不是各来源填报的数值，不能检查`);
  }

  private number(key: string, fallback: number | null = null, least = 0): number {
    if (!this.reader.has(key) && fallback !== null) return fallback;
    const node = this.reader.get(key);
    if (node === null) {
      this.reader.text(key);
      return 0;
    }
    return this.amount(node, least);
  }

  /** A number, with 万 or 亿 behind it where it is large. */
  private amount(node: Node, least: number): number {
    const text = textOf(node) ?? '';
    const match = /^(\d{1,12}(?:\.\d{1,6})?)(万|亿)?$/.exec(text);
    const value = match ? Number(match[1]) * (match[2] === '万' ? 1e4 : match[2] === '亿' ? 1e8 : 1) : NaN;
    if (Number.isNaN(value)) this.source.fail(node, `“${text}”不是数字，请写成 15、0.3、100万 的样子`);
    else if (value < least) this.source.fail(node, `“${text}”不能小于 ${least}`);
    return Number.isNaN(value) ? 0 : value;
  }

  private silencers(before: readonly FigureCheck[]): string[] {
    const node = this.reader.get('silencedBy');
    if (node === null) return [];
    if (!isSeq(node)) {
      this.source.fail(node, '“silencedBy”应是检查代码的列表');
      return [];
    }
    return (node.items as Node[]).map((item) => {
      const code = textOf(item) ?? '';
      if (!before.some((check) => check.code === code))
        this.source.fail(item, `“${code}”不是写在前面的检查，请核对代码或调整先后`);
      return code;
    });
  }
}
