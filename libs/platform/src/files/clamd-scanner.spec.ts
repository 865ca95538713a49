import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ClamdScanner } from './clamd-scanner';
import { StoredFiles } from './stored-files';

/** The test virus of the scanners' makers, put together here so that no scanner takes this file for one. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** clamd as its manual has it: zINSTREAM, pieces after their lengths, an empty one, an answer that ends in NUL. */
function clamd(limit = 1e9, answer?: string): net.Server {
  return net.createServer((socket) => {
    let [pending, content, greeted, done] = [Buffer.alloc(0), Buffer.alloc(0), false, false];
    const say = (words: string) => {
      done = true;
      socket.end(`${words}\0`);
    };
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      if (done) return;
      pending = Buffer.concat([pending, bytes]);
      if (!greeted) {
        const end = pending.indexOf(0);
        if (end < 0) return;
        if (pending.subarray(0, end).toString() !== 'zINSTREAM') return say('UNKNOWN COMMAND');
        [greeted, pending] = [true, pending.subarray(end + 1)];
      }
      while (!done && pending.length >= 4) {
        const length = pending.readUInt32BE(0);
        if (length === 0)
          return say(answer ?? (content.includes(eicar) ? 'stream: Eicar-Signature FOUND' : 'stream: OK'));
        if (content.length + length > limit) return say('INSTREAM size limit exceeded. ERROR');
        if (pending.length < 4 + length) return;
        content = Buffer.concat([content, pending.subarray(4, 4 + length)]);
        pending = pending.subarray(4 + length);
      }
    });
  });
}

describe('the scanner of uploads', () => {
  let dir: string;
  const servers: net.Server[] = [];
  beforeAll(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-clamd-'));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
  });
  afterAll(() => fs.rmSync(dir, { recursive: true }));

  async function listening(server: net.Server, at?: string) {
    servers.push(server);
    await new Promise<void>((ready) =>
      at === undefined ? server.listen(0, '127.0.0.1', ready) : server.listen(at, ready),
    );
    return at === undefined ? { host: '127.0.0.1', port: (server.address() as net.AddressInfo).port } : { path: at };
  }
  const filesBy = (scanner: ClamdScanner) => new StoredFiles(fs.mkdtempSync(path.join(dir, 'files-')), scanner);
  const take = (files: StoredFiles, content: Buffer, name = '审计报告.pdf') =>
    files.takeUpload(Readable.from([content]), name, 'application/pdf', 1e9);
  const infected = Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from(eicar), Buffer.alloc(70_000, 'b')]);

  it.each([
    ['a port', undefined],
    ['a socket of the machine', 'clamd.sock'],
  ])('asks clamd at %s', async (_, at) => {
    const files = filesBy(new ClamdScanner(await listening(clamd(), at && path.join(dir, at))));
    for (const size of [1, 65_536, 65_537, 3_000_000]) {
      const kept = await take(files, Buffer.alloc(size, 'x'));
      expect(fs.statSync(files.path(kept.sha256)).size).toBe(size);
    }
    await expect(take(files, infected)).rejects.toMatchObject({
      code: 'PLATFORM.FILE_INFECTED',
      message: expect.stringMatching(/审计报告\.pdf.*Eicar-Signature.*没有接收/),
    });
    expect(fs.readdirSync(files.dir)).toHaveLength(4);
  });

  it('finds what lies across two pieces', async () => {
    const scanner = new ClamdScanner(await listening(clamd()));
    for (const before of [65_536 - 10, 131_072 - 40]) {
      const file = path.join(dir, 'across');
      fs.writeFileSync(file, Buffer.concat([Buffer.alloc(before, 'a'), Buffer.from(eicar)]));
      expect(await scanner.scan(file)).toBe('Eicar-Signature');
    }
  });

  const silent: [string, () => net.Server | null][] = [
    ['nobody listens', () => null],
    ['it closes the line at once', () => net.createServer((socket) => socket.destroy())],
    ['it says nothing', () => net.createServer((socket) => socket.on('error', () => undefined).resume())],
    ['the file is larger than it takes', () => clamd(100_000)],
    ['it fails', () => clamd(1e9, "stream: Can't allocate memory ERROR")],
    ['it says what is no verdict', () => clamd(1e9, 'stream: OKAY')],
    [
      'it talks without an end',
      () =>
        net.createServer((socket) =>
          socket
            .on('error', () => undefined)
            .resume()
            .write('x'.repeat(10_000)),
        ),
    ],
  ];
  it.each(silent)('keeps nothing and says so where %s', async (_, make) => {
    const server = make();
    const at = server ? await listening(server) : { host: '127.0.0.1', port: 1 };
    const files = filesBy(new ClamdScanner(at, 300));
    await expect(take(files, Buffer.alloc(500_000, 'x'))).rejects.toMatchObject({
      ...{ code: 'PLATFORM.FILE_NOT_SCANNED', kind: 'unavailable' },
      message: expect.stringContaining('没有接收'),
    });
    expect(fs.readdirSync(files.dir)).toEqual([]);
  });

  it('leaves what the program writes itself to itself', async () => {
    const files = filesBy(new ClamdScanner({ host: '127.0.0.1', port: 1 }));
    const { file } = await files.write('排名.csv', 'text/csv', (out) => {
      out.write('a');
      return Promise.resolve();
    });
    expect(fs.existsSync(files.path(file.sha256))).toBe(true);
  });
});
