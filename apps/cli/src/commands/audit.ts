import { faultWords, restartHeads, verifyTrail, AuditSealer, AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { parseArgs } from 'node:util';
import { openApplication } from '../application';
import { lineWriter } from '../lines';

/** `tidu audit verify`: every entry read again, every fault named (exit 1); `restart`: the chain goes on after a restore. */
export async function run([what, ...args]: string[]): Promise<number> {
  if (what === 'verify') return verify(args);
  if (what === 'restart') return restart(args);
  process.stderr.write('用法：npx tidu audit verify [--json] | restart --reason 原因\n');
  return 2;
}

async function verify(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const app = await openApplication('audit', { seal: false });
  try {
    const out = lineWriter(process.stdout);
    let writing = Promise.resolve();
    const verified = await verifyTrail(app.database, app.env.auditHeadsDir, (fault) => {
      const line = values.json ? JSON.stringify(fault) : faultWords(fault);
      writing = writing.then(() => out.write(line));
    });
    await writing;
    await out.write(values.json ? JSON.stringify(verified) : summary(verified));
    await out.end();
    return verified.faults === 0 ? 0 : 1;
  } finally {
    await app.close();
  }
}

function summary(verified: Awaited<ReturnType<typeof verifyTrail>>): string {
  const { entries, seals, faults, pending, unsealedSince, givenUp, restarts } = verified;
  return [
    `重新核对审计记录 ${entries} 条、封存头 ${seals} 个：${faults === 0 ? '没有发现改动。' : `发现 ${faults} 处问题，见上。`}`,
    pending > 0 && `另有 ${pending} 条待封存，最早的自 ${unsealedSince ?? '未知'} 起。`,
    ...restarts.map(({ restartedAt, number, why }) => `${restartedAt} 声明从第 ${number} 个封存头接续：${why}`),
    ...givenUp.map(({ seal, entries: ids }) => `因此放弃的第 ${seal} 个封存头，审计记录 ${ids}`),
  ]
    .filter((line) => line !== false)
    .join('\n');
}

async function restart(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { reason: { type: 'string' } } });
  const reason = values.reason?.trim() ?? '';
  if (reason === '')
    throw new DomainError('invalid', 'CLI.NO_REASON', '--reason：请写明为什么要从现在的数据库接续封存。');
  const app = await openApplication('audit', { seal: false });
  try {
    const { number } = await restartHeads(app.database, app.env.auditHeadsDir, reason);
    await app.database.write(app.person, (tx) =>
      app.context.get(AuditTrail).record(tx, {
        ...{ action: 'audit.restartHeads', objectType: 'audit_seal', objectId: number, reason },
      }),
    );
    await new AuditSealer(app.database, app.env.auditHeadsDir).seal();
    process.stdout.write(`封存链从第 ${number} 个封存头接续，原因已记入封存头文件和审计。\n`);
    return 0;
  } finally {
    await app.close();
  }
}
