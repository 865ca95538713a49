import { DomainError, uuidv7 } from '@tidu/kernel';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Channel, Outcome, Outgoing } from './channel';

/**
 * Puts messages as files into a folder (`OUTBOX_DIR`) that the district's own SMS or mail program empties: one JSON
 * file a message, whole or not at all, under one name however often it is tried. Off without a folder.
 */
export class FolderChannel implements Channel {
  readonly code = 'folder';
  readonly name = '交本单位的程序发出';

  constructor(private readonly dir: string | undefined) {}

  get missing(): string | null {
    return this.dir === undefined ? '没有设置 OUTBOX_DIR。' : null;
  }

  async send({ body, ...message }: Outgoing): Promise<Outcome[]> {
    await this.put(message.id, { ...message, text: body });
    return [{ contact: null, problem: null, final: false }];
  }

  /**
   * Hands something over at once, for what must be kept nowhere: a code.
   * @throws DomainError `DESK.NO_CHANNEL`, `DESK.CHANNEL_FAILED`: what depends on it then doesn't take place.
   */
  async put(id: string, content: object): Promise<void> {
    if (this.dir === undefined)
      throw new DomainError('conflict', 'DESK.NO_CHANNEL', '没有设置通知渠道（OUTBOX_DIR），请改用信函。');
    const target = path.join(this.dir, `${id}.json`);
    const part = `${target}.${uuidv7()}.part`; // two who try the same at once must not write into one file
    try {
      await fs.mkdir(this.dir, { recursive: true, mode: 0o700 });
      await fs.writeFile(part, `${JSON.stringify({ id, ...content }, null, 2)}\n`, { mode: 0o600 });
      await fs.rename(part, target);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? '原因不明';
      throw new DomainError(
        'unavailable',
        'DESK.CHANNEL_FAILED',
        `通知没有写进发件箱（${why}），这次操作没有生效。请系统管理员检查 OUTBOX_DIR 的文件夹，或改用信函。`,
      );
    }
  }
}
