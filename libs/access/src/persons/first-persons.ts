import { Injectable } from '@nestjs/common';
import { Database, systemActor, type Transaction } from '@tidu/platform';
import { randomInt } from 'node:crypto';
import { GrantsService } from '../grants/grants.service';
import { accessRoles, type Duty, type Role } from '../rules/roles';
import type { HeldRole } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';
import { Credentials } from './credentials';
import { type IssuedLink, Links } from './links';
import { PersonsService } from './persons.service';

/** A link for an administrator whom nobody could have made. */
export interface FirstLink extends IssuedLink {
  role: string;
  loginName: string;
}

/** A demo account as it is printed, once. */
export interface DemoAccount {
  loginName: string;
  role: string;
  password: string;
}

/** The two without whom no account comes into being. The third, who audits, is made by them. */
const first: readonly { duty: Duty; role: string; loginName: string }[] = [
  { duty: 'system', role: 'admin.system', loginName: 'sysadmin' },
  { duty: 'security', role: 'admin.security', loginName: 'secadmin' },
];

/** Login names of the demo accounts, by role. */
const demoLogins: Readonly<Record<string, string>> = {
  'district.officer': 'jingban',
  'district.reviewer': 'fuhe',
  'district.leader': 'fuzeren',
  'city.reader': 'shiji',
  'zone.officer': 'yuanqu',
  'street.officer': 'jiedao',
  'admin.system': 'xitong',
  'admin.security': 'anquan',
  'admin.audit': 'shenji',
};

/** What the demo accounts see of the demo district. */
export interface DemoScopes {
  region: string;
  zone: string | null;
}

interface FirstPerson extends HeldRole {
  duty: Duty;
  loginName: string;
  displayName: string;
  demo?: boolean;
}

/** Persons who are there before anybody could have made them (首次启动): made by who starts the program. */
@Injectable()
export class FirstPersons {
  constructor(
    private readonly database: Database,
    private readonly persons: PersonsService,
    private readonly grants: GrantsService,
    private readonly sessions: SessionsService,
    private readonly credentials: Credentials,
    private readonly links: Links,
  ) {}

  /** Whether there is any account yet. */
  async none(): Promise<boolean> {
    const found = await this.database.read(systemActor, (tx) => tx.rows('select from person limit 1'));
    return found.length === 0;
  }

  /**
   * Links for the system and the security administrator where nobody holds that role in an account that works; called
   * again, the earlier links are void.
   */
  async invite(): Promise<FirstLink[]> {
    return this.database.write(systemActor, async (tx) => {
      const links: FirstLink[] = [];
      for (const { duty, role, loginName } of first) {
        const working = await tx.rows(`select from person where duty = $1 and status = 'active' limit 1`, [duty]);
        if (working.length > 0) continue;
        const waiting = await tx.row<{ id: string; loginName: string }>(
          `select id, "loginName" from person where duty = $1 and status = 'invited' and "createdBy" = $2 limit 1`,
          [duty, systemActor.id],
        );
        const free = waiting?.loginName ?? (await this.freeLogin(tx, loginName));
        const name = accessRoles().all.find(({ code }) => code === role)?.name ?? role;
        const id =
          waiting?.id ??
          (await this.make(tx, { role, duty, loginName: free, displayName: name, scopeKind: null, scopeId: null }));
        links.push({ role: name, loginName: free, ...(await this.links.issue(tx, id)) });
      }
      return links;
    });
  }

  /** One demo account for each role of staff, with a random password each, which is returned and kept nowhere. */
  async makeDemo(scopes: DemoScopes): Promise<DemoAccount[]> {
    return this.database.write(systemActor, async (tx) => {
      const made: DemoAccount[] = [];
      for (const role of accessRoles().all) {
        const loginName = demoLogins[role.code];
        if (loginName === undefined) continue;
        const { code, duty, name } = role;
        const id = await this.make(tx, {
          ...{ role: code, duty, loginName, displayName: `演示${name}`, demo: true },
          ...scopeFor(role, scopes),
        });
        const password = readablePassword();
        await this.credentials.setPassword(tx, id, password, false);
        await tx.rows(`update person set status = 'active' where id = $1`, [id]);
        made.push({ loginName, role: role.name, password });
      }
      return made;
    });
  }

  /** New passwords for the demo accounts that still work. */
  async resetDemo(): Promise<DemoAccount[]> {
    return this.database.write(systemActor, async (tx) => {
      const found = await tx.rows<{ id: string; loginName: string; displayName: string }>(
        `select id, "loginName", "displayName" from person where demo and status = 'active' order by id`,
      );
      const made: DemoAccount[] = [];
      for (const { id, loginName, displayName } of found) {
        const password = readablePassword();
        await this.credentials.setPassword(tx, id, password, true);
        await this.sessions.end(tx, id, 'credential');
        made.push({ loginName, role: displayName.replace(/^演示/, ''), password });
      }
      return made;
    });
  }

  /** Stops the demo accounts, as their district goes; returns how many. */
  async stopDemo(): Promise<number> {
    return this.database.write(systemActor, async (tx) => {
      const stopped = await tx.rows<{ id: string }>(
        `update person set status = 'disabled', version = version + 1, "changedAt" = now(), "changedByName" = $1
         where demo and status <> 'disabled' returning id`,
        [tx.person.name],
      );
      for (const { id } of stopped) {
        await this.credentials.clear(tx, id);
        await this.sessions.end(tx, id, 'status');
      }
      return stopped.length;
    });
  }

  private async freeLogin(tx: Transaction, wanted: string): Promise<string> {
    for (let i = 1; ; i++) {
      const name = i === 1 ? wanted : `${wanted}${i}`;
      if ((await tx.rows('select from person where "loginName" = $1', [name])).length === 0) return name;
    }
  }

  private async make(
    tx: Transaction,
    { role, duty, loginName, displayName, demo, scopeKind, scopeId }: FirstPerson,
  ): Promise<string> {
    const isDemo = demo ?? false;
    const id = await this.persons.insert(tx, { loginName, displayName, duty }, isDemo);
    await this.grants.insert(tx, { id, duty }, { role, scopeKind, scopeId, reason: isDemo ? '演示账号' : '首次启动' });
    await tx.rows(`update person set "confirmedAt" = now(), "confirmedBy" = $2 where id = $1`, [id, systemActor.id]);
    return id;
  }
}

/** District and city see all, as on the first day of most districts; zone and street see theirs. */
function scopeFor({ code, duty }: Role, { region, zone }: DemoScopes): Pick<HeldRole, 'scopeKind' | 'scopeId'> {
  if (duty !== 'business') return { scopeKind: null, scopeId: null };
  if (code === 'zone.officer' && zone !== null) return { scopeKind: 'zone', scopeId: zone };
  if (code === 'zone.officer' || code === 'street.officer') return { scopeKind: 'region', scopeId: region };
  return { scopeKind: 'everything', scopeId: null };
}

/** A password of letters, large and small, and digits that nobody mistakes for one another, in groups. */
export function readablePassword(pick: (below: number) => number = randomInt): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[pick(letters.length)]).join('');
  for (;;) {
    const password = [group(), group(), group(), group()].join('-');
    if (/[A-Z]/.test(password) && /[a-z]/.test(password) && /\d/.test(password)) return password;
  }
}
