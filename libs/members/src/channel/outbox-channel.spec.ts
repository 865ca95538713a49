import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { OutboxChannel } from './outbox-channel';

describe('the channel into a folder', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-outbox-'));
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
  const message = {
    kind: 'code' as const,
    creditCode: 'X',
    enterpriseName: '某某',
    to: [],
    until: '2026-12-01',
    text: '口令',
  };

  it('is off without a folder', async () => {
    const channel = new OutboxChannel(undefined);
    expect(channel.configured).toBe(false);
    await expect(channel.send(message)).rejects.toMatchObject({ code: 'MEMBERS.NO_CHANNEL' });
  });

  it('leaves whole files that nobody else may read', async () => {
    const target = path.join(dir, 'out');
    await Promise.all([1, 2, 3].map(() => new OutboxChannel(target).send(message)));
    const names = fs.readdirSync(target);
    expect(names).toHaveLength(3);
    for (const name of names) {
      expect(name).toMatch(/\.json$/);
      expect(JSON.parse(fs.readFileSync(path.join(target, name), 'utf8'))).toMatchObject(message);
      expect(fs.statSync(path.join(target, name)).mode & 0o077).toBe(0);
    }
  });

  it('says so where the folder can’t be written', async () => {
    const file = path.join(dir, 'file');
    fs.writeFileSync(file, '');
    await expect(new OutboxChannel(path.join(file, 'out')).send(message)).rejects.toMatchObject({
      code: 'MEMBERS.CHANNEL_FAILED',
    });
  });
});
