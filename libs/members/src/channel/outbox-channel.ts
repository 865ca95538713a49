import { DomainError, uuidv7 } from '@tidu/kernel';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Channel, type Message } from './channel';

/**
 * Puts messages as files into a folder (`OUTBOX_DIR`) that the district's own SMS or mail program empties: one JSON
 * file a message, whole or not at all. Off without a folder.
 */
export class OutboxChannel extends Channel {
  constructor(private readonly dir: string | undefined) {
    super();
  }

  get configured(): boolean {
    return this.dir !== undefined;
  }

  async send(message: Message): Promise<void> {
    if (this.dir === undefined)
      throw new DomainError('conflict', 'MEMBERS.NO_CHANNEL', '没有设置通知渠道（OUTBOX_DIR），请改用口令函。');
    const id = uuidv7();
    const target = path.join(this.dir, `${id}.json`);
    try {
      await fs.mkdir(this.dir, { recursive: true, mode: 0o700 });
      await fs.writeFile(`${target}.part`, `${JSON.stringify({ id, ...message }, null, 2)}\n`, { mode: 0o600 });
      await fs.rename(`${target}.part`, target);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? '原因不明';
      throw new DomainError(
        'unavailable',
        'MEMBERS.CHANNEL_FAILED',
        `通知没有写进发件箱（${why}），这次操作没有生效。请系统管理员检查 OUTBOX_DIR 的文件夹，或改用口令函。`,
      );
    }
  }
}
