import { Injectable } from '@nestjs/common';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { anonymous, Database, systemActor, type Transaction } from '@tidu/platform';
import { accessRules } from '../rules/access-rules';
import { hashOfToken, isToken, newToken } from '../secrets/token';
import type { Session } from './session';

/** Where a session is begun from. */
export interface Visitor {
  address: string;
  agent: string;
}

export type EndedWhy = 'signedOut' | 'revoked' | 'renewed' | 'credential' | 'status' | 'rights';

/** Nobody is signed in, or no longer. */
export const signInFirst = () =>
  new DomainError('unauthenticated', 'ACCESS.SIGN_IN', '请先登录；久未操作的登录会自动失效。');

/** How long what was read of a session is believed; after a change in this process not at all. */
const keptMs = 1000;
const mostKept = 5000;

interface Kept {
  at: number;
  session: Promise<Session | null>;
}

/**
 * Sessions by their tokens. A request costs no statement while the session was read within the last second; what ends
 * or changes one is known at once in this process and within that second in every other.
 */
@Injectable()
export class SessionsService {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly database: Database) {}

  /** The session of a token, or null when there is none, or it has ended or lapsed. */
  of(token: string): Promise<Session | null> {
    if (!isToken(token)) return Promise.resolve(null);
    const known = this.kept.get(token);
    const now = performance.now();
    if (known && now - known.at < keptMs) return known.session;
    if (this.kept.size >= mostKept) this.kept.clear();
    const session = this.read(token);
    this.kept.set(token, { at: now, session });
    session.catch(() => this.kept.delete(token));
    return session;
  }

  /**
   * Begins a session and returns its token, which is shown to nobody but the browser.
   * @param provenAt when the person proved themselves, in seconds since 1970: now, unless somebody else was told; null
   *   where that isn't known.
   */
  async open(
    tx: Transaction,
    personId: string,
    factor: Session['factor'],
    { address, agent }: Visitor,
    provenAt: number | null = Infinity,
  ): Promise<{ id: string; token: string }> {
    const [id, token] = [uuidv7(), newToken()];
    await tx.rows(
      `insert into session (id, "tokenHash", "personId", factor, address, agent, "steppedUpAt")
       values ($1, $2, $3, $4, $5, $6, case when $7::float8 is not null then least(now(), to_timestamp($7)) end)`,
      [id, hashOfToken(token), personId, factor, address.slice(0, 100), agent.slice(0, 200), provenAt],
    );
    return { id, token };
  }

  /**
   * Gives a session another token, as after every proof of who one is; the old one is void. What the session was begun
   * with stays: a renewed one must not outlast its day.
   * @throws DomainError `ACCESS.SIGN_IN` where the session was ended meanwhile: what goes with it doesn't take place.
   */
  async renew(
    tx: Transaction,
    { id, factor }: Pick<Session, 'id' | 'factor'>,
    steppedUp: boolean,
  ): Promise<{ id: string; token: string }> {
    const [fresh, token] = [uuidv7(), newToken()];
    const renewed = await tx.row(
      `with old as (update session set "endedAt" = now(), "endedWhy" = 'renewed' where id = $1 and "endedAt" is null returning *)
       insert into session (id, "tokenHash", "personId", factor, "startedAt", "steppedUpAt", address, agent)
       select $2, $3, "personId", $4, "startedAt", case when $5 then now() else "steppedUpAt" end, address, agent from old
       returning id`,
      [id, fresh, hashOfToken(token), factor, steppedUp],
    );
    if (!renewed) throw signInFirst();
    return { id: fresh, token };
  }

  /** Ends sessions of a person: all, all but one, or one; returns how many. */
  async end(
    tx: Transaction,
    personId: string,
    why: EndedWhy,
    { only, except }: { only?: string; except?: string } = {},
  ): Promise<number> {
    const ended = await tx.rows(
      `update session set "endedAt" = now(), "endedWhy" = $2
       where "personId" = $1 and "endedAt" is null and ($3::uuid is null or id = $3) and ($4::uuid is null or id <> $4)
       returning id`,
      [personId, why, only ?? null, except ?? null],
    );
    return ended.length;
  }

  /** Ends the session of a token that another one takes the place of: a browser has one. */
  async supersede(token: string): Promise<void> {
    if (!isToken(token)) return;
    await this.database.write(anonymous, (tx) =>
      tx.rows(
        `update session set "endedAt" = now(), "endedWhy" = 'renewed' where "tokenHash" = $1 and "endedAt" is null`,
        [hashOfToken(token)],
      ),
    );
    this.forget();
  }

  /** Forgets what was read: called when a change of sessions, accounts or rights has been committed. */
  forget(): void {
    this.kept.clear();
  }

  private async read(token: string): Promise<Session | null> {
    const { idleMinutes, absoluteHours, stepUpMinutes } = accessRules().session;
    const found = await this.database.read(anonymous, (tx) =>
      tx.lastRows<Session & { stale: boolean }>(
        lookup,
        [hashOfToken(token), idleMinutes, absoluteHours, stepUpMinutes],
        'prepared',
      ),
    );
    if (!found[0]) return null;
    const { stale, ...session } = found[0];
    if (stale) await this.touch(session.id);
    return session;
  }

  /** Notes the use of a session, once a minute at most. */
  private async touch(id: string): Promise<void> {
    await this.database.write(systemActor, (tx) =>
      tx.rows(`update session set "lastSeenAt" = now() where id = $1 and "endedAt" is null`, [id]),
    );
  }
}

const lookup = `
  select s.id, s."personId", p."loginName", p."displayName", p.duty, p.demo, p."confirmedAt" is not null as confirmed,
         s.factor, c."totpSince" is not null as "hasFactor", c."passwordHash" is not null as "hasPassword",
         (select l.subject from provider_link l where l."personId" = p.id) as "providerSubject",
         coalesce(s."steppedUpAt" > now() - make_interval(mins => $4), false) as "steppedUp",
         coalesce(extract(day from now() - c."passwordSetAt"), 0)::int as "passwordDays",
         s."lastSeenAt" < now() - interval '1 minute' as stale,
         coalesce((select json_agg(json_build_object('role', g.role, 'scopeKind', g."scopeKind", 'scopeId', g."scopeId")
                                   order by g.role, g."scopeId")
           from role_grant g, (select (now() at time zone 'Asia/Shanghai')::date as day) today
           where g."personId" = p.id and g."endedAt" is null and g."validFrom" <= today.day
             and (g."validUntil" is null or g."validUntil" > today.day)), '[]') as held
  from session s join person p on p.id = s."personId" left join credential c on c."personId" = p.id
  where s."tokenHash" = $1 and s."endedAt" is null and p.status = 'active'
    and s."lastSeenAt" > now() - make_interval(mins => $2) and s."startedAt" > now() - make_interval(hours => $3)`;
