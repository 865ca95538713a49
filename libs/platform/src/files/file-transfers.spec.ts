import { uuidv7 } from '@tidu/kernel';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type ActingPerson, anonymous } from '../database/acting-person';
import { FileTransfers } from './file-transfers';
import { StoredFiles } from './stored-files';

describe('files that come in part by part', () => {
  let test: TestDatabase;
  let files: StoredFiles;
  let transfers: FileTransfers;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-transfers-'));
  const [person, other] = ['王', '李'].map((name): ActingPerson => ({ ...anonymous, id: uuidv7(), name })) as [
    ActingPerson,
    ActingPerson,
  ];
  const subjectId = uuidv7();
  beforeAll(async () => {
    test = await createTestDatabase();
    files = new StoredFiles(dir);
    transfers = new FileTransfers(test.database, files);
  });
  afterAll(async () => {
    await test.drop();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const kept = (bytes: Buffer) => files.take(Readable.from([bytes]), 'part', 'x', 2 ** 26);
  const begin = (size: number) => transfers.begin(person, { name: 'a.pdf', size, subjectId });

  it('are nobody else’s, and nothing of another record', async () => {
    const { id } = await begin(5);
    const part = await kept(Buffer.from('12345'));
    for (const asked of [
      () => transfers.state(other, id, subjectId),
      () => transfers.part(other, id, subjectId, 0, part),
      () => transfers.whole(other, id, subjectId),
      () => transfers.state(person, id, uuidv7()),
    ])
      await expect(asked()).rejects.toMatchObject({ kind: 'notFound', code: 'PLATFORM.TRANSFER_NOT_FOUND' });
    await transfers.end(other, id);
    expect(await transfers.state(person, id, subjectId)).toMatchObject({ received: [] });
    await transfers.end(person, id);
  });

  it('are whole in whatever order the parts come, and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3_500_000 }), fc.infiniteStream(fc.nat(3)), async (size, order) => {
        const bytes = Buffer.alloc(size, 0).map((_, i) => (i * 7 + size) % 251);
        const { id, partSize } = await begin(size);
        const count = Math.ceil(size / partSize);
        const send = async (i: number) => {
          const part = await kept(Buffer.from(bytes.subarray(i * partSize, (i + 1) * partSize)));
          await transfers.part(person, id, subjectId, i, part);
        };
        for (const i of [...order.take(3)]) if (i < count) await send(i);
        const { received } = await transfers.state(person, id, subjectId);
        if (received.length < count)
          await expect(transfers.whole(person, id, subjectId)).rejects.toMatchObject({
            code: 'PLATFORM.TRANSFER_GAPS',
          });
        for (let i = count - 1; i >= 0; i--) if (!received.includes(i)) await send(i);
        const file = await transfers.whole(person, id, subjectId);
        expect(fs.readFileSync(files.path(file.sha256)).equals(bytes)).toBe(true);
        await transfers.end(person, id);
      }),
      { numRuns: 8 },
    );
  });

  it('refuse a part of another size, one too many, a whole too large, and a part that was swept', async () => {
    const { id } = await begin(5);
    const short = await kept(Buffer.from('1234'));
    for (const [number, part] of [
      [0, short],
      [1, short],
      [0, undefined],
    ] as const)
      await expect(transfers.part(person, id, subjectId, number, part)).rejects.toMatchObject({
        code: 'PLATFORM.TRANSFER_PART',
      });
    const right = await kept(Buffer.from('67890'));
    await transfers.part(person, id, subjectId, 0, right);
    fs.rmSync(files.path(right.sha256));
    await expect(transfers.whole(person, id, subjectId)).rejects.toMatchObject({ code: 'PLATFORM.TRANSFER_GAPS' });
    await expect(begin(2 ** 26 + 1)).rejects.toMatchObject({ kind: 'tooLarge' });
    for (let i = 0; i < 19; i++) await begin(1);
    await expect(begin(1)).rejects.toMatchObject({ code: 'PLATFORM.TRANSFERS' });
  });
});
