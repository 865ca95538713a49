import { FirstPersons } from '@tidu/access';
import { type Application, openApplication } from '../application';
import { removeDemo } from '../demo/install';
import { firstWordsText, keepFirstPersons } from '../first-persons';

/** `tidu demo remove | passwords`: clears the invented district, or gives its accounts new passwords. */
export async function run([what]: string[]): Promise<number> {
  if (what !== 'remove' && what !== 'passwords') {
    process.stderr.write('用法：npx tidu demo remove | passwords\n');
    return 2;
  }
  const app = await openApplication('demo');
  try {
    process.stdout.write(what === 'remove' ? await remove(app) : await resetPasswords(app));
    return 0;
  } finally {
    await app.close();
  }
}

async function remove(app: Application): Promise<string> {
  const removed = await removeDemo(app);
  const stopped = await app.context.get(FirstPersons, { strict: false }).stopDemo();
  const words = firstWordsText(await keepFirstPersons(app), app.env.publicUrl ?? `http://127.0.0.1:${app.env.port}`);
  return `已清除 ${removed} 家演示企业及其数据、结果，停用 ${stopped} 个演示账号。\n${words}`;
}

async function resetPasswords(app: Application): Promise<string> {
  const demo = await app.context.get(FirstPersons, { strict: false }).resetDemo();
  return demo.length === 0 ? '没有可用的演示账号。\n' : firstWordsText({ demo, links: [] }, '');
}
