import { addDays, makeCreditCode, uuidv7 } from '@tidu/kernel';
import { randomFrom } from '@tidu/test/rounds';

/** A name as it is registered: what makes it this name, however somebody writes it. */
interface Name {
  place: (typeof places)[number];
  brand: string;
  trade: string;
  form: (typeof forms)[number];
  group: boolean;
}

interface Span {
  name: Name;
  from: string;
  until: string | null;
}

/** A firm of the world: ours stand in the register, the others don't. */
export interface Firm {
  id: string;
  code: string;
  ours: boolean;
  founded: string;
  foundedKnown: boolean;
  dissolved: string | null;
  spans: Span[];
  /** A second record of it that was merged into this one, with the name it bears. */
  merged: { id: string; code: string; name: Name } | null;
}

/** A row of a list, and which firm it means. */
export interface TrueRow {
  name: string;
  code: string;
  firm: Firm;
  how: string;
}

const places = [
  { plain: '洛阳', ways: ['洛阳', '洛阳市', '河南省洛阳市'] },
  { plain: '洛阳新安', ways: ['洛阳新安', '洛阳市新安县', '河南省洛阳市新安县'] },
  { plain: '新安', ways: ['新安', '新安县', '河南省新安县'] },
  { plain: '河南', ways: ['河南', '河南省'] },
  { plain: '郑州', ways: ['郑州', '郑州市'] },
  { plain: '孟津', ways: ['孟津', '孟津区'] },
  { plain: '', ways: [''] },
] as const;
const forms = [
  { plain: '有限公司', ways: ['有限公司', '有限责任公司'] },
  { plain: '股份有限公司', ways: ['股份有限公司', '股份公司'] },
  { plain: '厂', ways: ['厂'] },
] as const;
const letters = [...'恒力中信通达华泰新兴宏远精工'];
const trades = ['轴承', '机械', '轴承机械', '新材料科技', '电子', '精密铸造'];
const [first, last] = ['2000-01-01', '2024-12-31'];

/** Draws that can be repeated. */
export class Draws {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = randomFrom(seed);
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  day(from: string, until: string): string {
    const days = Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
    return addDays(from, this.below(Math.max(1, days)));
  }
}

const keyOf = ({ place, brand, trade, form, group }: Name) => [place.plain, brand, trade, form.plain, group].join('|');
const plainName = ({ place, brand, trade, form, group }: Name) =>
  `${place.plain}${brand}${trade}${group ? '（集团）' : ''}${form.plain}`;

/** Writes a name one of the ways people write it. */
function written({ place, brand, trade, form, group }: Name, draws: Draws): string {
  const text = `${draws.of(place.ways)}${brand}${trade}${group ? draws.of(['（集团）', '(集团)', '〔集团〕']) : ''}${draws.of(form.ways)}`;
  if (draws.chance(0.1)) return [...text].join(draws.of(['', ' ', '\u3000']));
  return draws.chance(0.1) ? ` ${text}\u3000` : text;
}

/**
 * A world of firms with renames, swaps, names used again, homonyms, mergers and look-alikes, half of them in the
 * register. At a time a name is borne by one firm, as the law on names of enterprises has it, except for homonyms: two
 * of ours with one name at once. What the register says of days is right; what it doesn't know it doesn't say.
 */
export class SyntheticWorld {
  readonly firms: Firm[] = [];
  private readonly borne = new Map<string, { from: string; until: string | null }[]>();
  private made = 0;

  constructor(
    readonly draws: Draws,
    size: number,
  ) {
    for (let i = 0; i < size; i++) this.found();
    for (let i = 0; i < size / 3; i++) this.rename(draws.of(this.firms));
    for (let i = 0; i < size / 15; i++) this.swap(draws.of(this.firms), draws.of(this.firms));
    for (let i = 0; i < size / 20; i++) this.dissolve(draws.of(this.firms));
    for (let i = 0; i < size / 6; i++) this.takeOver(draws.of(this.firms), draws.of(this.firms));
    for (let i = 0; i < size / 60; i++) this.homonym(draws.of(this.firms));
    for (let i = 0; i < size / 30; i++) this.merge(draws.of(this.firms));
  }

  /** Rows of a list of that day, each of another firm. Mostly the name of the day; now and then an old one that nobody bears any more. */
  rows(day: string, count: number): TrueRow[] {
    const { draws } = this;
    const there = this.firms.filter((firm) => firm.founded <= day && (firm.dissolved === null || day < firm.dissolved));
    const rows: TrueRow[] = [];
    while (rows.length < count && there.length > 0) {
      const [firm] = there.splice(draws.below(there.length), 1) as [Firm];
      const now = firm.spans.find(({ from, until }) => from <= day && (until === null || day < until));
      const old = draws.of(firm.spans);
      const isFree = !this.isBorne(old.name, day, addDays(day, 1));
      const span = draws.chance(0.15) && isFree ? old : now;
      if (!span) continue;
      const how = span === now ? 'of the day' : 'of another time';
      const shown = draws.below(1000);
      const code =
        shown < 100
          ? firm.code
          : shown < 110
            ? draws.of(this.firms).code
            : shown < 115
              ? `${firm.code.slice(0, 17)}I`
              : '';
      rows.push({ name: written(span.name, draws), code, firm, how });
    }
    return rows;
  }

  private isBorne(name: Name, from: string, until: string | null): boolean {
    return (this.borne.get(keyOf(name)) ?? []).some(
      (one) => (until === null || one.from < until) && (one.until === null || from < one.until),
    );
  }

  private bear(firm: Firm, name: Name, from: string): void {
    const span = { name, from, until: null };
    firm.spans.push(span);
    this.borne.set(keyOf(name), [...(this.borne.get(keyOf(name)) ?? []), span]);
  }

  private freeName(from: string): Name {
    const { draws } = this;
    for (;;) {
      const brand = draws.of(letters) + draws.of(letters) + (draws.chance(0.5) ? draws.of(letters) : '');
      const name = {
        place: draws.of(places),
        brand,
        trade: draws.of(trades),
        form: draws.of(forms),
        group: draws.chance(0.1),
      };
      if (!this.isBorne(name, from, null)) return name;
    }
  }

  private code(): string {
    return makeCreditCode({ region: '410305', organisation: `MT${String(++this.made).padStart(6, '0')}` });
  }

  private found(): void {
    const { draws } = this;
    const founded = draws.day(first, '2020-01-01');
    const firm: Firm = {
      ...{ id: uuidv7(), code: this.code(), ours: draws.chance(0.5), founded, foundedKnown: !draws.chance(0.1) },
      ...{ dissolved: null, spans: [], merged: null },
    };
    this.bear(firm, this.freeName(founded), founded);
    this.firms.push(firm);
  }

  /** Ends today's name of a firm on a day after it began; null where there is no such day. */
  private end(firm: Firm, day = this.laterDay(firm)): string | null {
    const span = firm.spans.at(-1);
    if (!span || day === null || firm.dissolved !== null || day <= span.from) return null;
    span.until = day;
    return day;
  }

  private laterDay(firm: Firm): string | null {
    const from = firm.spans.at(-1)?.from ?? last;
    return addDays(from, 2) >= last ? null : this.draws.day(addDays(from, 1), last);
  }

  private rename(firm: Firm): void {
    const day = this.laterDay(firm);
    if (day !== null && this.end(firm, day)) this.bear(firm, this.freeName(day), day);
  }

  private swap(one: Firm, other: Firm): void {
    const [mine, theirs] = [one.spans.at(-1), other.spans.at(-1)];
    if (one === other || !mine || !theirs || one.dissolved !== null || other.dissolved !== null) return;
    const from = mine.from > theirs.from ? mine.from : theirs.from;
    if (addDays(from, 2) >= last) return;
    const day = this.draws.day(addDays(from, 1), last);
    this.end(one, day);
    this.end(other, day);
    this.bear(one, theirs.name, day);
    this.bear(other, mine.name, day);
  }

  /** A firm takes a name that another gave up. */
  private takeOver(firm: Firm, from: Firm): void {
    const name = from.spans[0]?.name;
    const day = this.laterDay(firm);
    if (!name || day === null || firm === from || firm.dissolved !== null || this.isBorne(name, day, null)) return;
    if (this.end(firm, day)) this.bear(firm, name, day);
  }

  private dissolve(firm: Firm): void {
    const day = this.end(firm);
    if (day !== null) firm.dissolved = day;
  }

  /** Another of ours that bears the same name at the same time: entered at another authority. */
  private homonym(firm: Firm): void {
    const name = firm.spans.at(-1)?.name;
    if (!firm.ours || !name || firm.dissolved !== null) return;
    const founded = firm.spans.at(-1)?.from ?? firm.founded;
    const twin: Firm = { ...firm, id: uuidv7(), code: this.code(), founded, spans: [], merged: null };
    this.bear(twin, name, founded);
    this.firms.push(twin);
  }

  private merge(firm: Firm): void {
    if (!firm.ours || firm.merged) return;
    firm.merged = { id: uuidv7(), code: this.code(), name: this.draws.of(firm.spans).name };
  }
}

/** The register of such a world as rows of its tables. */
export function registerOf(world: SyntheticWorld) {
  const enterprises: object[] = [];
  const names: object[] = [];
  const merges: object[] = [];
  for (const firm of world.firms.filter(({ ours }) => ours)) {
    const now = firm.spans.at(-1)?.name as Name;
    const status = firm.dissolved === null ? 'active' : 'dissolved';
    const registeredOn = firm.foundedKnown ? firm.founded : null;
    enterprises.push({
      ...{ id: firm.id, code: firm.code, name: plainName(now), status, registeredOn },
      since: firm.dissolved,
    });
    firm.spans
      .slice(0, -1)
      .forEach(({ name, from, until }, at) =>
        names.push({ id: uuidv7(), enterpriseId: firm.id, name: plainName(name), from: at === 0 ? null : from, until }),
      );
    if (!firm.merged) continue;
    const { id, code, name } = firm.merged;
    enterprises.push({
      id,
      code,
      name: plainName(name),
      status: 'merged',
      registeredOn: null,
      since: null,
      mergedInto: firm.id,
    });
    merges.push({ id: uuidv7(), mergedId: id, survivorId: firm.id });
  }
  return { enterprises, names, merges };
}
