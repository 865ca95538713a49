import type { FactDefinition, FactDictionary } from '@tidu/criteria';
import { type EvidenceKind, evidenceKind } from '@tidu/enterprises';
import { DomainError, isDay, parseScaled } from '@tidu/kernel';
import { type Database, readSetting, SeedFiles, systemActor, type Transaction, writeSetting } from '@tidu/platform';
import { factFiles, ReferenceService } from '@tidu/reference';
import { parse } from 'yaml';

/** Conditions a record meets together; the words are explained in `seeds/evidence-facts.yaml`. */
export type EvidenceConditions = Readonly<Record<string, unknown>>;

const takes = ['any', 'count', 'best', 'largest', 'smallest', 'sum', 'years'] as const;
export type Take = (typeof takes)[number];

/** How a fact follows from the records of one kind of evidence. */
export interface EvidenceFact {
  fact: string;
  from: string;
  take: Take;
  /** The field that is taken; null for `any` and `count`. */
  field: string | null;
  /** For `best`: its values, the best first. */
  order: string[];
  /** For `best`: what it is when no record counts; null: then it stays missing. */
  otherwise: string | null;
  /** Records that speak about the fact at all. */
  about: EvidenceConditions;
  /** One of these sets is met by a record that counts. */
  where: EvidenceConditions[];
}

/** What follows from evidence, and where the early warning for the official list begins. */
export interface EvidenceRules {
  facts: EvidenceFact[];
  /** `line` in 分. */
  warning: { fact: string; line: string } | null;
}

const file = 'evidence-facts.yaml';
const key = 'scoring.evidenceFacts';
const flags = new Set(['valid', 'happened']);
const years = new Set(['happenedYears', 'keptMoreThanYears']);
const days = new Set(['assessedFrom', 'assessedBefore']);
const known = new Set(['fact', 'from', 'take', 'field', 'order', 'otherwise', 'about', 'where']);

/** Loads the rules below `seedsDir`. @throws DomainError `SCORING.BAD_EVIDENCE_FACTS`: nothing is changed then */
export async function seedEvidenceFacts(database: Database, seedsDir: string): Promise<void> {
  await database.write(systemActor, async (tx) => {
    const seeds = await SeedFiles.open(tx, 'evidenceFacts', seedsDir, [file, ...factFiles]);
    if (!seeds.changed()) return;
    const dictionary = await new ReferenceService(database).dictionary();
    await writeSetting(tx, key, loadEvidenceFacts(seeds.text(file), dictionary));
    await seeds.remember();
  });
}

/** The rules of this installation. */
export async function readEvidenceRules(tx: Transaction): Promise<EvidenceRules> {
  return (await readSetting<EvidenceRules>(tx, key)) ?? { facts: [], warning: null };
}

/** Reads the text strictly: whatever isn't understood is refused, with its place. */
function loadEvidenceFacts(text: string, dictionary: FactDictionary): EvidenceRules {
  const document = asMap(parse(text), '文件');
  onlyKeys(document, new Set(['warning', 'facts']), '文件');
  if (!Array.isArray(document.facts)) throw bad('facts', '应为列表');
  const seen = new Set<string>();
  const facts = document.facts.map((entry: unknown, at) => {
    const one = readFact(asMap(entry, `第 ${at + 1} 项`), `第 ${at + 1} 项`, dictionary);
    if (seen.has(one.fact)) throw bad(one.fact, '这个指标写了两遍，请合为一项');
    seen.add(one.fact);
    return one;
  });
  return { facts, warning: readWarning(document.warning, dictionary) };
}

function readFact(entry: Record<string, unknown>, place: string, dictionary: FactDictionary): EvidenceFact {
  onlyKeys(entry, known, place);
  const definition = dictionary.facts.find(({ code }) => code === entry.fact);
  if (!definition) throw bad(place, `指标表里没有“${String(entry.fact)}”`);
  const at = definition.code;
  const kind = evidenceKind(String(entry.from));
  if (!kind) throw bad(at, `没有“${String(entry.from)}”这种佐证`);
  const take = takes.find((one) => one === entry.take);
  if (!take) throw bad(at, `take 应为 ${takes.join('、')} 之一`);
  const about = asMap(entry.about ?? {}, at);
  const where = (Array.isArray(entry.where) ? entry.where : [{}]).map((one) => asMap(one, at));
  for (const conditions of [about, ...where])
    for (const [name, value] of Object.entries(conditions)) checkCondition(name, value, kind, at);
  const order = Array.isArray(entry.order) ? entry.order.map(String) : [];
  const otherwise = typeof entry.otherwise === 'string' ? entry.otherwise : null;
  const field = typeof entry.field === 'string' ? entry.field : null;
  const rule: EvidenceFact = { fact: at, from: kind.kind, take, field, order, otherwise, about, where };
  checkTake(rule, definition, kind);
  return rule;
}

/** The result must be a value of the fact. */
function checkTake(
  { fact, take, field, order, otherwise }: EvidenceFact,
  of: FactDefinition,
  kind: EvidenceKind,
): void {
  const type = { any: 'boolean', count: 'integer', best: 'enum' }[take as string];
  if (type !== undefined && of.type !== type) throw bad(fact, `take: ${take} 只用于类型为 ${type} 的指标`);
  const column = kind.fields.find(({ name }) => name === field);
  if ((take === 'any' || take === 'count') !== (field === null)) throw bad(fact, 'field 与 take 不配');
  if (field !== null && !column) throw bad(fact, `“${kind.label}”没有“${field}”这一项`);
  const wanted = take === 'best' ? ['choice'] : take === 'years' ? ['day'] : ['rank', 'ratio'];
  if (column && !wanted.includes(column.type)) throw bad(fact, `“${field}”不能用于 take: ${take}`);
  if (column?.type === 'ratio' && of.scale !== 6) throw bad(fact, '比例存六位小数，指标应同样');
  if (take === 'years' && of.scale !== 4) throw bad(fact, '年数存四位小数，指标应同样');
  if ((take === 'best') !== order.length > 0) throw bad(fact, 'order 只用于 take: best，而且必须写');
  for (const value of [...order, ...(otherwise === null ? [] : [otherwise])])
    if (!of.values.includes(value)) throw bad(fact, `“${value}”不是这个指标的取值`);
}

function checkCondition(name: string, value: unknown, kind: EvidenceKind, at: string): void {
  const wrong = () => bad(at, `条件“${name}”的写法不对`);
  if (flags.has(name)) {
    if (value !== true) throw wrong();
  } else if (years.has(name)) {
    if (!isCount(value)) throw wrong();
  } else if (days.has(name)) {
    if (typeof value !== 'string' || !isDay(value)) throw wrong();
  } else {
    const field = kind.fields.find((one) => one.name === name);
    if (!field) throw bad(at, `“${kind.label}”没有“${name}”这一项`);
    if (!fits(field.type, value, field.options?.map(({ code }) => code) ?? [])) throw wrong();
  }
}

function fits(type: string, value: unknown, codes: readonly string[]): boolean {
  if (type === 'choice')
    return Array.isArray(value) && value.length > 0 && value.every((one) => codes.includes(one as string));
  if (type === 'boolean') return typeof value === 'boolean';
  const [[word, number] = ['', null], ...more] = Object.entries((value ?? {}) as Record<string, unknown>);
  if (more.length > 0) return false;
  if (type === 'rank') return word === 'atMost' && isCount(number);
  if (type === 'day') return word === 'yearsPassed' && isCount(number);
  return type === 'choices' && word === 'any' && number === true;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;

function readWarning(given: unknown, dictionary: FactDictionary): EvidenceRules['warning'] {
  if (given === undefined) return null;
  const { fact, line, ...more } = asMap(given, 'warning');
  const definition = dictionary.facts.find(({ code }) => code === fact);
  if (definition?.type !== 'money' || definition.base !== null) throw bad('warning', 'fact 应为金额指标');
  if (Object.keys(more).length > 0 || typeof line !== 'string') throw bad('warning', 'line 应为加引号的金额，以元计');
  return { fact: definition.code, line: parseScaled(line, definition.scale).toString() };
}

function asMap(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw bad(place, '应为一组“名称: 值”');
}

function onlyKeys(map: Record<string, unknown>, allowed: ReadonlySet<string>, place: string): void {
  for (const name of Object.keys(map)) if (!allowed.has(name)) throw bad(place, `不认识“${name}”，请检查拼写`);
}

const bad = (place: string, what: string) =>
  new DomainError('invalid', 'SCORING.BAD_EVIDENCE_FACTS', `${file} 的 ${place}：${what}。`);
