import { cleanText, toHalfWidth } from '@tidu/kernel';
import type { Region } from '@tidu/reference';
import type { ListRules } from './list-rules';

/** Names of a place, as written in full and as shortened. */
interface Place {
  full: string;
  short: string;
  /** First two digits of its code. */
  province: string;
}

/**
 * How a name is compared. `same` names are one name however it was written: width of letters, brackets, blanks, legal
 * form abbreviated, places shortened (洛阳市恒力有限责任公司, 洛阳恒力有限公司). `loose` ones are alike: good enough to
 * show them to a person, never to decide.
 */
export class NameKeys {
  private readonly provinces: Places;
  private readonly others: Places;

  constructor(
    private readonly rules: ListRules,
    regions: readonly Pick<Region, 'code' | 'name' | 'level'>[],
  ) {
    const places = (isProvince: boolean) =>
      new Places(regions.filter(({ level }) => (level === 'province') === isProvince).map((one) => this.placeOf(one)));
    this.provinces = places(true);
    this.others = places(false);
  }

  /** The name as every way of writing it comes to; applied again it stays. */
  same(name: string): string {
    let text = plain(name);
    // what is left may begin with a place again: until nothing changes
    for (let before = ''; before !== text;) {
      before = text;
      for (const [written, meant] of this.rules.forms) text = text.replaceAll(written, meant);
      text = this.placesShortened(text);
    }
    return text;
  }

  /** The name without place, legal form and brackets; empty where nothing is left. */
  loose(name: string): string {
    let text = this.placesShortened(this.same(name), true);
    for (const word of this.rules.loose) text = text.replaceAll(word, '');
    return text.replace(/[()]/g, '');
  }

  private placeOf({ code, name: full }: Pick<Region, 'code' | 'name'>): Place {
    const end = this.rules.shortened.find((one) => full.endsWith(one) && full.length - one.length >= 2);
    return { full, short: end === undefined ? full : full.slice(0, -end.length), province: code.slice(0, 2) };
  }

  /**
   * Places at the beginning shortened. A province is left out before one of its own places, both written in full: short
   * words may just as well be the firm's own (河南省新泰轴承厂 is no firm of 新泰市).
   */
  private placesShortened(text: string, dropped = false): string {
    const [province] = this.provinces.at(text);
    let rest = province ? text.slice(province.written.length) : text;
    const [inside] = this.others.at(rest).filter((one) => one.province === province?.province && isWhole(one));
    const shorts: string[] = [];
    for (let [next] = this.others.at(rest); next && shorts.length < 3; [next] = this.others.at(rest)) {
      if (rest.length === next.written.length) break;
      shorts.push(next.short);
      rest = rest.slice(next.written.length);
    }
    if (dropped) return rest === '' ? text : rest;
    const front = province && !(isWhole(province) && inside) ? province.short : '';
    return front + shorts.join('') + rest;
  }
}

interface WrittenPlace extends Place {
  written: string;
}

const isWhole = ({ written, full, short }: WrittenPlace) => written === full && full !== short;

/** Places by their beginnings, longest first. */
class Places {
  private readonly byStart = new Map<string, WrittenPlace[]>();

  constructor(places: readonly Place[]) {
    for (const place of places)
      for (const written of new Set([place.full, place.short])) {
        if (written.length < 2) continue;
        const start = written.slice(0, 2);
        const before = this.byStart.get(start);
        if (before) before.push({ ...place, written });
        else this.byStart.set(start, [{ ...place, written }]);
      }
    for (const list of this.byStart.values()) list.sort((a, b) => b.written.length - a.written.length);
  }

  /** The places a text begins with, the longest in front. */
  at(text: string): readonly WrittenPlace[] {
    return (this.byStart.get(text.slice(0, 2)) ?? []).filter(({ written }) => text.startsWith(written));
  }
}

/** Width, brackets, blanks, case and the marks that tell nothing. */
function plain(name: string): string {
  return toHalfWidth(cleanText(name).normalize('NFKC'))
    .replace(/[〔［【{[]/g, '(')
    .replace(/[〕］】}\]]/g, ')')
    .replace(/[\s"“”'‘’《》、,，.。·•・\-－—_]/g, '')
    .toLowerCase();
}
