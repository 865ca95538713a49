import { DomainError } from '@tidu/kernel';
import { type Database, systemActor, type Transaction, workInSets } from '@tidu/platform';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Letters that are read alike in every way (读音相同的字). */
export interface SoundClass {
  /** 64 and more; below are the letters a–z (1–26) and the digits (27–36) themselves. */
  code: number;
  /** Without tone, ü as v; several for a polyphone. */
  readings: string[];
  letters: string;
}

const firstCode = 64;
/** U+4E00 to U+9FFF, where nearly all letters are: the trigger finds them by position. */
const block = { from: 0x4e00, to: 0x9fff };
const chunk = 20_000;
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Brings the readings of Chinese letters (读音) to what `reference/readings.csv` says, and the search with them. Run
 * again with the same file it changes nothing.
 *
 * @throws DomainError `ENTERPRISES.BAD_READINGS` naming the line; then nothing is written.
 */
export async function seedReadings(database: Database, seedsDir: string): Promise<void> {
  const file = path.join(seedsDir, 'reference/readings.csv');
  const text = fs.readFileSync(file, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex');
  const known = await database.read(systemActor, (tx) => tx.row<{ hash: string }>('select hash from sound_map'));
  if (known?.hash === hash) return;
  const classes = readReadings(text);
  await database.write(systemActor, async (tx) => {
    await workInSets(tx);
    await writeReadings(tx, classes, hash);
    // in the same transaction: a search between old and new readings would miss names
    for (let after: string | null = firstId; after !== null;) {
      const row: { last: string | null } | null = await tx.row('select refresh_enterprise_search($1, $2) as last', [
        after,
        chunk,
      ]);
      after = row?.last ?? null;
    }
  });
}

/** The file's rows, checked. @throws DomainError `ENTERPRISES.BAD_READINGS`. */
export function readReadings(text: string): SoundClass[] {
  const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
  const [sets, letters] = [new Set<string>(), new Set<string>()];
  return rows.map((row, i) => {
    const readings = (row.readings ?? '').split('|');
    const own = [...(row.letters ?? '')];
    const bad = (what: string) =>
      new DomainError('invalid', 'ENTERPRISES.BAD_READINGS', `reference/readings.csv 第 ${i + 2} 行：${what}。`);
    if (readings.some((reading) => !/^[a-z]{1,6}$/.test(reading)))
      throw bad('读音应为小写拼音，多个以 | 分开，ü 写作 v');
    if (sets.has(readings.join('|'))) throw bad(`读音 ${row.readings} 已在前面出现过，请并入那一行`);
    if (own.length === 0) throw bad('没有字');
    const twice = own.find((letter) => letters.has(letter));
    if (twice !== undefined) throw bad(`“${twice}”已在前面出现过，一个字只能在一行`);
    sets.add(readings.join('|'));
    for (const letter of own) letters.add(letter);
    return { code: firstCode + i, readings, letters: own.join('') };
  });
}

async function writeReadings(tx: Transaction, classes: SoundClass[], hash: string): Promise<void> {
  await tx.rows('delete from letter_sound');
  await tx.rows(
    `insert into letter_sound (code, readings, letters)
     select code, readings, letters from json_to_recordset($1) as given(code smallint, readings text[], letters text)`,
    [JSON.stringify(classes)],
  );
  const packed = new Array<number>(block.to - block.from + 1).fill(0);
  const rare: [string, number][] = [];
  for (const one of classes)
    for (const letter of one.letters) {
      const at = letter.codePointAt(0) ?? 0;
      if (at >= block.from && at <= block.to) packed[at - block.from] = pack(one);
      else rare.push([letter, pack(one)]);
    }
  await tx.rows('delete from sound_map');
  await tx.rows('insert into sound_map (hash, packed, rare, "rarePacked") values ($1, $2, $3, $4)', [
    ...[hash, packed, rare.map(([letter]) => letter).join(''), rare.map(([, number]) => number)],
  ]);
}

/** Code and up to three first letters in one number: the trigger has an array to look into, and no table to join. */
function pack({ code, readings }: SoundClass): number {
  const initials = [...new Set(readings.map((reading) => reading.charCodeAt(0) - 96))].slice(0, 3);
  return initials.reduce((number, initial, i) => number | (initial << (12 + 6 * i)), code);
}
