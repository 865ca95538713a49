import { printableRolesSql } from '@tidu/platform';

/** `tidu db roles`: the SQL that makes the three roles and the database on a server of one's own. */
export function run([what]: string[]): Promise<number> {
  if (what !== 'roles') {
    process.stderr.write('用法：npx tidu db roles\n');
    return Promise.resolve(2);
  }
  process.stdout.write(printableRolesSql());
  return Promise.resolve(0);
}
