import { AuditTrail } from '@tidu/audit';
import { FolderChannel } from '@tidu/desk';
import { CandidatesQueries, RecordQueries } from '@tidu/enterprises';
import {
  type ActingPerson,
  boundedCount,
  confidentialField,
  countLimit,
  Database,
  decodeCursor,
  encodeCursor,
  type Page,
  seesWhole,
  StoredFiles,
} from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import fs from 'node:fs';
import { holdsToday } from '../acting/rights';
import { requestNotFound } from '../members.errors';
import { findRegistration, type Registration, registrationColumns } from '../registrations/registration';
import { openStates, type RequestState } from '../registrations/registration.transitions';
import { knownUnder } from './known';

export interface RequestFilter {
  /** Absent: those of which something may still come. */
  state?: RequestState | 'all';
  q?: string;
  limit?: number;
  after?: string;
}

/** What the register says of the enterprise a request claims, beside what was claimed. */
export interface KnownEnterprise {
  id: string;
  name: string;
  creditCode: string;
  regionPath: string | null;
  status: string;
  legalRepresentative: string | null;
  registeredAddress: string | null;
}

export interface RequestDetail {
  request: Registration;
  known: KnownEnterprise | null;
  /** Who manages the enterprise's people now. */
  administrators: { displayName: string; grantedAt: string }[];
  /** Other requests for the same code, newest first. */
  others: { id: string; personName: string; state: RequestState; createdAt: string }[];
  /** Whether messages can go out by a configured channel. */
  channel: boolean;
}

/** A file to be sent as a download. */
export interface ProofContent {
  stream: fs.ReadStream;
  size: number;
  fileName: string;
  mediaType: string;
}

/** Reads for the officer who decides about requests; row security says whose. */
@Injectable()
export class ReviewQueries {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly candidates: CandidatesQueries,
    private readonly records: RecordQueries,
    private readonly folder: FolderChannel,
    private readonly trail: AuditTrail,
  ) {}

  /** The oldest first: they have waited longest. */
  async list(person: ActingPerson, { state, q, limit = 20, after }: RequestFilter): Promise<Page<Registration>> {
    const from = after === undefined ? null : placeOf(after);
    const states = state === 'all' ? null : state === undefined ? openStates : [state];
    const text = q === undefined ? null : `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`;
    // a name that is shown masked can't be found either: else it could be guessed letter by letter
    const byName = seesWhole(person, confidentialField('applicant.name')) ? `or r."personName" like $2` : '';
    const matching = `($1::text[] is null or r.state = any ($1))
      and ($2::text is null or r."creditCode" like upper($2) or r."enterpriseName" like $2 ${byName})`;
    return this.database.read(person, async (tx) => {
      const [items, counted] = await Promise.all([
        tx.rows<Registration>(
          `select ${registrationColumns} from registration r where ${matching} and ($3::uuid is null or r.id > $3)
           order by r.id limit $4`,
          [states, text, from, limit + 1],
        ),
        tx.row<{ n: number }>(
          `select count(*)::int as n from (select from registration r where ${matching} limit ${countLimit}) c`,
          [states, text],
        ),
      ]);
      const shown = tx.sealer.openRows('registration', items.slice(0, limit));
      const next = items.length > limit ? encodeCursor([shown.at(-1)?.id ?? '']) : null;
      return { items: shown, next, count: boundedCount(counted?.n ?? 0) };
    });
  }

  async detail(person: ActingPerson, id: string): Promise<RequestDetail> {
    const known = await this.known(person, id);
    return this.database.read(person, async (tx) => {
      const request = await findRegistration(tx, id);
      const [administrators, others] = await Promise.all([
        tx.rows<RequestDetail['administrators'][number]>(
          `select p."displayName", m."grantedAt" from membership m join person p on p.id = m."personId"
           where m."enterpriseId" = $1 and 'manage' = any (m.rights) and ${holdsToday} order by m."grantedAt" limit 20`,
          [known?.id ?? null],
        ),
        tx.rows<RequestDetail['others'][number]>(
          `select r.id, r."personName", r.state, r."createdAt" from registration r
           where r."creditCode" = $1 and r.id <> $2 order by r.id desc limit 20`,
          [request.creditCode, id],
        ),
      ]);
      return { request, known, administrators, others, channel: this.folder.missing === null };
    });
  }

  /** The authorisation as it was uploaded; who looks at it is noted. @throws DomainError `MEMBERS.REQUEST_NOT_FOUND`. */
  async proof(person: ActingPerson, id: string): Promise<ProofContent> {
    const row = await this.database.write(person, async (tx) => {
      const { proofFile, proofFileName } = await findRegistration(tx, id);
      if (proofFile === null) throw requestNotFound();
      await this.trail.record(tx, {
        ...{ action: 'members.readProof', objectType: 'registration', objectId: id },
        after: { sha256: proofFile },
      });
      const file = await tx.row<{ mediaType: string; size: string }>(
        'select "mediaType", size from stored_file where sha256 = $1',
        [proofFile],
      );
      return { ...file, sha256: proofFile, fileName: proofFileName ?? '' };
    });
    const path = this.files.path(row.sha256);
    if (!fs.existsSync(path)) throw requestNotFound();
    const { fileName, mediaType = 'application/octet-stream', size } = row;
    return { stream: fs.createReadStream(path), size: Number(size), fileName, mediaType };
  }

  /** The phone of whoever asks, whole; who looked at it, and why, is noted. @throws DomainError `MEMBERS.REQUEST_NOT_FOUND`. */
  phone(person: ActingPerson, id: string, reason: string): Promise<string> {
    return this.database.write(person, async (tx) => {
      const { phone } = await findRegistration(tx, id);
      await this.trail.record(tx, {
        ...{ action: 'members.readPhone', objectType: 'registration', objectId: id, reason },
      });
      return phone;
    });
  }

  private async known(person: ActingPerson, id: string): Promise<KnownEnterprise | null> {
    const found = await knownUnder(this.database, this.candidates, person, id);
    if (!found) return null;
    const answer = await this.records.one(person, found.id, { own: true });
    if (!('record' in answer)) return null;
    const { name, creditCode, regionPath, status, legalRepresentative, registeredAddress } = answer.record;
    return { id: found.id, name, creditCode, regionPath, status, legalRepresentative, registeredAddress };
  }
}

function placeOf(after: string): string {
  const id = String(decodeCursor(after, 1)[0]);
  return isUuid(id) ? id : '00000000-0000-7000-8000-000000000000';
}
