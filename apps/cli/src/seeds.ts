import {
  type BaseOf,
  type FactDictionary as Dictionary,
  FactDictionary,
  loadStandard,
  type Release,
} from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from './root';

/** A standard as it lies in `seeds/standards`: its release, its YAML and the cases written beside it. */
export interface SeedStandard {
  release: Release;
  /** Path of the YAML below the project's folder, for messages. */
  file: string;
  yaml: string;
  /** Text of `<id>.cases.yaml`; null where there is none. */
  cases: string | null;
}

function readText(file: string, root: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(path.join(root, file)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? '不是 UTF-8 编码' : '无法读取';
    throw new DomainError('invalid', 'SEEDS.UNREADABLE', `${file} ${why}，请检查文件。`);
  }
}

/** The rows of a CSV below the project's folder, by header. @throws DomainError naming the file. */
function readRows(file: string, root: string): Record<string, string>[] {
  const text = readText(file, root);
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new DomainError('invalid', 'SEEDS.UNREADABLE', `${file} 不是正确的 CSV：${(error as Error).message}。`);
  }
}

/**
 * The fact dictionary: `seeds/facts.csv` and behind it what the district adds in `seeds/facts.d/*.csv`.
 * @throws DomainError naming every bad line with its file.
 */
export function loadSeedDictionary(root = projectRoot()): Dictionary {
  const file = 'seeds/facts.csv';
  const folder = path.join(root, 'seeds/facts.d');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];
  const own = names.sort().map((name) => `seeds/facts.d/${name}`);
  return FactDictionary.fromRows(
    readRows(file, root),
    file,
    own.map((one) => ({ file: one, rows: readRows(one, root) })),
  );
}

/** Ids of all standards in `seeds/standards`, sorted. */
export function listSeedStandards(root = projectRoot()): string[] {
  return fs
    .readdirSync(path.join(root, 'seeds/standards'))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

/** Where a supplement finds the standard it changes: beside it, or among the shipped ones. */
export function baseBeside(folder: string, root = projectRoot()): BaseOf {
  return (id) => {
    const file = [folder, path.join(root, 'seeds/standards')]
      .map((one) => path.join(one, `${id}.yaml`))
      .find((one) => /^[a-z0-9-]+$/.test(id) && fs.existsSync(one));
    return file === undefined ? null : { text: readText(path.relative(root, file), root), file: `${id}.yaml` };
  };
}

/** One standard by its id, or null when there is none. @throws DomainError when its file is wrong. */
export function loadSeedStandard(id: string, dictionary: Dictionary, root = projectRoot()): SeedStandard | null {
  if (!listSeedStandards(root).includes(id)) return null;
  const file = `seeds/standards/${id}.yaml`;
  const yaml = readText(file, root);
  const release = loadStandard(yaml, dictionary, file, baseBeside(path.join(root, 'seeds/standards'), root));
  if (release.id !== id)
    throw new DomainError('invalid', 'SEEDS.WRONG_NAME', `${file} 里的编号是“${release.id}”，文件名应与编号相同。`);
  const casesFile = `seeds/standards/${id}.cases.yaml`;
  const cases = fs.existsSync(path.join(root, casesFile)) ? readText(casesFile, root) : null;
  return { release, file, yaml, cases };
}
