import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FolderChannel } from './folder-channel';

describe('the channel into a folder', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-outbox-'));
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
  const message = {
    ...{ kind: 'members.takeover', creditCode: 'X', enterpriseName: '某某', to: [] },
    ...{ subject: '接管申请', body: '有人申请' },
  };

  it('is off without a folder, and says what is missing', async () => {
    const channel = new FolderChannel(undefined);
    expect(channel.missing).toContain('OUTBOX_DIR');
    await expect(channel.put('1', {})).rejects.toMatchObject({ code: 'DESK.NO_CHANNEL' });
  });

  it('leaves whole files that nobody else may read, one a delivery however often it is tried', async () => {
    const target = path.join(dir, 'out');
    const channel = new FolderChannel(target);
    await Promise.all(['1', '2', '3', '3'].map((id) => channel.send({ id, ...message })));
    const names = fs.readdirSync(target).sort();
    expect(names).toEqual(['1.json', '2.json', '3.json']);
    for (const name of names) {
      const kept = JSON.parse(fs.readFileSync(path.join(target, name), 'utf8')) as object;
      expect(kept).toMatchObject({ id: name.slice(0, 1), subject: '接管申请', text: '有人申请' });
      expect(fs.statSync(path.join(target, name)).mode & 0o077).toBe(0);
    }
  });

  it('says so where the folder can’t be written', async () => {
    const file = path.join(dir, 'file');
    fs.writeFileSync(file, '');
    await expect(new FolderChannel(path.join(file, 'out')).send({ id: '1', ...message })).rejects.toMatchObject({
      code: 'DESK.CHANNEL_FAILED',
    });
  });
});
