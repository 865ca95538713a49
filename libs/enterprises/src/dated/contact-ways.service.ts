import { Injectable } from '@nestjs/common';
import { ReachService } from '@tidu/desk';
import { DomainError } from '@tidu/kernel';
import type { ActingPerson, Transaction } from '@tidu/platform';
import type { Act } from '../history';
import { thisDay } from '../identity/check-identity';
import type { ContactDetail } from './contacts.service';
import { type DatedEntry, DatedService, type RowPlace } from './dated.service';
import { contactTable } from './dated-tables';

/** Whom one can speak with, and what was tried in vain. */
@Injectable()
export class ContactWaysService {
  constructor(
    private readonly dated: DatedService,
    private readonly reach: ReachService,
  ) {}

  /** Somebody to speak with; who could not be reached can be from now on. */
  add(person: ActingPerson, enterpriseId: string, entry: DatedEntry, act: Act): Promise<string> {
    return this.dated.add(person, contactTable, enterpriseId, entry, act, (tx) => this.reach.found(tx, enterpriseId));
  }

  /**
   * A phone or an address was tried in vain (打不通): it is not tried again, and whoever looks after the town is asked to
   * find out another.
   * @throws DomainError `ENTERPRISES.NO_SUCH_WAY` where the contact has none of it, or it was said before.
   */
  fail(person: ActingPerson, place: RowPlace, way: ContactDetail, act: Act): Promise<void> {
    const column = `${way}FailedOn` as const;
    const also = (tx: Transaction) => this.reach.lost(tx, place.enterpriseId, way);
    const rowAct = { kind: 'fail', asked: { way }, noted: { way }, also } as const;
    return this.dated.alter(person, contactTable, place, rowAct, act, (row) => {
      if (row[way] === null || row[column] !== null) throw noSuchWay(way);
      return { [column]: thisDay() };
    });
  }
}

const noSuchWay = (way: ContactDetail) =>
  new DomainError(
    'conflict',
    'ENTERPRISES.NO_SUCH_WAY',
    `这位联系人没有登记${way === 'phone' ? '电话' : '邮箱'}，或已经记过联系不上。请刷新后核对。`,
  );
