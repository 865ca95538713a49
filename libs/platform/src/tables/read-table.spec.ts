import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { readTable } from './read-table';
import { collect, failure, limits, testFolder, workbookParts, zipFile } from './testing/table-files';

const folder = testFolder();
const rows = (count: number) => Array.from({ length: count }, (_, i) => `企业${i},${i},${'x'.repeat(200)}`).join('\n');

/** Reading processes of this test that still live. */
const children = () => {
  const list = execFileSync('ps', ['-eo', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
  return list.filter((line) => Number(line.trim().split(/\s+/)[0]) === process.pid && line.includes('child/main'))
    .length;
};

describe('readTable', () => {
  it('delivers a start, batches of at most 500 rows, and an end, in order', async () => {
    const file = folder.file('big.csv', `名称,序号,x\n${rows(5000)}`);
    const kinds: string[] = [];
    let next = 1;
    for await (const event of readTable(file, { limits: limits() })) {
      kinds.push(event.kind);
      if (event.kind !== 'rows') continue;
      expect(event.rows.length).toBeLessThanOrEqual(500);
      for (const row of event.rows) expect(row.row).toBe(next++);
    }
    expect(next).toBe(5002);
    expect([kinds[0], kinds.at(-1)]).toEqual(['start', 'end']);
    expect(new Set(kinds.slice(1, -1))).toEqual(new Set(['rows']));
    expect(children()).toBe(0);
  });

  it('carries every character over, and row and column of each problem', async () => {
    const file = folder.file('text.csv', '名称,b\n"𠮷,""\n",\u2028x\n坏\u0000,1\n');
    const table = await collect(readTable(file, { limits: limits() }));
    expect(table.rows[1]).toEqual({ row: 2, cells: ['𠮷,"\n', '\u2028x'], fields: 2 });
    expect(table.rows[2]?.problems).toEqual([expect.objectContaining({ where: { row: 3, column: 'A' } })]);
  });

  it('throws the refusal of the reader with its kind, code and place', async () => {
    const error = await failure(
      collect(readTable(folder.file('few.csv', 'a\n1\n2\n'), { limits: limits({ maxRows: 2 }) })),
    );
    expect(error).toMatchObject({ kind: 'tooLarge', code: 'PLATFORM.TABLE_ROWS', problems: [{ where: { row: 3 } }] });
  });

  it('refuses a file over the limit without starting anything', async () => {
    const error = await failure(
      collect(readTable(folder.file('size.csv', rows(10)), { limits: limits({ maxFileBytes: 100 }) })),
    );
    expect([error.kind, error.code]).toEqual(['tooLarge', 'PLATFORM.TABLE_FILE_SIZE']);
  });

  it('ends with the loop, with nothing left behind', async () => {
    const file = folder.file('left.csv', rows(50_000));
    for await (const event of readTable(file, { limits: limits() })) if (event.kind === 'rows') break;
    expect(children()).toBe(0);
  });

  it('ends when it is told to, with the reason that was given', async () => {
    const file = folder.file('abort.csv', rows(50_000));
    const stop = new AbortController();
    const reading = (async () => {
      for await (const event of readTable(file, { limits: limits(), signal: stop.signal })) {
        if (event.kind === 'rows') stop.abort(new Error('取消'));
      }
    })();
    await expect(reading).rejects.toThrow('取消');
    expect(children()).toBe(0);
    await expect(collect(readTable(file, { limits: limits(), signal: stop.signal }))).rejects.toThrow('取消');
  });

  it('a slow consumer makes the reader wait: neither process gathers the file', async () => {
    const file = folder.file('slow.csv', rows(200_000)); // 45 MB
    const before = process.memoryUsage().rss;
    let most = 0;
    let batches = 0;
    for await (const event of readTable(file, { limits: limits({ memoryMb: 32 }) })) {
      if (event.kind !== 'rows') continue;
      if (++batches <= 10) await new Promise((done) => setTimeout(done, 25));
      most = Math.max(most, process.memoryUsage().rss);
      if (batches === 150) break;
    }
    expect(batches).toBe(150);
    expect((most - before) / 1024 / 1024).toBeLessThan(60);
  });

  it('says so when reading takes too long; the time of the consumer does not count', async () => {
    const file = folder.file('time.csv', rows(30_000));
    const error = await failure(collect(readTable(file, { limits: limits({ timeoutMs: 1 }) })));
    expect([error.kind, error.code]).toEqual(['tooLarge', 'PLATFORM.TABLE_TIMEOUT']);
    let batches = 0;
    for await (const event of readTable(folder.file('short.csv', rows(2000)), {
      limits: limits({ timeoutMs: 3000 }),
    })) {
      if (event.kind === 'rows' && batches++ === 0) await new Promise((done) => setTimeout(done, 3300));
    }
    expect(batches).toBeGreaterThan(1);
  });

  it('a reader that runs out of memory becomes a refusal that says what to do', async () => {
    const file = folder.file('memory.csv', `a\n${'x'.repeat(60_000_000)}\n`);
    const error = await failure(
      collect(readTable(file, { limits: limits({ memoryMb: 16, maxRowLength: 1e9, maxCellLength: 1e9 }) })),
    );
    expect([error.kind, error.code]).toEqual(['tooLarge', 'PLATFORM.TABLE_MEMORY']);
    expect(error.message).toContain('16 MB');
  });

  it('a reader that is killed becomes a refusal, not half a table', async () => {
    const file = folder.file('killed.csv', rows(200_000));
    const reading = (async () => {
      for await (const event of readTable(file, { limits: limits() })) {
        if (event.kind !== 'rows') continue;
        const line = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
          .split('\n')
          .find((one) => one.includes('child/main') && one.trim().split(/\s+/)[1] === String(process.pid));
        if (line !== undefined) process.kill(Number(line.trim().split(/\s+/)[0]), 'SIGKILL');
      }
    })();
    expect(await failure(reading)).toMatchObject({ kind: 'invalid', code: 'PLATFORM.TABLE_READER' });
  });

  it('a reader whose parent dies ends by itself', async () => {
    const file = folder.file('orphan.csv', rows(200_000));
    const script = `require('${__dirname}/child/register-ts.cjs');
      const { readTable } = require('${__dirname}/read-table.ts');
      (async () => {
        for await (const event of readTable('${file}', { limits: ${JSON.stringify(limits())} }))
          if (event.kind === 'rows') { console.log('reading'); await new Promise((done) => setTimeout(done, 60_000)); }
      })();`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done) => parent.stdout.once('data', done));
    const reading = () =>
      execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' })
        .split('\n')
        .some((line) => line.includes('child/main') && line.includes(file));
    expect(reading()).toBe(true);
    parent.kill('SIGKILL');
    for (let waited = 0; reading() && waited < 5000; waited += 100) await new Promise((done) => setTimeout(done, 100));
    expect(reading()).toBe(false);
  });

  it('the reading process sees nothing of our environment', async () => {
    process.env.TIDU_TEST_SECRET = 'geheim';
    const file = folder.file('env.csv', rows(100_000));
    let environment = '';
    for await (const event of readTable(file, { limits: limits() })) {
      if (event.kind !== 'rows' || process.platform !== 'linux') continue;
      const pid = fs.readdirSync('/proc').find((name) => {
        try {
          return fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(file);
        } catch {
          return false;
        }
      });
      environment = fs.readFileSync(`/proc/${pid}/environ`, 'utf8');
      break;
    }
    expect(environment).not.toContain('geheim');
    delete process.env.TIDU_TEST_SECRET;
  });

  it('reads workbooks too, with the sheet that is named', async () => {
    const file = await zipFile(folder.path('book.xlsx'), workbookParts('<row r="1"><c r="A1"><v>1.10</v></c></row>'));
    const table = await collect(readTable(file, { limits: limits(), sheet: '数据' }));
    expect([table.info.sheet, table.rows]).toEqual(['数据', [{ row: 1, cells: ['1.10'] }]]);
  });
});
