import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  boundedCount,
  countLimit,
  Database,
  decodeCursor,
  encodeCursor,
  maskedOfAct,
} from '@tidu/platform';
import type { AuditEntryDetailDto, AuditEntryDto, AuditEntryListDto, SealingDto } from '../console/audit.console.dto';
import { readTrail } from '../reads-trail';
import { sealingPolicy } from '../seal/policy';
import { sealingState } from '../seal/sealing-state';
import { actionLabel } from './action-words';
import { trailConditions, type TrailFilter } from './trail-filter';

type Row = Omit<AuditEntryDto, 'at' | 'actionLabel'> & { at: Date };

const columns = `e.id::text, e.at, e."personId", e."personName", e.action, e."objectType", e."objectId", e.reason,
  e.principal->>'name' as "principalName", e.principal->>'role' as "principalRole",
  exists (select from audit_link l where l."entryId" = e.id) as sealed`;

/** Reads the trail, for whoever was allowed to. */
@Injectable()
export class TrailQueries {
  constructor(private readonly database: Database) {}

  /** The newest entries first, page by page. */
  async list(
    person: ActingPerson,
    { limit = 50, after, ...filter }: TrailFilter & { limit?: number; after?: string },
  ): Promise<AuditEntryListDto> {
    const { where, parameters } = trailConditions(filter);
    const before = after === undefined ? null : placeOf(after);
    const below = before === null ? '' : `${where === '' ? 'where' : 'and'} e.id < $${parameters.length + 1}`;
    return this.database.read(person, async (tx) => {
      await readTrail(tx);
      const rows = await tx.rows<Row>(
        `select ${columns} from audit_entry e ${where} ${below} order by e.id desc limit ${limit + 1}`,
        before === null ? parameters : [...parameters, before],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from audit_entry e ${where} limit ${countLimit}) x`,
        parameters,
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(entryView),
        next: last ? encodeCursor([last.id]) : null,
        count: boundedCount(counted?.n ?? 0),
      };
    });
  }

  /** One entry with what it says of before and after, and its place in the chain. @throws DomainError `AUDIT.NOT_FOUND`. */
  async one(person: ActingPerson, id: string): Promise<AuditEntryDetailDto> {
    const row = await this.database.read(person, async (tx) => {
      await readTrail(tx);
      return tx.row<Row & Omit<AuditEntryDetailDto, keyof Row | 'sealedAt'> & { sealedAt: Date | null }>(
        `select ${columns}, e.before, e.after, e."requestId", l.sequence::text, encode(l.digest, 'hex') as digest,
                s.number::text as seal, s."sealedAt"
         from audit_entry e left join audit_link l on l."entryId" = e.id
         left join audit_seal s on l.sequence between s."firstSequence" and s."lastSequence" where e.id = $1`,
        [id],
      );
    });
    if (!row) throw new DomainError('notFound', 'AUDIT.NOT_FOUND', '没有这条审计记录。');
    const { before, after, requestId, sequence, digest, seal, sealedAt, ...entry } = row;
    const sealed = { sequence, digest, seal, sealedAt: sealedAt?.toISOString() ?? null };
    const said = maskedOfAct(entry.action, { before, after }); // the rest is masked where every answer leaves
    return { ...entryView(entry), ...said, requestId, ...sealed };
  }

  /** How far sealing is, and the newest seal. */
  async sealing(person: ActingPerson): Promise<SealingDto> {
    const { state, seal } = await this.database.read(person, async (tx) => ({
      state: await sealingState(tx),
      seal: await tx.row<{ number: string; hash: string; sealedAt: Date; exported: boolean }>(
        `select number::text, encode(hash, 'hex') as hash, "sealedAt", "exportedAt" is not null as exported
         from audit_seal order by audit_seal.number desc limit 1`,
      ),
    }));
    const behindSeconds = Math.round(state.behindSeconds);
    return {
      ...{ pending: state.pending, behindSeconds, refusesAfterHours: sealingPolicy().refuseAfterHours },
      late: behindSeconds > 3 * sealingPolicy().everySeconds,
      seal: seal && { ...seal, sealedAt: seal.sealedAt.toISOString() },
    };
  }
}

function entryView({ at, ...entry }: Row): AuditEntryDto {
  return { ...entry, at: at.toISOString(), actionLabel: actionLabel(entry.action) };
}

function placeOf(after: string): string {
  const [id] = decodeCursor(after, 1);
  if (typeof id === 'string' && /^\d{1,18}$/.test(id)) return id;
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}
