import * as XLSX from '@e965/xlsx';
import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { ownProduct } from '@tidu/test/own-product';
import { tidu, until } from '@tidu/test/product';
import { randomFrom, rounds, seed, tell } from '@tidu/test/rounds';
import net from 'node:net';
import { look } from './installation';
import { freeCode } from './senders';

jest.setTimeout(6 * 3_600_000);

interface Job {
  state: string;
  error: { code: string; message: string } | null;
}

/** F18: workbooks that were damaged on their way. */
describe('a damaged upload', () => {
  const product = ownProduct();
  const random = randomFrom(seed);
  const firms = 40;
  const whole = workbook();

  function workbook(): Buffer {
    const rows = Array.from({ length: firms }, (_, i) => [freeCode(), `损坏演练${i}公司`, 2025, 1000 + i, 10 + i]);
    const head = ['统一社会信用代码', '企业名称', '年份', '营业收入', '职工总数'];
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([head, ...rows]), '年度数据');
    return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
  }

  const at = (length: number) => Math.floor(random() * length);
  const damages: ((bytes: Buffer) => Buffer)[] = [
    (bytes) => bytes.subarray(0, at(bytes.length)),
    (bytes) => {
      const copy = Buffer.from(bytes);
      const i = at(copy.length);
      copy[i] = (copy[i] ?? 0) ^ (1 << at(8));
      return copy;
    },
    (bytes) => {
      const i = at(bytes.length - 64);
      return Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + 1 + at(63))]);
    },
    (bytes) => {
      const copy = Buffer.from(bytes);
      // wrong sums: of the entries, in the list at the end of the file
      for (let i = copy.indexOf('PK\x01\x02', 0, 'latin1'); i >= 0; i = copy.indexOf('PK\x01\x02', i + 4, 'latin1'))
        copy.writeUInt32LE(at(2 ** 32), i + 16);
      return copy;
    },
  ];

  async function bring(content: Buffer): Promise<{ status: number; ms: number; job: Job | null }> {
    const began = performance.now();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)]), 'figures.xlsx');
    const answer = await fetch(`${product.url}/api/console/imports`, {
      method: 'POST',
      headers: { ...product.headers, [ownPageHeader]: ownPageValue },
      body: form,
    });
    const ms = performance.now() - began;
    if (answer.status !== 202) return { status: answer.status, ms, job: null };
    const { jobId } = (await answer.json()) as { jobId: string };
    let job: Job | null = null;
    const isOver = async () => {
      job = (await (
        await fetch(`${product.url}/api/console/jobs/${jobId}`, { headers: product.headers })
      ).json()) as Job;
      return !['queued', 'running'].includes(job.state);
    };
    expect(await until(isOver, 60)).toBe(true);
    return { status: 202, ms, job };
  }

  const standing = async () =>
    (
      await look<{ enterprises: number; figures: number; staged: number }>(
        product.home,
        `select (select count(*)::int from enterprise) as enterprises, (select count(*)::int from figures) as figures,
                (select count(*)::int from figures_staging) as staged`,
      )
    )[0];

  it('is refused with words, or read as the whole file is: never in part', async () => {
    const counts = { 上传: 0, 拒绝: 0, 无损: 0, 最慢受理毫秒: 0 };
    const nothing = { enterprises: 0, figures: 0, staged: 0 };
    const all = { enterprises: firms, figures: firms, staged: 0 };
    const waiting = Array.from({ length: rounds('F18') }, (_, i) => damages[i % damages.length]?.(whole) ?? whole);
    const one = async () => {
      for (let content = waiting.pop(); content; content = waiting.pop()) {
        const { status, ms, job } = await bring(content);
        counts.上传++;
        counts.最慢受理毫秒 = Math.max(counts.最慢受理毫秒, Math.round(ms));
        expect(ms).toBeLessThan(5_000);
        expect([202, 400, 413, 415]).toContain(status);
        if (job?.state === 'succeeded') counts.无损++;
        else {
          counts.拒绝++;
          if (job) expect([job.state, job.error?.code]).toEqual(['failed', expect.stringMatching(/^[A-Z]+\.[A-Z_]+$/)]);
          if (job) expect(job.error?.code).not.toBe('PLATFORM.INTERNAL');
        }
      }
    };
    await Promise.all(Array.from({ length: 4 }, one));
    expect([nothing, all]).toContainEqual(await standing());
    expect((await bring(whole)).job?.state).toBe('succeeded');
    expect(await standing()).toEqual(all);
    tell('F18', counts);
  });

  it('whose line breaks, or that says a wrong length, leaves nothing behind', async () => {
    const before = await standing();
    const { port, hostname } = new URL(product.url);
    const body = Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'),
      whole,
      Buffer.from('\r\n--x--\r\n'),
    ]);
    for (let i = 0; i < 20; i++) {
      const said = i % 2 === 0 ? body.length : body.length + 1 + at(1000);
      const head = [
        'POST /api/console/imports HTTP/1.1',
        `host: 127.0.0.1:${port}`,
        ...Object.entries({ ...product.headers, [ownPageHeader]: ownPageValue }).map(
          ([name, value]) => `${name}: ${value}`,
        ),
        'content-type: multipart/form-data; boundary=x',
        `content-length: ${said}`,
      ].join('\r\n');
      await new Promise<void>((done) => {
        const socket = net.connect(Number(port), hostname);
        socket.on('error', () => undefined).once('close', () => done());
        socket.write(`${head}\r\n\r\n`);
        socket.write(i % 2 === 0 ? body.subarray(0, at(body.length - 20)) : body, () =>
          setTimeout(() => socket.destroy(), 20),
        );
      });
    }
    expect(await standing()).toEqual(before);
    expect((await fetch(`${product.url}/api/health/ready`)).status).toBe(200);
    expect((await tidu(['invariants'], product.home)).stdout).toContain('全部成立');
  });
});
