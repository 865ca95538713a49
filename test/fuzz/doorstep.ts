import type { Forked } from '@tidu/test/forked';
import { type Answer, Asker } from '@tidu/test/asker';
import { operationNamed } from '../matrix/district';
import { addressOf, type Records } from '../matrix/operation';
import { type Actor, World } from '../matrix/world';
import { People } from './people';
import { serve } from './served';

/** One request, where it differs from the one that the matrix would send. */
export interface Ask {
  /** Fields in place of the matrix's own. */
  body?: object;
  /** The body as it is sent, whatever it is. */
  raw?: string;
  headers?: Record<string, string>;
  query?: string;
  records?: Record<string, string>;
  /** Who asks; otherwise somebody who may. */
  as?: Actor;
}

/** A world of records, the built doors over it, and whoever may ask. */
export class Doorstep {
  readonly people: People;

  private constructor(
    readonly world: World,
    readonly served: Forked,
    readonly asker: Asker,
  ) {
    this.people = new People(world);
  }

  static async open(logLevel = 'error'): Promise<Doorstep> {
    const world = await World.open();
    const served = await serve(world, logLevel);
    return new Doorstep(world, served, new Asker(served.port));
  }

  async ask(name: string, { body, raw, headers, query, records, as }: Ask = {}): Promise<Answer> {
    const operation = operationNamed(name);
    const { address, actor, all } = await this.addressed(name, records, as);
    const isEmpty = !operation.body && !body && raw === undefined;
    return this.asker.ask(
      name.split(' ')[0] ?? '',
      query === undefined ? address : `${address.split('?')[0]}?${query}`,
      { ...actor.headers, ...(!isEmpty && { 'content-type': 'application/json' }), 'if-match': '1', ...headers },
      isEmpty ? undefined : (raw ?? JSON.stringify({ ...operation.body?.(all), ...body })),
    );
  }

  /** Where an operation on one's own records is, and who may do it. */
  async addressed(name: string, records?: Record<string, string>, as?: Actor) {
    const operation = operationNamed(name);
    const actor = as ?? (await this.people.of(operation));
    const all: Records = { ...this.world.recordsFor(operation, actor, 'own'), ...records };
    return { address: addressOf(operation, all), actor, all };
  }

  async close(): Promise<void> {
    this.asker.close();
    await this.served.stop();
    await this.world.close();
  }
}
