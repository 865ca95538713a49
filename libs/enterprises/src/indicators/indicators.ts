import { DomainError } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { parseDocument } from 'yaml';
import { EnterpriseFilterQuery } from '../console/enterprises.console.dto';

/** A number of the home page with its definition (指标卡): it counts what the list shows under the same filter. */
export interface Indicator {
  code: string;
  label: string;
  /** What is counted, in words. */
  meaning: string;
  /** Who says so. */
  source: string;
  /** How often it changes. */
  frequency: string;
  /** Who answers for it. */
  owner: string;
  filter: EnterpriseFilterQuery;
}

const file = 'seeds/reference/indicators.yaml';
const texts = ['code', 'label', 'meaning', 'source', 'frequency', 'owner'] as const;
let kept: Indicator[] | null = null;

/** The indicators of this installation, read once. @throws DomainError `ENTERPRISES.BAD_INDICATORS`. */
export function indicators(): Indicator[] {
  kept ??= readIndicators(readInstalledFile(file));
  return kept;
}

/** Reads the file strictly: unknown keys, missing words and filters the list doesn't have are refused by name. */
export function readIndicators(yaml: string): Indicator[] {
  const document = parseDocument(yaml, { uniqueKeys: true });
  const [fault] = document.errors;
  if (fault) throw bad(`不是正确的 YAML：${fault.message}`);
  const entries = document.toJS() as unknown;
  if (!Array.isArray(entries)) throw bad('应是指标的列表');
  const codes = new Set<string>();
  return entries.map((entry: Record<string, unknown> | null, i) => {
    const where = `第 ${i + 1} 项`;
    const unknown = Object.keys(entry ?? {}).find((key) => key !== 'filter' && !texts.some((text) => text === key));
    if (unknown !== undefined) throw bad(`${where}：没有“${unknown}”这一项，请检查拼写`);
    for (const key of texts)
      if (typeof entry?.[key] !== 'string' || entry[key] === '') throw bad(`${where}：缺少“${key}”`);
    const code = String(entry?.code);
    if (codes.has(code)) throw bad(`${where}：代码 ${code} 已在前面出现过`);
    codes.add(code);
    return { ...(entry as unknown as Indicator), filter: readFilter(entry?.filter, `${where}（${code}）`) };
  });
}

function readFilter(given: unknown, where: string): EnterpriseFilterQuery {
  if (typeof given !== 'object' || given === null) throw bad(`${where}：缺少“filter”`);
  const filter = plainToInstance(EnterpriseFilterQuery, given);
  const [fault] = validateSync(filter, { whitelist: true, forbidNonWhitelisted: true });
  if (fault) throw bad(`${where}：filter 里的“${fault.property}”不是名单的筛选，或取值不对`);
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

const bad = (what: string) => new DomainError('invalid', 'ENTERPRISES.BAD_INDICATORS', `${file} ${what}。`);
