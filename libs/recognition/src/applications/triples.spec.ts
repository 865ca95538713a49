import { DomainError } from '@tidu/kernel';
import type { ActingPerson, Transaction } from '@tidu/platform';
import { type Actor, actors } from '../rules/procedure';
import { procedures } from '../rules/procedures';
import { type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';
import type { Act } from './act';
import { ApplicationActs } from './application-acts.service';

/** Undoes what was tried. */
class Undone extends Error {
  constructor(readonly state: string) {
    super();
  }
}

describe('every state × action × actor', () => {
  let world: RecognitionWorld;
  let officer: Officer;
  let firm: Firm;
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [officer, firm] = [await world.officer(), await world.firm()];
  });
  afterAll(() => world.close());

  const everything: Omit<Act, 'action'> = {
    ...{ reason: '按表核对', marks: [{ fact: 'revenue', remark: '核对' }], confirmed: true },
    document: { document: '工信〔2026〕1号', documentOn: '2026-11-28' },
  };

  /** The state it came to, or the code of the refusal; nothing stays. */
  async function tried(person: ActingPerson, id: string, as: Actor, action: string): Promise<string> {
    const acts = world.get(ApplicationActs);
    const work = async (tx: Transaction) => {
      const { application } = await acts.act(tx, id, as, { action, ...everything });
      throw new Undone(application.state);
    };
    return world.database.write(person, work).catch((error: unknown) => {
      if (error instanceof Undone) return error.state;
      if (error instanceof DomainError) return error.code;
      throw error;
    });
  }

  it.each([...procedures().keys()])(
    'of %s does what the table says, and nothing else',
    async (procedure) => {
      const table = procedures().get(procedure);
      if (!table) throw new Error(procedure);
      const batch = await world.batch(officer, { procedure, level: table.level === 'city' ? 'city' : 'province' });
      const id = await world.submitted(batch, firm);
      const [stated, wrong]: [Record<string, number>, string[]] = [{ done: 0, refused: 0 }, []];
      for (const state of table.states.keys()) {
        await world.sql(
          `update application set state = $2, "reviewedBy" = null, "approvedBy" = null, version = version + 1 where id = $1`,
          [id, state],
        );
        for (const action of table.actions.values())
          for (const as of actors) {
            const person = as === 'submitter' ? firm.member : officer.acting;
            const wanted =
              action.by === as && action.from.includes(state) ? action.to : 'RECOGNITION.ILLEGAL_TRANSITION';
            const told = await tried(person, id, as, action.code);
            if (told !== wanted) wrong.push(`${state} ${action.code} ${as}: ${told}, not ${wanted}`);
            stated[wanted === action.to ? 'done' : 'refused'] =
              (stated[wanted === action.to ? 'done' : 'refused'] ?? 0) + 1;
          }
      }
      expect(wrong).toEqual([]);
      const arrows = [...table.actions.values()].reduce((sum, { from }) => sum + from.length, 0);
      expect(stated.done).toBe(arrows);
      expect((stated.done ?? 0) + (stated.refused ?? 0)).toBe(table.states.size * table.actions.size * actors.length);
      const [steps] = await world.sql<{ n: number }>(
        `select count(*)::int as n from application_step where "applicationId" = $1`,
        [id],
      );
      expect(steps?.n).toBe(2); // begun and submitted: what was tried left nothing
    },
    240_000,
  );

  it('without what an action needs is refused by the name of what is missing', async () => {
    const batch = await world.batch(officer);
    const id = await world.submitted(batch, await world.firm());
    const acts = world.get(ApplicationActs);
    const refused = (as: Actor, act: Act) =>
      world.database
        .write(officer.acting, (tx) => acts.act(tx, id, as, act))
        .then(
          () => 'done',
          (error: unknown) => (error as DomainError).code,
        );
    expect(await refused('reviewer', { action: 'pass' })).toBe('RECOGNITION.NEEDS_REASON');
    expect(await refused('reviewer', { action: 'return', reason: '补' })).toBe('RECOGNITION.NEEDS_MARKS');
    await world.sql(`update application set state = 'ready' where id = $1`, [id]);
    expect(await refused('recorder', { action: 'forward', reason: '上报' })).toBe('RECOGNITION.NEEDS_DOCUMENT');
    await world.sql(`update application set state = 'returned' where id = $1`, [id]);
    expect(await refused('submitter', { action: 'resubmit' })).toBe('RECOGNITION.NEEDS_CONFIRMATION');
  });
});
