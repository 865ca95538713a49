import { Injectable } from '@nestjs/common';
import { normalizeCreditCode } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { enterpriseNotFound } from '../enterprises.errors';

/** A record that bears a name or a code; which one is meant, a person says where there are several. */
export interface Candidate {
  id: string;
  name: string;
  creditCode: string;
  regionCode: string;
  status: string;
  /** How it was found: 现名 on that day, 曾用名, 简称; credit code, old code, organisation code. */
  foundBy: 'name' | 'former' | 'short' | 'creditCode' | 'alias' | 'organisationCode';
}

const most = 50;

/** Who bears, or bore, a name or a code. All candidates are named; nothing is guessed between two. */
@Injectable()
export class CandidatesQueries {
  constructor(private readonly database: Database) {}

  /** Records that bore a name on a day (whenever, without one). @param tx within a transaction of the caller's. */
  async byName(person: ActingPerson, name: string, day: string | null): Promise<Candidate[]> {
    return this.database.read(person, (tx) => findByName(tx, name, day));
  }

  /** Records that bear a code: the credit code, a replaced one, the old registration number, the organisation code. */
  async byCode(person: ActingPerson, code: string): Promise<Candidate[]> {
    return this.database.read(person, (tx) => findByCode(tx, code));
  }

  /** The registered name on a day. @throws DomainError `ENTERPRISES.NOT_FOUND`. */
  async nameOn(person: ActingPerson, id: string, day: string): Promise<string> {
    const row = await this.database.read(person, (tx) =>
      tx.row<{ name: string }>(
        `select coalesce(v.name, e.name) as name from enterprise e left join enterprise_version v
           on v."enterpriseId" = e.id and v."withdrawnAt" is null and $2::date < e.since
           and (v."validFrom" is null or v."validFrom" <= $2) and $2 < v."validUntil"
         where e.id = $1`,
        [id, day],
      ),
    );
    if (!row) throw enterpriseNotFound();
    return row.name;
  }
}

/**
 * Records that bore a name on a day, the record that stands for a merged one in its place. A firm that was founded, or
 * took its name, later is none.
 */
function findByName(tx: Transaction, name: string, day: string | null): Promise<Candidate[]> {
  return tx.rows<Candidate>(
    `with found as (
       select e.id, 'name' as "foundBy" from enterprise_search s join enterprise e on e.id = s."enterpriseId"
       where s.tokens @> bigrams(searchable($1)) and searchable(e.name) = searchable($1)
         and ($2::date is null or not exists (
           select from enterprise_name n where n."enterpriseId" = e.id and n.kind = 'former' and n."withdrawnAt" is null
             and n."validUntil" > $2))
       union all
       select n."enterpriseId", n.kind from enterprise_name n
       where n."searchName" = searchable($1) and n."withdrawnAt" is null
         and ($2::date is null or (n."validFrom" is null or n."validFrom" <= $2) and (n."validUntil" is null or $2 < n."validUntil")))
     ${candidates} where $2::date is null or e."registeredOn" is null or e."registeredOn" <= $2 ${inOrder}`,
    [name, day],
  );
}

/** Records that bear a code, the record that stands for a merged one in its place. */
function findByCode(tx: Transaction, given: string): Promise<Candidate[]> {
  const code = normalizeCreditCode(given);
  return tx.rows<Candidate>(
    `with found as (
       select id, 'creditCode' as "foundBy" from enterprise where "creditCode" = $1
       union all
       select "enterpriseId", 'alias' from enterprise_alias where code = $1 and "withdrawnAt" is null
       union all
       select s."enterpriseId", 'organisationCode' from enterprise_search s
       where length($1) = 9 and substr(s."creditCode", 9) like $1 || '%')
     ${candidates} ${inOrder}`,
    [code],
  );
}

const candidates = `
  select distinct on (e.id) e.id, e.name, e."creditCode", e."regionCode", e.status, f."foundBy"
  from found f cross join lateral (select enterprise_survivor(f.id) as id) s join enterprise e on e.id = s.id`;
const inOrder = `order by e.id, array_position(array['name', 'creditCode', 'former', 'alias', 'organisationCode', 'short'], f."foundBy")
  limit ${most}`;
