import { Injectable } from '@nestjs/common';
import { ScopeBook } from '@tidu/access';
import { isUuid } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database } from '@tidu/platform';
import { EnterprisesQueries } from './enterprises.queries';

/** Characters a search begins with: nobody leafs through the register by this door. */
const least = 2;

/**
 * Enterprises as roles are given over them. Who gives rights sees no business, and of an enterprise only what names it:
 * the name and the code that stand on every licence; found by what they type, never as a list.
 */
@Injectable()
export class EnterpriseScopes {
  constructor(
    private readonly database: Database,
    private readonly enterprises: EnterprisesQueries,
    book: ScopeBook,
  ) {
    book.teach('enterprise', {
      find: (person, q, limit) => this.find(person, q, limit),
      named: (ids) => this.named(ids),
    });
  }

  private async find(person: ActingPerson, q: string, limit: number) {
    if ([...q].length < least) return [];
    const { items } = await this.enterprises.list({ ...person, scope: everywhere }, { q, limit });
    return items.map(({ id, name, creditCode }) => ({ id, name, note: creditCode }));
  }

  private named(ids: readonly string[]) {
    return this.database.read({ ...anonymous, scope: everywhere }, (tx) =>
      tx.rows<{ id: string; name: string; note: string }>(
        `select id, name, "creditCode" as note from enterprise where id = any($1::uuid[])`,
        [ids.filter(isUuid)],
      ),
    );
  }
}

const everywhere = { everything: true } as const;
