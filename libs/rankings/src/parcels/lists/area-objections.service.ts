import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { MessagesService } from '@tidu/desk';
import { addWorkingDays, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, staleVersion, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { areaListNotFound, areaObjectionNotFound, badParcelField, notBy, notNow } from '../parcels.errors';
import { parcelRules } from '../parcel-rules';
import { type GivenDivision, inWords, ParcelsService } from '../parcels.service';
import { type Division, divisionOn, lockParcel } from '../parcels.store';
import { findAreaList } from './area-list';

const contactPlace = { table: 'area_objection', column: 'objectorContact' } as const;

export const objectionStates = ['received', 'accepted', 'dismissed', 'upheld', 'noted'] as const;
export type ObjectionState = (typeof objectionStates)[number];
const stateWords: Readonly<Record<ObjectionState, string>> = {
  ...{ received: '待受理', accepted: '核实中', dismissed: '不成立', upheld: '成立', noted: '已阅存' },
};

export interface GivenAreaObjection {
  itemId: string;
  text: string;
  /** Null: they don't say who they are. */
  name: string | null;
  contact: string | null;
}

/** How an objection is answered; one that is upheld says how the parcel is divided instead. */
export interface GivenAnswer {
  upheld: boolean;
  answer: string;
  /** Version of the parcel that was seen. */
  parcelVersion?: number;
  division?: Omit<GivenDivision, 'validFrom'>;
}

interface Objection {
  id: string;
  listId: string;
  parcelId: string;
  enterpriseId: string;
  state: ObjectionState;
  version: number;
  acceptedByName: string | null;
  answeredByName: string | null;
}

/** Objections to a published share (面积异议). Upheld, the parcel is divided anew, with the answer as its reason. */
@Injectable()
export class AreaObjectionsService {
  constructor(
    private readonly database: Database,
    private readonly parcels: ParcelsService,
    private readonly reference: ReferenceService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /** Writes down what somebody objects. @throws DomainError `PARCELS.NO_LIST` where nobody stands there. */
  async receive(given: GivenAreaObjection): Promise<{ id: string; taken: 'objection' | 'anonymous' | 'late' }> {
    const id = uuidv7();
    return this.database.write(anonymous, async (tx) => {
      const row = await tx.row<{ taken: 'objection' | 'anonymous' | 'late' | null }>(
        'select receive_area_objection($1, $2, $3, $4, $5) as taken',
        [
          ...[id, given.itemId, given.text, given.name],
          given.contact && tx.sealer.seal({ ...contactPlace, row: id }, given.contact),
        ],
      );
      if (!row?.taken) throw areaListNotFound();
      await this.note(tx, 'receiveObjection', id, { taken: row.taken });
      return { id, taken: row.taken };
    });
  }

  /** Takes it up. @throws DomainError `PLATFORM.STALE`, `PARCELS.OBJECTION_STATE`. */
  async accept(person: ActingPerson, id: string, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      const { enterpriseId, listId, parcelId } = await lock(tx, id, version, ['received']);
      const calendar = await this.reference.workingCalendar();
      const due = addWorkingDays(calendar, await todayOf(tx), parcelRules().answerWorkingDays).day;
      await tx.rows(
        `update area_objection set state = 'accepted', version = version + 1, "acceptedAt" = now(), "acceptedBy" = $2,
           "acceptedByName" = $3, "dueOn" = $4 where id = $1`,
        [id, person.id, person.name, due],
      );
      await this.note(tx, 'acceptObjection', id, { listId, parcelId, dueOn: due });
      await this.messages.toEnterprise(tx, {
        ...{ kind: 'parcels.objection', objectType: 'area_objection', objectId: id, enterpriseId },
        subject: '公示的用地面积有人提出异议，请准备说明',
        body: `我们已受理并开始核实，预计 ${due} 前答复。需要说明的，我们会与贵企业联系；也可以主动提交权属、租赁凭证。`,
      });
    });
  }

  /** Nothing is to be done about it. @throws DomainError `PLATFORM.STALE`, `PARCELS.OBJECTION_STATE`. */
  async file(person: ActingPerson, id: string, version: number, answer: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      await lock(tx, id, version, ['received']);
      await this.finish(tx, id, 'noted', answer);
    });
  }

  /**
   * Says what was found, by another than who recorded the share.
   * @throws DomainError `PLATFORM.STALE`, `PARCELS.OBJECTION_STATE`, `PARCELS.SAME_PERSON`, `PARCELS.DIVISION`, and what
   *   dividing a parcel throws.
   */
  async answer(person: ActingPerson, id: string, version: number, given: GivenAnswer): Promise<void> {
    const { upheld, answer } = given;
    if (upheld !== (given.division !== undefined && given.parcelVersion !== undefined))
      throw badParcelField(
        'division',
        'DIVISION',
        upheld ? 'division：异议成立的，要写明地块改成怎样划分。' : 'division：异议不成立，地块不改，请不要写划分。',
      );
    await this.database
      .write(person, async (tx) => {
        const objection = await lock(tx, id, version, ['accepted']);
        const { asOf, writtenAt } = await findAreaList(tx, objection.listId);
        const current = await divisionOn(tx, objection.parcelId, asOf);
        if (!current) throw areaObjectionNotFound();
        if (current.recordedBy === person.id)
          throw notBy('SAME_PERSON', '这个地块现在的划分是您记的，对它的异议要由另一位工作人员答复。');
        if (upheld && writtenAt)
          throw notNow('WRITTEN', '这份公示的面积已经写入，不能再按异议改。请在台账里重新划分，再公示一次。');
        if (upheld) await this.divide(tx, objection, current, given);
        await this.finish(tx, id, upheld ? 'upheld' : 'dismissed', answer);
      })
      .catch(inWords);
  }

  private async divide(tx: Transaction, { id, parcelId }: Objection, current: Division, given: GivenAnswer) {
    const parcel = await lockParcel(tx, parcelId, given.parcelVersion ?? 0);
    const division = { ...(given.division as Omit<GivenDivision, 'validFrom'>), validFrom: current.validFrom };
    await this.parcels.divideIn(tx, parcel, division, { reason: given.answer, objectionId: id });
  }

  private async finish(tx: Transaction, id: string, state: ObjectionState, answer: string): Promise<void> {
    await tx.rows(
      `update area_objection set state = $2, version = version + 1, "answeredAt" = now(), "answeredBy" = $3,
         "answeredByName" = $4, answer = $5 where id = $1`,
      [id, state, tx.person.id, tx.person.name, answer],
    );
    const acts = { noted: 'fileObjection', upheld: 'upholdObjection', dismissed: 'dismissObjection' } as const;
    await this.note(tx, acts[state as keyof typeof acts], id, {}, answer);
  }

  private note(tx: Transaction, act: string, id: string, after: object, reason?: string): Promise<void> {
    return this.trail.record(tx, {
      ...{ action: `parcels.${act}`, objectType: 'area_objection', objectId: id, after },
      ...(reason !== undefined && { reason }),
    });
  }
}

async function lock(tx: Transaction, id: string, version: number, from: ObjectionState[]): Promise<Objection> {
  const found = await tx.row<Objection>(
    `select id, "listId", "parcelId", "enterpriseId", state, version, "acceptedByName", "answeredByName"
     from area_objection where id = $1 for update`,
    [id],
  );
  if (!found) throw areaObjectionNotFound();
  const who = found.answeredByName ?? found.acceptedByName ?? '';
  if (found.version !== version) throw staleVersion('异议', { version: found.version, who, at: new Date() });
  if (!from.includes(found.state))
    throw notNow('OBJECTION_STATE', `这件异议现在是“${stateWords[found.state]}”，不能这样办理。请刷新后再看。`);
  return found;
}
