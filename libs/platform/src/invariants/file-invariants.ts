import fs from 'node:fs';
import path from 'node:path';
import { measured } from '../backup/streams';
import { systemActor } from '../database/acting-person';
import type { StoredFiles } from '../files/stored-files';
import type { Invariant } from './invariant';

const dayMs = 86_400_000;
const page = 1000;

/** I11: every stored file has its bytes, and no file lies about that nobody knows. */
export function filesWhole(files: StoredFiles): Invariant {
  return {
    ...{ id: 'I11', room: 'platform', says: '登记的文件都在，内容与 SHA-256 一致；没有超过一天的无主文件' },
    check: async ({ database, violated }) => {
      const known = new Set<string>();
      for (let after = ''; ;) {
        const rows = await database.read(systemActor, (tx) =>
          tx.rows<{ sha256: string; size: string; name: string }>(
            'select sha256, size, name from stored_file where sha256 > $1 order by sha256 limit $2',
            [after, page],
          ),
        );
        for (const row of rows) {
          known.add(row.sha256);
          const fault = await faultOf(files.path(row.sha256), row);
          if (fault) violated(`${row.sha256}（${row.name}）：${fault}`);
        }
        if (rows.length < page) break;
        after = rows.at(-1)?.sha256 ?? '';
      }
      for (const name of orphans(files.dir, known)) violated(`${name}：数据库里没有这个文件的登记`);
    },
  };
}

async function faultOf(file: string, { sha256, size }: { sha256: string; size: string }): Promise<string | null> {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return '文件不在了';
  if (stat.size !== Number(size)) return `应有 ${size} 字节，实有 ${stat.size}`;
  return (await measured(fs.createReadStream(file))).sha256 === sha256 ? null : '内容被改动';
}

/** A file that is being taken in has no row yet: only what is older than a day counts. */
function orphans(dir: string, known: ReadonlySet<string>): string[] {
  if (!fs.existsSync(dir)) return [];
  return fs.readdirSync(dir).filter((name) => {
    if (known.has(name)) return false;
    const stat = fs.statSync(path.join(dir, name), { throwIfNoEntry: false });
    return stat?.isFile() === true && Date.now() - stat.mtimeMs > dayMs;
  });
}
