import fs from 'node:fs';
import { PassThrough } from 'node:stream';
import * as yauzl from 'yauzl';
import { testFolder } from './testing/table-files';
import { ZipWriter } from './zip-writer';

const folder = testFolder();

/** Name, content and sizes of each part, as yauzl reads them (it checks sizes by itself). */
async function contents(file: string): Promise<{ name: string; text: string; crc: number; date: Date }[]> {
  const zip = await yauzl.openPromise(file);
  const found = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
    found.push({
      name: entry.fileName,
      text: Buffer.concat(chunks).toString(),
      crc: entry.crc32,
      date: entry.getLastModDate(),
    });
  }
  return found;
}

async function write(parts: [string, string[]][]): Promise<string> {
  const file = folder.path('w.zip');
  const out = fs.createWriteStream(file);
  const zip = new ZipWriter(out);
  for (const [name, pieces] of parts) {
    await zip.add(name, async (put) => {
      for (const piece of pieces) await put(piece);
    });
  }
  const size = await zip.end();
  await new Promise<void>((done) => out.end(() => done()));
  expect(fs.statSync(file).size).toBe(size);
  return file;
}

describe('ZipWriter', () => {
  it('another program reads what was written, whatever the pieces', async () => {
    const long = Array.from({ length: 300 }, (_, i) => `洛阳轴承${i}𠮷`.repeat((i * 37) % 900));
    const found = await contents(
      await write([
        ['a.xml', ['<a', '/>']],
        ['目录/b.xml', long],
        ['empty', []],
        ['blank', ['', 'x', '']],
      ]),
    );
    expect(found.map(({ name, text }) => [name, text])).toEqual([
      ['a.xml', '<a/>'],
      ['目录/b.xml', long.join('')],
      ['empty', ''],
      ['blank', 'x'],
    ]);
    expect(found[2]?.crc).toBe(0);
    expect(found.map(({ date }) => date.getFullYear())).toEqual([1980, 1980, 1980, 1980]);
  });

  it('a part that fails ends with its own reason', async () => {
    const zip = new ZipWriter(new PassThrough().resume());
    const adding = zip.add('a', async (put) => {
      await put('x'.repeat(100_000));
      throw new Error('the rows have gone');
    });
    await expect(adding).rejects.toThrow('the rows have gone');
  });

  it('an output that fails ends the part', async () => {
    const out = new PassThrough();
    const zip = new ZipWriter(out);
    const adding = zip.add('a', async (put) => {
      for (let i = 0; ; i++) {
        if (i === 5) out.destroy(new Error('the disk is full'));
        await put(String(Math.random()).repeat(10_000));
      }
    });
    await expect(adding).rejects.toThrow('the disk is full');
  });
});
