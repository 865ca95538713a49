import { type DemoAccount, type FirstLink, FirstPersons } from '@tidu/access';
import path from 'node:path';
import type { Application } from './application';
import { demoState, makeDemoBatch, makeDemoMeasures } from './demo/install';
import { readDemoWords } from './demo/words';
import { projectRoot } from './root';

/** What whoever starts the program has to know to get in; empty where somebody can. */
export interface FirstWords {
  demo: DemoAccount[];
  links: FirstLink[];
}

/** Makes the demo accounts beside a demo district that has none, and links for administrators that are missing. */
export async function keepFirstPersons(app: Application): Promise<FirstWords> {
  const first = app.context.get(FirstPersons, { strict: false });
  const isDemo = (await demoState(app)) === 'installed' && (await first.none());
  const { district } = readDemoWords(path.join(projectRoot(), 'seeds/demo'));
  const demo = isDemo ? await first.makeDemo({ region: district.code, zone: null }) : [];
  if (demo.length > 0) {
    await makeDemoBatch(app);
    await makeDemoMeasures(app);
  }
  return { demo, links: await first.invite() };
}

/** How one gets in, for the terminal; `at` is the address of the pages. */
export function firstWordsText({ demo, links }: FirstWords, at: string): string {
  const width = Math.max(0, ...demo.map(({ loginName }) => loginName.length));
  const accounts = demo.map(
    ({ loginName, role, password }) => `    ${loginName.padEnd(width)}  ${password}  ${role}\n`,
  );
  const invitations = links.map(
    ({ role, loginName, path: to }) => `    ${role}（登录名 ${loginName}）\n      ${at}${to}\n`,
  );
  return [
    demo.length === 0
      ? ''
      : `\n  演示账号，登录名、口令、角色（口令只显示这一次；忘了用 npx tidu demo passwords 重设）\n${accounts.join('')}`,
    links.length === 0
      ? ''
      : `\n  首次设置：还没有管理员。请由两个人分别打开自己的一次性链接设口令（${hoursLeft(links)} 小时内有效，重新启动会换新的）\n${invitations.join('')}`,
  ].join('');
}

const hoursLeft = (links: FirstLink[]): number =>
  Math.round((new Date(links[0]?.expiresAt ?? 0).getTime() - Date.now()) / 3_600_000);
