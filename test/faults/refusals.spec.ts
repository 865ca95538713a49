import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { signInAtProduct, startProduct, temporaryHome, type RunningProduct } from '@tidu/test/product';
import fs from 'node:fs';
import http from 'node:http';
import { ownProcesses } from './installation';

jest.setTimeout(300_000);

/** Processor time of a process so far, in ms (ticks of 10 ms). */
function processorMs(pid: number): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** T23: bodies made to keep the doors busy are refused for next to nothing. */
describe('a body that is meant to hurt', () => {
  const home = temporaryHome();
  let product: RunningProduct;
  let headers: Record<string, string>;
  beforeAll(async () => {
    product = await startProduct(home.dir, ['--empty']);
    ({ headers } = await signInAtProduct(home.dir));
  });
  afterAll(async () => {
    await product.stop();
    home.remove();
  });

  /** Sends it as it is, chunk by chunk, and takes the answer however early it comes. */
  function post(body: Buffer, more: Record<string, string> = {}): Promise<number> {
    return new Promise((done, failed) => {
      let status = 0;
      const request = http.request(
        `${product.url}/api/console/enterprises`,
        {
          method: 'POST',
          headers: { ...headers, [ownPageHeader]: ownPageValue, 'content-type': 'application/json', ...more },
        },
        (answer) => {
          status = answer.statusCode ?? 0;
          answer.resume().once('end', () => done(status));
        },
      );
      request.once('error', (error) => (status > 0 ? done(status) : failed(error)));
      request.end(body);
    });
  }

  const deep = Buffer.from('['.repeat(400_000) + ']'.repeat(400_000));
  const nested = Buffer.from(`${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`);
  const wide = Buffer.from(`[${'1,'.repeat(999_999)}1]`);
  const fields = Buffer.from(`{${Array.from({ length: 60_000 }, (_, i) => `"f${i}":1`).join(',')}}`);
  const huge = Buffer.alloc(100_000_000, 0x20);

  it.each([
    ['a list 400 000 deep', deep, {}, [400, 413]],
    ['an object 150 000 deep', nested, {}, [400, 413]],
    ['a list of a million', wide, {}, [413]],
    ['60 000 fields', fields, {}, [400]],
    ['100 MB', huge, { 'content-length': '100000000' }, [413]],
    ['100 MB that do not say so', huge, { 'transfer-encoding': 'chunked' }, [413]],
  ] as const)('%s is refused for next to nothing of the processor', async (what, body, more, statuses) => {
    const { doors } = ownProcesses(home.dir);
    await post(body, more).catch(() => 0); // compiles what is hot
    const before = processorMs(doors);
    const times = 10;
    for (let i = 0; i < times; i++) {
      // a server that has refused closes the line, at times before the sender has read why
      const status = await post(body, more).catch(() => 413);
      expect(statuses).toContain(status);
    }
    const each = (processorMs(doors) - before) / times;
    process.stdout.write(`T23 ${what}：每次 ${each} 毫秒处理器时间\n`);
    // told field by field, such a body cost two and a half seconds; what it costs exactly is the line above
    expect(each).toBeLessThan(500);
    expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
  });
});
