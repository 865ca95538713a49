import {
  type Confidence,
  type ConditionsHead,
  type FactDictionary,
  MapReader,
  readConditions,
  Source,
  textOf,
} from '@tidu/criteria';
import { type Day, isDay } from '@tidu/kernel';
import { isMap, isSeq, type Node } from 'yaml';
import { readBenefit } from './read-benefit';
import { type ClaimInput, type Measure, modes, roundings, stackings, type Within, withins } from './measure';
import { amountAt } from './values';

const confidences: readonly Confidence[] = ['A', 'B', 'C'];
const codeShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const keys =
  'id、name、source、confidence、department、contact、region、audience、mode、repeat、validity、window、supersededBy、inputs、benefit、rounding、caps、matter、excludes、excludesWithin、budget、materials、requires';

/**
 * Reads one measure strictly: unknown keys, unknown facts, amounts without a unit, a benefit by figures nobody is asked
 * for are refused.
 * @throws DomainError `MEASURES.BAD_MEASURE` with every problem: file, line, what is wrong and what to do.
 */
export function readMeasure(text: string, dictionary: FactDictionary, file: string): Measure {
  const source = new Source(file, 'MEASURES.BAD_MEASURE');
  const top = source.parse(text);
  const measure = top && readTop(new MapReader(source, top), dictionary);
  source.throwIfBad('扶持措施');
  return measure as Measure;
}

function readTop(reader: MapReader, dictionary: FactDictionary): Measure {
  const { source } = reader;
  const code = codeOf(reader, 'id');
  const name = limited(reader, 'name', 100);
  const document = readSource(reader);
  const confidence = reader.choice('confidence', confidences);
  const region = regionOf(reader);
  const head: ConditionsHead = {
    ...{ id: code || 'measure', version: 1, name, region, confidence, article: document.article },
    source: { number: document.number, name: document.name, part: document.article, issuer: document.issuer },
  };
  const inputs = readInputs(reader);
  const benefit = readBenefit(reader, dictionary, head, inputs);
  const caps = readCaps(reader);
  const budget = reader.optionalText('budget');
  if (benefit.kind !== 'service' && budget === null)
    source.fail(reader.node, '有金额的措施要写“budget”，即从哪一条预算支出');
  if (benefit.kind === 'service' && budget !== null) source.fail(reader.place('budget'), '服务没有金额，不写“budget”');
  const measure = {
    ...{ code, name, source: document, confidence, region, inputs, benefit, ...caps, budget },
    ...{
      department: limited(reader, 'department', 100),
      contact: limited(reader, 'contact', 200),
      audience: limited(reader, 'audience', 500),
    },
    ...{ mode: reader.choice('mode', modes), repeat: reader.choice('repeat', ['once', 'yearly'] as const) },
    ...{
      validity: readValidity(reader),
      window: readWindow(reader),
      supersededBy: optionalCode(reader, 'supersededBy'),
    },
    ...{
      rounding: reader.choice('rounding', roundings),
      matter: readMatter(reader),
      excludes: texts(reader, 'excludes'),
      excludesWithin: withinOf(reader, 'excludesWithin'),
    },
    ...{ materials: texts(reader, 'materials') },
    evaluator: readConditions(source, reader.list('requires'), dictionary, head) as Measure['evaluator'],
  };
  reader.done(keys);
  if (measure.mode === 'automatic' && inputs.length > 0)
    source.fail(reader.place('inputs'), '免申即享的措施不问企业要数字；要填“inputs”的，mode 应为 application');
  if (benefit.kind === 'fixed' && benefit.topUp && measure.matter?.stacking !== 'topUp')
    source.fail(
      reader.get('matter') ?? reader.node,
      '补差的措施要写“matter”，其 stacking 为 topUp：差额按同一事项已得的算',
    );
  return measure;
}

function limited(reader: MapReader, key: string, most: number): string {
  const text = reader.text(key);
  if (text.length > most) reader.source.fail(reader.place(key), `“${key}”最多 ${most} 个字`);
  return text;
}

function codeOf(reader: MapReader, key: string): string {
  const text = reader.text(key);
  if (text !== '' && (!codeShape.test(text) || text.length > 60))
    reader.source.fail(reader.place(key), `“${key}”应由小写字母、数字和连字符组成，以字母开头，最多 60 个字符`);
  return text;
}

const optionalCode = (reader: MapReader, key: string) => (reader.has(key) ? codeOf(reader, key) : null);

function readSource(reader: MapReader): Measure['source'] {
  const inner = reader.map('source');
  if (!inner) return { number: '', name: '', issuer: '', article: '' };
  const read = (key: string) => limited(inner, key, 200);
  const found = { number: read('number'), name: read('name'), issuer: read('issuer'), article: read('article') };
  inner.done('number、name、issuer、article');
  return found;
}

function regionOf(reader: MapReader): string {
  const region = reader.text('region');
  if (region !== '' && region !== 'nation' && !/^(\d{2}|\d{4}|\d{6})$/.test(region))
    reader.source.fail(reader.place('region'), '“region”应为 nation（全国），或两位、四位、六位行政区划代码');
  return region;
}

function dayAt(reader: MapReader, key: string): Day {
  const text = textOf(reader.get(key)) ?? '';
  if (!isDay(text)) reader.source.fail(reader.place(key), `“${key}”应是日期，形如 2026-01-01`);
  return text;
}

function readValidity(reader: MapReader): Measure['validity'] {
  const inner = reader.map('validity');
  if (!inner) return { from: '', to: null };
  const [from, to] = [dayAt(inner, 'from'), inner.has('to') ? dayAt(inner, 'to') : null];
  if (to !== null && to < from) reader.source.fail(inner.node, '“validity”的开始晚于结束');
  inner.done('from、to');
  return { from, to };
}

function readWindow(reader: MapReader): Measure['window'] {
  if (!reader.has('window')) return null;
  const inner = reader.map('window');
  if (!inner) return null;
  const [from, to] = [dayAt(inner, 'from'), dayAt(inner, 'to')];
  if (to < from) reader.source.fail(inner.node, '“window”的开始晚于结束');
  inner.done('from、to');
  return { from, to };
}

function readInputs(reader: MapReader): ClaimInput[] {
  if (!reader.has('inputs')) return [];
  const found = reader.list('inputs').flatMap((node): ClaimInput[] => {
    if (!isMap(node)) {
      reader.source.fail(node, '“inputs”的每一项应形如 { code: principal, label: 贷款本金, type: money }');
      return [];
    }
    const one = new MapReader(reader.source, node);
    const input = {
      ...{ code: one.text('code'), label: limited(one, 'label', 60) },
      type: one.choice('type', ['money', 'percent', 'days'] as const),
    };
    if (!/^[a-z][a-zA-Z]{1,29}$/.test(input.code))
      reader.source.fail(node, '“code”应为 2 到 30 个字母，以小写字母开头');
    one.done('code、label、type');
    return [input];
  });
  if (new Set(found.map(({ code }) => code)).size < found.length)
    reader.source.fail(reader.place('inputs'), '“inputs”里有相同的 code');
  return found;
}

function readCaps(reader: MapReader): Pick<Measure, 'capItem' | 'capYear'> {
  if (!reader.has('caps')) return { capItem: null, capYear: null };
  const inner = reader.map('caps');
  if (!inner) return { capItem: null, capYear: null };
  const capItem = inner.has('item') ? amountAt(inner, 'item') : null;
  const year = inner.has('year') ? inner.map('year') : null;
  const capYear = year && { code: codeOf(year, 'code'), amount: amountAt(year, 'amount') };
  year?.done('code、amount');
  inner.done('item、year');
  return { capItem, capYear };
}

function readMatter(reader: MapReader): Measure['matter'] {
  if (!reader.has('matter')) return null;
  const inner = reader.map('matter');
  if (!inner) return null;
  const matter = {
    code: codeOf(inner, 'code'),
    stacking: inner.choice('stacking', stackings),
    within: withinOf(inner, 'within'),
  };
  inner.done('code、stacking、within');
  return matter;
}

/** Where nothing is said, for ever: the stricter reading. */
const withinOf = (reader: MapReader, key: string): Within => (reader.has(key) ? reader.choice(key, withins) : 'ever');

function texts(reader: MapReader, key: string): string[] {
  const node: Node | null = reader.get(key);
  if (node === null) return [];
  const found = isSeq(node) ? node.items.map((item) => textOf(item as Node)) : [null];
  if (found.some((one) => one === null || one === '' || one.length > 200))
    reader.source.fail(node, `“${key}”应是文字的列表，每项最多 200 个字`);
  return found.map((one) => one ?? '');
}
