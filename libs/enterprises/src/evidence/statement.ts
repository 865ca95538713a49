import { cleanText, DomainError, findTextFault, isDay, type Problem, readScaled } from '@tidu/kernel';
import type { EvidenceField, EvidenceKind } from './evidence-kind';
import { titles } from './kinds';

/** What a person states about one piece of evidence; the values of the kind's own fields by their names. */
export interface EvidenceStatement {
  values: Readonly<Record<string, unknown>>;
  validFrom?: string | null;
  validUntil?: string | null;
  source: string;
  document?: string | null;
  note?: string | null;
  fileId?: string | null;
}

/** The same, checked, as it stands in the table. */
export type EvidenceColumns = Record<string, string | number | boolean | string[] | null>;

/** Shares are kept × 10^6. */
export const ratioScale = 6;
const largestRank = 100_000;
const titleWords = /专精特新|小巨人|单项冠军|隐形冠军|高新技术企业|科技型中小企业|创新型中小企业|(示范|优势)企业/;

/**
 * Checks a statement against its kind: every mistake at once, each with its field, the value and what to do.
 * @param today day of the district, after which nothing has happened yet
 * @throws DomainError `ENTERPRISES.EVIDENCE_INVALID`
 */
export function checkStatement(kind: EvidenceKind, given: EvidenceStatement, today: string): EvidenceColumns {
  const problems: Problem[] = [];
  const wrong = (field: string, value: unknown, message: string) => {
    problems.push({ where: { field }, value: shown(value), code: 'ENTERPRISES.EVIDENCE_FIELD', message });
    return null;
  };
  const known = new Set(kind.fields.map(({ name }) => name));
  for (const [name, value] of Object.entries(given.values))
    if (!known.has(name)) wrong(name, value, `“${kind.label}”没有“${name.slice(0, 50)}”这一项，请检查拼写。`);
  const columns: EvidenceColumns = {};
  for (const field of kind.fields)
    columns[field.name] = readField(field, given.values[field.name], (value, what) =>
      wrong(field.name, value, `${field.label}：${what}`),
    );
  for (const end of ['validFrom', 'validUntil'] as const) {
    const { label, required } = kind[end === 'validFrom' ? 'from' : 'until'];
    const field: EvidenceField = { name: end, label, type: 'day', required };
    columns[end] = readField(field, given[end], (value, what) => wrong(end, value, `${label}：${what}`));
  }
  for (const problem of together(kind, columns, today)) wrong(...problem);
  if (problems.length > 0)
    throw new DomainError(
      'invalid',
      'ENTERPRISES.EVIDENCE_INVALID',
      `没有保存。${problems.map(({ message }) => message).join(' ')}`,
      problems,
    );
  const { source, document = null, note = null, fileId = null } = given;
  return { ...columns, source, document: document || null, note: note || null, fileId };
}

type Refuse = (value: unknown, what: string) => null;

function readField(field: EvidenceField, value: unknown, refuse: Refuse): EvidenceColumns[string] {
  const { type, required, max = 200, options = [], shape } = field;
  if (type === 'choices') {
    const list: unknown[] = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
    const codes = options.map(({ code }) => code).filter((code) => list.includes(code));
    return codes.length === list.length ? codes : refuse(value, '含有不在选项内或重复的内容，请重新选择。');
  }
  if (value === undefined || value === null || value === '') return required ? refuse(value, '必须填写。') : null;
  if (type === 'boolean') return typeof value === 'boolean' ? value : refuse(value, '应选“是”或“否”。');
  if (type === 'rank') {
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= largestRank;
    return fits ? value : refuse(value, `应为 1 到 ${largestRank} 的整数。`);
  }
  if (typeof value !== 'string') return refuse(value, '应为文字。');
  if (type === 'day') return isDay(value) && inRange(value) ? value : refuse(value, '应为 2023-06-30 这样的日期。');
  if (type === 'choice')
    return options.some(({ code }) => code === value) ? value : refuse(value, '不在选项之内，请重新选择。');
  if (type === 'ratio') {
    const scaled = readScaled(value, ratioScale);
    const fits = typeof scaled === 'bigint' && scaled >= 0n && scaled <= 10n ** BigInt(ratioScale);
    return fits ? Number(scaled) : refuse(value, '应为 0 到 100% 的比例，百分数至多四位小数。');
  }
  // numbers and addresses typed in full width mean the same
  const text = cleanText(shape ? value.normalize('NFKC') : value);
  if (text === '') return required ? refuse(value, '必须填写。') : null;
  if (findTextFault(text) || /[\t\r\n]/.test(text)) return refuse(value, '含有不可见的控制字符，请删去后重试。');
  if (shape && !shape.pattern.test(text)) return refuse(value, shape.says);
  return [...text].length <= max ? text : refuse(value, `至多 ${max} 个字。`);
}

const inRange = (day: string) => day >= '1900-01-01' && day < '2200-01-01';

/** What several fields must say together. */
function* together(kind: EvidenceKind, of: EvidenceColumns, today: string): Generator<[string, unknown, string]> {
  for (const { name, label, onlyWith, together: other } of kind.fields) {
    const asked = onlyWith && kind.fields.find((field) => field.name === onlyWith.field);
    if (asked) {
      const wanted = onlyWith.is.includes(String(of[asked.name]));
      const words = asked.options?.filter(({ code }) => onlyWith.is.includes(code)).map((one) => one.label);
      if (wanted && of[name] === null)
        yield [name, null, `${label}：${asked.label}为“${words?.join('、')}”时必须填写。`];
      if (!wanted && of[name] !== null)
        yield [name, of[name], `${label}：只有${asked.label}为“${words?.join('、')}”时才填，请清空。`];
    }
    if (other !== undefined && of[name] === null && of[other] !== null) {
      const { label: also } = kind.fields.find((field) => field.name === other) ?? { label: other };
      yield [name, null, `${label}：填了${also}就必须填写。`];
    }
  }
  const { validFrom, validUntil, name, transferredOn, cancelledOn } = of as Record<string, string | null>;
  if (validFrom && validUntil && validFrom >= validUntil)
    yield ['validUntil', validUntil, `${kind.until.label}：不能早于${kind.from.label}，请核对两个日期。`];
  if (kind.nature === 'event' && validFrom && validFrom > today)
    yield ['validFrom', validFrom, `${kind.from.label}：还没有到这一天，不能登记尚未发生的事。`];
  if (validFrom && transferredOn && transferredOn < validFrom)
    yield ['transferredOn', transferredOn, '受让日期：不能早于授权日期，请核对。'];
  if (cancelledOn && validFrom && (cancelledOn < validFrom || (validUntil && cancelledOn > validUntil)))
    yield ['cancelledOn', cancelledOn, '取消日期：应在有效期之内，请核对。'];
  if (kind.noTitles && name && titleWords.test(name) && !/[奖赛]/.test(name)) {
    const found = titles.find(({ label }) => name.includes(label))?.label ?? '称号';
    yield ['name', name, `名称：“${name}”像是${found}。奖励和荣誉不等于认定，请登记在“称号”里。`];
  }
}

const shown = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).slice(0, 100)
    : undefined;
