import { checkInvariants, type InvariantResult } from '@tidu/platform';
import { parseArgs } from 'node:util';
import { allInvariants } from '../../../server/src/invariants';
import { openApplication } from '../application';

/** `tidu invariants`: what must hold at any time, checked against the data as they are; exit 1 when something doesn't. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const app = await openApplication('invariants');
  try {
    const list = allInvariants(app.context, app.env.auditHeadsDir);
    const results = await checkInvariants(app.database, list, (result) => {
      if (!values.json) process.stdout.write(`${invariantLines(result)}\n`);
    });
    const broken = results.filter(({ holds }) => !holds).length;
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ holds: broken === 0, invariants: results }, null, 2)}\n`
        : `${results.length} 项不变量，${broken === 0 ? '全部成立。' : `${broken} 项不成立。`}\n`,
    );
    return broken === 0 ? 0 : 1;
  } finally {
    await app.close();
  }
}

/** One invariant as a line, with what is wrong below it. */
export function invariantLines({ id, room, says, holds, violations, examples, notes, ms }: InvariantResult): string {
  const head = `${holds ? '成立' : '不成立'} ${id.padEnd(3)} ${room.padEnd(10)} ${says}（${ms} 毫秒）`;
  const rest = violations > examples.length ? [`    … 共 ${violations} 处`] : [];
  return [head, ...examples.map((what) => `    ✗ ${what}`), ...rest, ...notes.map((what) => `    · ${what}`)].join(
    '\n',
  );
}
