import { DomainError } from '@tidu/kernel';
import { openApplication } from '../application';
import { demoState, seedDemo } from '../demo/install';

/** `tidu seed demo`: the invented district, also into a database of one's own. */
export async function run([what]: string[]): Promise<number> {
  if (what !== 'demo') {
    process.stderr.write('用法：npx tidu seed demo\n');
    return 2;
  }
  const app = await openApplication('seed');
  try {
    if ((await demoState(app)) === 'installed')
      throw new DomainError('conflict', 'CLI.DEMO_THERE', '演示区已经在了；要重装，先运行 npx tidu demo remove。');
    await seedDemo(app);
    process.stdout.write('演示区已装入，所有页面和导出都标明“演示数据”。\n');
    return 0;
  } finally {
    await app.close();
  }
}
