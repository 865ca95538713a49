import fc from 'fast-check';
import { nextVersion } from '../../libs/scoring/src/testing/standards';
import { operationNamed } from '../matrix/district';
import { addressOf, type Operation } from '../matrix/operation';
import type { Actor } from '../matrix/world';
import { describedOperations } from './document';
import { Doorstep } from './doorstep';
import { judge } from './judge';
import { type Known, type Request, requestsFor } from './requests';

/**
 * F19: bad inputs and good ones, drawn from the interface's documents, for every operation of every door; an independent
 * validator says which is which. `SEED` repeats a run, `FUZZ_INPUTS` says how many, `FUZZ_ONLY` some operations, a comma
 * between them.
 */

const rounds = Number(process.env.TIDU_TEST_ROUNDS ?? 1);
// a build judges one change, always by the same inputs; the night looks for others
const seed = Number(process.env.SEED ?? (rounds > 1 ? Math.floor(Math.random() * 2 ** 31) : 1));
const wanted = Number(process.env.FUZZ_INPUTS ?? (rounds > 1 ? 1_000_000 : 100_000));
const only = process.env.FUZZ_ONLY?.split(',').map((name) => name.trim());
jest.setTimeout(7_200_000);

/** Ways in hash a password each: tried less. */
const isDear = ({ permission, name }: Operation) => permission.endsWith('.enter') || /password|step-up/.test(name);

/** Draws for every second operation from `from` on (0 or 1): two workers, each before a server of its own. */
export function describeDrawnInputs(from: 0 | 1): void {
  describe('bad inputs', () => {
    let step: Doorstep;
    beforeAll(async () => {
      step = await Doorstep.open();
    });
    afterAll(() => step.close());

    const known = (operation: Operation, actor: Actor): Known => {
      const records: Record<string, string> = { ...step.world.recordsFor(operation, actor, 'own'), ...bodies };
      const path = Object.fromEntries(
        [...operation.name.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
          const word = operation.path[name] ?? name;
          return [name, word.startsWith('=') ? word.slice(1) : (records[word] ?? '')];
        }),
      );
      const query = [...new URLSearchParams(addressOf(operation, records).split('?')[1] ?? '')] as [string, string][];
      const { body } = operation;
      // bodies are texts here: a workbook's bytes don't survive it, and are refused as damaged
      const file = operation.file && { ...operation.file, content: operation.file.content.toString() };
      const ids = Object.values(records).filter((value) => /^[0-9a-f-]{36}$/.test(value));
      return { ...{ path, query, file, ids, version: '1' }, body: body && (() => body(records)) };
    };
    const { standard: document, cases } = nextVersion('luoyang-2019-58-hidden-champion');
    const bodies = { document, cases };

    it('are refused, good ones are not, and every answer is as described', async () => {
      process.stdout.write(`SEED=${seed}\n`);
      const all = describedOperations().filter(({ name }) => only?.includes(name) ?? true);
      const wrong = new Map<string, string>();
      const taken: number[] = [];
      const statuses = new Map<number, number>();
      const began = Date.now();
      let drawing = 0;
      const weightOf = ({ name }: (typeof all)[number]) => (isDear(operationNamed(name)) ? 1 : 20);
      const weight = all.reduce((sum, described) => sum + weightOf(described), 0);
      for (const [i, described] of all.entries()) {
        if (i % 2 !== from) continue;
        const operation = operationNamed(described.name);
        const share = Math.ceil((wanted * weightOf(described)) / weight);
        const actor = { current: await step.people.of(operation, true) };
        const drawn = Date.now();
        const arbitrary = requestsFor(described, known(operation, actor.current));
        const requests = fc.sample(arbitrary, { seed: seed + i, numRuns: share });
        drawing += Date.now() - drawn;
        await step.world.district.sql('delete from sign_in_counter');
        await step.world.district.sql('delete from member_budget');
        const ask = async () => {
          for (let request = requests.pop(); request; request = requests.pop()) {
            const sent = performance.now();
            const answer = await send(request, actor.current);
            taken.push(performance.now() - sent);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            if (answer.status === 401 && !described.name.includes('enter'))
              actor.current = await step.people.of(operation, true);
            const fault = judge(described, request, answer);
            if (fault !== null && !wrong.has(`${described.name}: ${fault}`))
              wrong.set(
                `${described.name}: ${fault}`,
                `${told(request)}\n    ${answer.status} ${answer.text.slice(0, 300)}`,
              );
          }
        };
        await Promise.all(Array.from({ length: 12 }, ask));
      }
      report(taken, statuses, (Date.now() - began - drawing) / 1000, drawing / 1000);
      expect([...wrong].map(([fault, request]) => `${fault}\n    ${request}`).join('\n')).toBe('');
      expect(step.served.process.exitCode).toBeNull();
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });

    const send = ({ method, target, headers, body }: Request, actor: Actor) =>
      step.asker.ask(
        method,
        target,
        { ...actor.headers, ...headers, ...(body && body.type !== '' && { 'content-type': body.type }) },
        body?.text,
      );

    const told = ({ method, target, headers, body }: Request) =>
      `${method} ${target.slice(0, 300)} ${JSON.stringify(headers)} ${body ? `${body.type} ${JSON.stringify(body.text.slice(0, 600))}` : ''}`;
  });
}

function report(taken: number[], statuses: Map<number, number>, seconds: number, drawing: number): void {
  taken.sort((a, b) => a - b);
  const at = (part: number) => (taken[Math.floor(taken.length * part)] ?? 0).toFixed(1);
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(
    `fuzz: ${taken.length} inputs, drawn in ${drawing.toFixed(0)} s, answered in ${seconds.toFixed(0)} s, ${(taken.length / seconds).toFixed(0)} a second; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${counts.join(', ')}\n`,
  );
}
