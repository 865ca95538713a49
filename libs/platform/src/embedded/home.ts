import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who runs on this folder; `.tidu/runtime.json`, readable by its owner alone. */
export interface Runtime {
  pid: number;
  /** What the process is: `start`, or another command that needed the database for its own time. */
  command: string;
  databasePort?: number;
  httpPort?: number;
}

/** The folder of one installation and the lock that says who runs the embedded database in it. */
export class Home {
  constructor(readonly dir: string) {}

  private file(name: string): string {
    return path.join(this.dir, name);
  }

  /** Takes the lock, or returns who holds it. A lock whose process has ended is taken over. */
  lock(command: string): Runtime | null {
    fs.mkdirSync(this.dir, { recursive: true, mode: 0o711 });
    for (;;) {
      try {
        fs.writeFileSync(this.file('lock'), JSON.stringify(identity()), { flag: 'wx', mode: 0o600 });
        this.write({ pid: process.pid, command });
        return null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = this.holder();
      if (holder && isAlive(holder)) return this.runtime() ?? { pid: holder.pid, command: '?' };
      fs.rmSync(this.file('lock'), { force: true });
      fs.rmSync(this.file('runtime.json'), { force: true });
    }
  }

  unlock(): void {
    fs.rmSync(this.file('runtime.json'), { force: true });
    fs.rmSync(this.file('lock'), { force: true });
  }

  write(runtime: Runtime): void {
    const temporary = this.file(`runtime.${process.pid}.json`);
    fs.writeFileSync(temporary, JSON.stringify(runtime), { mode: 0o600 });
    fs.renameSync(temporary, this.file('runtime.json'));
  }

  /** Who runs here now, or null when nobody does. */
  runtime(): Runtime | null {
    const holder = this.holder();
    if (!holder || !isAlive(holder)) return null;
    try {
      return JSON.parse(fs.readFileSync(this.file('runtime.json'), 'utf8')) as Runtime;
    } catch {
      return null;
    }
  }

  /** Waits until the holder of the lock has its database ready; null when the holder ended meanwhile. */
  async waitForDatabase(seconds = 60): Promise<number | null> {
    for (let i = 0; i < seconds * 10; i++) {
      const holder = this.holder();
      if (!holder || !isAlive(holder)) return null;
      const port = this.runtime()?.databasePort;
      if (port) return port;
      await sleep(100);
    }
    throw new DomainError(
      'unavailable',
      'PLATFORM.STARTING',
      '另一个 tidu 进程占用数据目录但迟迟没有就绪，请稍后再试。',
    );
  }

  private holder(): Identity | null {
    try {
      return JSON.parse(fs.readFileSync(this.file('lock'), 'utf8')) as Identity;
    } catch {
      return null;
    }
  }
}

/** A pid alone may be taken again by another program; with its time of birth it's unmistakable (Linux). */
interface Identity {
  pid: number;
  born: string | null;
}

function identity(pid = process.pid): Identity {
  return { pid, born: birth(pid) };
}

function birth(pid: number): string | null {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive({ pid, born }: Identity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return born === null || birth(pid) === born;
}
