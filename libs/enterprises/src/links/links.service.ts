import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { addRow, type DatedRow, rowOf, shownRow } from '../dated/dated-rows';
import { DatedService, requireOpen, type RowPlace } from '../dated/dated.service';
import { linkTable } from '../dated/dated-tables';
import { acceptedCode, acceptedName } from '../identity/check-identity';
import { enterpriseNotFound, invalidField } from '../enterprises.errors';
import { type Act, recordAct, recordAlso } from '../history';

/** How two enterprises belong together: 同集团, 控股, 配套. */
export const linkKinds = ['group', 'control', 'supplies'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** A link as it is entered from the page of one of the two. */
export interface LinkEntry {
  kind: LinkKind;
  /** false: this enterprise controls (supplies) the other; true: the other does. */
  inward: boolean;
  /** The other one, in the register … */
  otherId: string | null;
  /** … or by name and perhaps code, where it isn't. */
  otherName: string | null;
  otherCode: string | null;
  /** Share held, in hundredths of a percent; only of control. */
  share: number | null;
  /** What is supplied. */
  product: string | null;
  validFrom: string | null;
  validUntil: string | null;
}

/** Links between enterprises. A supply (龙头–配套) counts once both sides have confirmed it. */
@Injectable()
export class LinksService {
  constructor(
    private readonly database: Database,
    private readonly dated: DatedService,
  ) {}

  /** Enters a link; it stands in the timelines of both. @throws DomainError `ENTERPRISES.LINK_…`, 404. */
  async add(person: ActingPerson, enterpriseId: string, given: LinkEntry, act: Act): Promise<string> {
    const entry = checked(enterpriseId, given);
    const { validFrom, validUntil, ...values } = entry;
    await this.database.write(person, async (tx) => {
      await requireOpen(tx, enterpriseId);
      if (entry.otherId !== null) await requireOpen(tx, entry.otherId);
      const after = shownRow(linkTable, { ...values, validFrom, validUntil });
      const change = { kind: 'link.add' as const, effectiveOn: validFrom, after, objectId: act.key };
      if (!(await recordAct(tx, act, { enterpriseId, ...change }, { enterpriseId, ...entry }))) return;
      await refuseMirrored(tx, enterpriseId, entry);
      await addRow(tx, linkTable, enterpriseId, { validFrom, validUntil, values, act }, act.key);
      if (entry.otherId !== null) await recordAlso(tx, act, { enterpriseId: entry.otherId, ...change });
    });
    return act.key;
  }

  /**
   * Records that a side confirmed a supply; the source says how it was heard.
   * @param side of the enterprise on whose page it is recorded (`this`), or of the other one.
   */
  async confirm(person: ActingPerson, at: RowPlace, side: 'this' | 'other', act: Act): Promise<void> {
    await this.dated.alter(
      person,
      linkTable,
      at,
      { kind: 'confirm', asked: { side }, noted: { confirmedSide: side } },
      act,
      (row) => {
        if (row.kind !== 'supplies') {
          throw invalidField('side', side, 'ENTERPRISES.LINK_NOT_CONFIRMED', '只有配套关系需要双方确认。');
        }
        const own = (row.enterpriseId === at.enterpriseId) === (side === 'this');
        const prefix = own ? 'ownConfirmed' : 'otherConfirmed';
        return { [`${prefix}At`]: new Date(), [`${prefix}By`]: person.id, [`${prefix}ByName`]: person.name };
      },
    );
  }

  /** The other end of a link, seen from one of the two. */
  static otherEnd(row: DatedRow, enterpriseId: string): string | null {
    return row.enterpriseId === enterpriseId ? (row.otherId as string | null) : row.enterpriseId;
  }

  /** One standing link, whichever side it was entered from. */
  one(person: ActingPerson, enterpriseId: string, id: string): Promise<DatedRow> {
    return this.database.read(person, (tx) => rowOf(tx, linkTable, enterpriseId, id));
  }
}

function checked(enterpriseId: string, entry: LinkEntry): LinkEntry {
  const { kind, otherId, otherName, otherCode, share, product } = entry;
  if ((otherId === null) === (otherName === null)) {
    const message = '请从登记簿里选对方企业；登记簿里没有的，才填它的名称。';
    throw invalidField('otherId', otherId, 'ENTERPRISES.LINK_OTHER', message);
  }
  if (otherId === enterpriseId) {
    throw invalidField('otherId', otherId, 'ENTERPRISES.LINK_SELF', '企业不能与自己建立关系。');
  }
  if (share !== null && kind !== 'control') {
    throw invalidField('share', String(share), 'ENTERPRISES.LINK_SHARE', '只有控股关系填持股比例。');
  }
  if (product !== null && kind !== 'supplies') {
    throw invalidField('product', product, 'ENTERPRISES.LINK_PRODUCT', '只有配套关系填配套产品。');
  }
  return {
    ...entry,
    inward: kind === 'group' ? false : entry.inward,
    otherName: otherName === null ? null : acceptedName(otherName, 'otherName'),
    otherCode: otherId !== null || otherCode === null ? null : acceptedCode(otherCode, true),
  };
}

/** The same link may have been entered from the other side. */
async function refuseMirrored(tx: Transaction, enterpriseId: string, entry: LinkEntry): Promise<void> {
  const { otherId, kind, inward, product } = entry;
  if (otherId === null) return;
  // both ends in one order, so that two officers entering it from both sides at once wait for each other
  const locked = await tx.rows('select id from enterprise where id = any($1) order by id for no key update', [
    [enterpriseId, otherId],
  ]);
  if (locked.length < 2) throw enterpriseNotFound();
  const found = await tx.rows(
    `select id from enterprise_link
     where "withdrawnAt" is null and kind = $3 and "validUntil" is null
       and ("enterpriseId" = $2 and "otherId" = $1 and inward <> $4 or "enterpriseId" = $1 and "otherId" = $2 and inward = $4
            or kind = 'group' and "enterpriseId" = $2 and "otherId" = $1)
       and coalesce(product, '') = coalesce($5, '')`,
    [enterpriseId, otherId, kind, inward, product],
  );
  if (found.length === 0) return;
  throw new DomainError('conflict', 'ENTERPRISES.LINK_EXISTS', '这两家企业之间已经登记了这层关系，没有重复登记。');
}
