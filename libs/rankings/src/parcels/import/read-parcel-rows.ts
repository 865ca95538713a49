import { checkCreditCode, cleanText, type Day } from '@tidu/kernel';
import { dayNote, isMissing, normaliseNumber, type ProblemLog, type RawRow, readDay, trimCell } from '@tidu/platform';
import { readArea } from '../area';
import { mostTenants } from '../parcel-rules';
import { sumWords } from '../parcels.service';
import type { ColumnCode, PlacedColumn } from './parcel-columns';

/** One good row. */
interface ReadRow {
  row: number;
  number: string;
  validFrom: Day;
  regionCode: string | null;
  zoneCode: string | null;
  address: string | null;
  area: bigint;
  publicArea: bigint;
  vacantArea: bigint;
  creditCode: string | null;
  enterpriseName: string | null;
  share: bigint | null;
  document: string | null;
}

/** Rows of one parcel and one day: one division. */
export interface ParcelGroup extends Omit<ReadRow, 'row' | 'creditCode' | 'enterpriseName' | 'share'> {
  rows: number[];
  shares: { row: number; creditCode: string; enterpriseName: string | null; area: bigint }[];
}

/** A file holds at most so many rows: they are kept together until its end, because rows of a parcel may be anywhere. */
export const mostRows = 200_000;

/** Rows by their numbers; of many the first. */
const named = (rows: readonly { row: number }[]) =>
  rows
    .slice(0, 10)
    .map(({ row }) => row)
    .join('、') + (rows.length > 10 ? ' 等' : '');

const alike = ['regionCode', 'zoneCode', 'address', 'area', 'publicArea', 'vacantArea'] as const;

/** Reads rows and puts those of one parcel and day together; what is wrong goes into the log with row and column. */
export class ParcelRows {
  private readonly groups = new Map<string, ReadRow[]>();
  private readonly broken = new Set<string>();
  rows = 0;

  constructor(
    private readonly columns: readonly PlacedColumn[],
    private readonly log: ProblemLog,
  ) {}

  add(raw: RawRow): void {
    this.rows++;
    const read = this.read(raw);
    const key = `${read.number ?? ''}\n${read.validFrom ?? ''}`;
    const known = this.groups.get(key);
    if (!read.good) this.broken.add(key);
    else if (known) known.push(read.good);
    else this.groups.set(key, [read.good]);
  }

  /** Whole divisions; a parcel with one bad row is refused with all its rows, each named. The rows are let go. */
  whole(): ParcelGroup[] {
    return [...this.groups].flatMap(([key, rows]) => {
      this.groups.delete(key);
      if (rows.length > mostTenants)
        return this.refuseAll(
          rows,
          'PARCELS.TENANTS',
          `一个地块最多 ${mostTenants} 家企业，这个地块在文件里有 ${rows.length} 行。`,
        );
      if (this.broken.has(key))
        return this.refuseAll(rows, 'PARCELS.GROUP', '同一个地块有一行有错，整个地块没有导入。');
      const [first, ...rest] = rows as [ReadRow, ...ReadRow[]];
      const shares = rows.flatMap(({ row, creditCode, enterpriseName, share }) =>
        creditCode !== null && share !== null ? [{ row, creditCode, enterpriseName, area: share }] : [],
      );
      if (!this.agree(first, rest, shares)) return [];
      const document = rows.find((one) => one.document !== null)?.document ?? null;
      return [{ ...first, document, rows: rows.map(({ row }) => row), shares }];
    });
  }

  /** Whether the rows say the same of the parcel, each enterprise once, and add up; else every mistake is named. */
  private agree(first: ReadRow, rest: readonly ReadRow[], shares: ParcelGroup['shares']): boolean {
    const rows = [first, ...rest];
    const others = rest.filter((one) => alike.some((name) => one[name] !== first[name]));
    const times = new Map<string, number>();
    for (const { creditCode } of shares) times.set(creditCode, (times.get(creditCode) ?? 0) + 1);
    const twice = shares.filter(({ creditCode }) => (times.get(creditCode) ?? 0) > 1);
    const sum = shares.reduce((all, { area }) => all + area, first.publicArea + first.vacantArea);
    // which area is meant, where they differ, nobody knows
    const isOff = others.length === 0 && sum !== first.area;
    if (others.length > 0)
      this.refuseAll(
        rows,
        'PARCELS.DIFFERS',
        `第 ${first.row} 行和第 ${named(others)} 行是同一个地块，区划、园区、坐落、面积写得不同。`,
      );
    this.refuseAll(twice, 'PARCELS.TWICE', `第 ${named(twice)} 行里有同一家企业写了两行，请合成一行。`);
    if (isOff) this.refuseAll(rows, 'PARCELS.SUM', sumWords(first.area, sum));
    if (others.length > 0 || isOff) return false;
    if (twice.length === 0) return true;
    const doubled = new Set(twice.map(({ row }) => row));
    const without = rows.filter(({ row }) => !doubled.has(row));
    this.refuseAll(without, 'PARCELS.GROUP', '同一个地块有一行有错，整个地块没有导入。');
    return false;
  }

  refuseAll(rows: readonly { row: number }[], code: string, message: string): [] {
    for (const { row } of rows) this.log.add({ ...{ row, column: null, value: null, code, message }, warning: false });
    return [];
  }

  private read(raw: RawRow): { good: ReadRow | null; number: string | null; validFrom: Day | null } {
    let good = true;
    const refuse = (name: ColumnCode | null, value: string | null, message: string): null => {
      const column = this.columns.find((one) => one.column.name === name)?.header ?? null;
      this.log.add({ ...{ row: raw.row, column, value, code: 'PARCELS.CELL', message }, warning: false });
      good = false;
      return null;
    };
    for (const { value, message } of raw.problems ?? []) refuse(null, value ?? null, message);
    const text = (name: ColumnCode, most: number): string | null => {
      const at = this.columns.find((one) => one.column.name === name);
      const cell = at ? (raw.cells[at.index] ?? '') : '';
      if (isMissing(cell)) return null;
      const plain = cleanText(trimCell(cell));
      return [...plain].length > most ? refuse(name, cell, `最多 ${most} 个字。`) : plain;
    };
    const isBlank = (name: ColumnCode) => {
      const at = this.columns.find((one) => one.column.name === name);
      return !at || isMissing(raw.cells[at.index] ?? '');
    };
    const area = (name: ColumnCode, absent: bigint | null): bigint | null => {
      const cell = text(name, 60);
      if (cell === null) return absent;
      const number = normaliseNumber(cell);
      const read = number.ok && !number.isPercent ? readArea(number.text) : '应是亩数，如 12.5';
      return typeof read === 'bigint' ? read : refuse(name, cell, `${read}。`);
    };
    const number = text('number', 60) ?? refuse('number', null, '没有地块编号。');
    const validFrom = this.day(raw.row, text('validFrom', 60), refuse);
    const regionCode = text('regionCode', 60);
    if (regionCode !== null && !/^\d{6}$/.test(regionCode)) refuse('regionCode', regionCode, '应是六位县区代码。');
    const [whole, publicArea, vacantArea] = [area('area', null), area('publicArea', 0n), area('vacantArea', 0n)];
    if (whole === 0n || isBlank('area')) refuse('area', null, '地块面积应大于 0。');
    const [creditCode, share] = [this.code(text('creditCode', 60), refuse), area('share', null)];
    if (isBlank('creditCode') !== isBlank('share'))
      refuse(
        isBlank('creditCode') ? 'creditCode' : 'share',
        null,
        '信用代码和份额要一起填，整个地块没有企业用的都空着。',
      );
    if (share === 0n) refuse('share', '0', '份额应大于 0；不用这个地块的请删去这一行。');
    const [zoneCode, address, enterpriseName] = [
      text('zoneCode', 20),
      text('address', 200),
      text('enterpriseName', 200),
    ];
    const document = text('document', 200);
    if (!good || number === null || validFrom === null || whole === null || publicArea === null || vacantArea === null)
      return { good: null, number, validFrom };
    const read = { number, validFrom, regionCode, zoneCode, address, area: whole, publicArea, vacantArea };
    return { good: { ...read, row: raw.row, creditCode, enterpriseName, share, document }, number, validFrom };
  }

  private day(
    row: number,
    cell: string | null,
    refuse: (name: ColumnCode, value: string | null, message: string) => null,
  ): Day | null {
    if (cell === null) return refuse('validFrom', null, '没有起算日。');
    const read = readDay(cell);
    if (!read) return refuse('validFrom', cell, '不是日期，请按 2024-01-01 的形式填写。');
    const note = dayNote(read, cell);
    if (note)
      this.log.add({ row, column: '起算日', value: cell, code: 'PARCELS.SUPPOSED', message: note, warning: true });
    return read.day;
  }

  private code(
    cell: string | null,
    refuse: (name: ColumnCode, value: string | null, message: string) => null,
  ): string | null {
    if (cell === null) return null;
    const { problems, normalized } = checkCreditCode(cell);
    return problems[0] ? refuse('creditCode', cell, problems[0].message) : normalized;
  }
}
