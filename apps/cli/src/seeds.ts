import { type FactDictionary as Dictionary, FactDictionary, loadStandard, type Release } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';

/** A standard as it lies in `seeds/standards`: its release, its YAML and the cases written beside it. */
export interface SeedStandard {
  release: Release;
  /** Path of the YAML below the project's folder, for messages. */
  file: string;
  yaml: string;
  /** Text of `<id>.cases.yaml`; null where there is none. */
  cases: string | null;
}

/** The project's folder: `TIDU_ROOT`, or the nearest folder above this file that holds `package.json` and `seeds`. */
export function findRoot(): string {
  if (process.env.TIDU_ROOT) return path.resolve(process.env.TIDU_ROOT);
  for (let dir = __dirname; ; dir = path.dirname(dir)) {
    if (fs.existsSync(path.join(dir, 'package.json')) && fs.existsSync(path.join(dir, 'seeds'))) return dir;
    if (dir === path.dirname(dir))
      throw new DomainError('notFound', 'SEEDS.NO_ROOT', '找不到 seeds 目录，请设置 TIDU_ROOT。');
  }
}

function readText(file: string, root: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(path.join(root, file)));
  } catch (error) {
    const why = error instanceof TypeError ? '不是 UTF-8 编码' : '无法读取';
    throw new DomainError('invalid', 'SEEDS.UNREADABLE', `${file} ${why}，请检查文件。`);
  }
}

/** The fact dictionary of `seeds/facts.csv`. @throws DomainError naming every bad line. */
export function loadSeedDictionary(root = findRoot()): Dictionary {
  const file = 'seeds/facts.csv';
  const text = readText(file, root);
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new DomainError('invalid', 'SEEDS.UNREADABLE', `${file} 不是正确的 CSV：${(error as Error).message}。`);
  }
  return FactDictionary.fromRows(rows, file);
}

/** Ids of all standards in `seeds/standards`, sorted. */
export function listSeedStandards(root = findRoot()): string[] {
  return fs
    .readdirSync(path.join(root, 'seeds/standards'))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

/** One standard by its id, or null when there is none. @throws DomainError when its file is wrong. */
export function loadSeedStandard(id: string, dictionary: Dictionary, root = findRoot()): SeedStandard | null {
  if (!listSeedStandards(root).includes(id)) return null;
  const file = `seeds/standards/${id}.yaml`;
  const yaml = readText(file, root);
  const release = loadStandard(yaml, dictionary, file);
  if (release.id !== id)
    throw new DomainError('invalid', 'SEEDS.WRONG_NAME', `${file} 里的编号是“${release.id}”，文件名应与编号相同。`);
  const casesFile = `seeds/standards/${id}.cases.yaml`;
  const cases = fs.existsSync(path.join(root, casesFile)) ? readText(casesFile, root) : null;
  return { release, file, yaml, cases };
}

/** All standards of `seeds/standards`, by id. */
export function loadSeedStandards(dictionary: Dictionary, root = findRoot()): SeedStandard[] {
  return listSeedStandards(root)
    .map((id) => loadSeedStandard(id, dictionary, root))
    .filter((standard) => standard !== null);
}
