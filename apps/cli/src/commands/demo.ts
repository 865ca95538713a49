import { openApplication } from '../application';
import { removeDemo } from '../demo/install';

/** `tidu demo remove`: clears the invented district. */
export async function run([what]: string[]): Promise<number> {
  if (what !== 'remove') {
    process.stderr.write('用法：npx tidu demo remove\n');
    return 2;
  }
  const app = await openApplication('demo');
  try {
    process.stdout.write(`已清除 ${await removeDemo(app)} 家演示企业及其数据、结果。\n`);
    return 0;
  } finally {
    await app.close();
  }
}
