import { DomainError } from '@tidu/kernel';
import { openDatabase, readEnvironment } from '@tidu/platform';
import { prepareDatabase } from '../application';
import { projectRoot } from '../root';

/** `tidu migrate`: the schema and the reference data to this program's version, as the owner; puts back what differs from the seeds. */
export async function run(): Promise<number> {
  const env = readEnvironment(process.env, projectRoot());
  const opened = await openDatabase(env, 'migrate');
  try {
    if (!opened.ownerUrl) {
      throw new DomainError(
        'invalid',
        'CLI.NO_OWNER',
        '升级结构需要所有者登录：请设置 DATABASE_OWNER_URL（tidu_owner）。',
      );
    }
    const applied = await prepareDatabase(env, opened, { afresh: true });
    process.stdout.write(
      applied.length > 0 ? `已升级 ${applied.length} 步：${applied.join('、')}\n` : '结构已是最新。\n',
    );
    return 0;
  } finally {
    await opened.close();
  }
}
