import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { nextVersion } from '../../../../libs/scoring/src/testing/standards';
import { projectRoot } from '../root';
import { run } from './standards';

const id = 'luoyang-2019-58-hidden-champion';
const seeds = path.join(projectRoot(), 'seeds/standards');

describe('tidu standards, without a database', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-standards-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const pieces = { out: '', err: '' };
  beforeEach(() => {
    Object.assign(pieces, { out: '', err: '' });
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((pieces.out += String(text))));
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((pieces.err += String(text))));
  });
  afterEach(() => jest.restoreAllMocks());
  const write = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const next = nextVersion(id);

  it('checks a file with the cases beside it', async () => {
    write('a.cases.yaml', next.cases);
    expect(await run(['check', write('a.yaml', next.standard)])).toBe(0);
    expect(pieces.out).toMatch(new RegExp(`^✓ ${id} 第 2 版：\\d+ 个用例全部通过\n$`));
  });

  it('names every failing case and ends with 1', async () => {
    write('b.cases.yaml', next.cases.replaceAll('4000万', '3000万'));
    expect(await run(['check', write('b.yaml', next.standard)])).toBe(1);
    expect(pieces.out).toMatch(/^✗ .*：\d+ 处问题\n {2}· b\.cases\.yaml 第 \d+ 行.*应为 满足，实为 不满足/);
  });

  it('one bad file among several does not hide the others', async () => {
    const bad = write('c.yaml', 'id: c\n');
    expect(await run(['check', bad, path.join(seeds, `${id}.yaml`)])).toBe(1);
    expect(pieces.out).toMatch(/✗ c\.yaml[\s\S]*c\.yaml 第 1 行[\s\S]*✓ /);
  });

  it('a later version without its changelog, and one without cases, are told', async () => {
    const bare = next.standard.replace(/^changes:[\s\S]*(?=^requires:)/m, '');
    expect(await run(['check', write('d.yaml', bare)])).toBe(1);
    expect(pieces.out).toContain('缺少第 2 版的变更记录');
    expect(pieces.out).toContain('没有用例：请在 d.cases.yaml');
  });

  it('two files whose dates collide are told', async () => {
    const other = fs.readFileSync(path.join(seeds, `${id}.yaml`), 'utf8').replace(`id: ${id}`, 'id: luoyang-other');
    write('f.cases.yaml', fs.readFileSync(path.join(seeds, `${id}.cases.yaml`), 'utf8').replace(id, 'luoyang-other'));
    expect(await run(['check', path.join(seeds, `${id}.yaml`), write('f.yaml', other)])).toBe(1);
    expect(pieces.out).toContain(`✗ ${id} 与 luoyang-other 授予同一称号，新申报的施行期重叠`);
  });

  it('what no case shows is a hint, not a fault', async () => {
    const few = next.cases.replace(/ {2}- clause: market\n.*\n.*\n/, '');
    write('g.cases.yaml', few);
    expect(await run(['check', write('g.yaml', next.standard)])).toBe(0);
    expect(pieces.out).toMatch(/提示：g\.cases\.yaml 还有 \d+ 处没有用例（不妨碍发布）：\n[\s\S]*- market .*没有用例/);
  });

  it('compares two files clause by clause', async () => {
    expect(await run(['diff', path.join(seeds, `${id}.yaml`), write('e.yaml', next.standard)])).toBe(0);
    expect(pieces.out.split('\n')).toEqual([
      `${id} 第 1 版 → ${id} 第 2 版：1 处不同`,
      '要求变了 营业收入（revenue）',
      '  营业收入：由 ≥ 3000万 改为 ≥ 4000万',
      '',
    ]);
  });

  it.each([
    [[], '请说明要做什么'],
    [['publish'], '写法不对：publish'],
    [['shows', 'a'], '写法不对：shows a'],
    [['activate', id], '写法不对'],
    [['activate', id, 'two'], '版本应为整数'],
    [['check', '--from', '2027-01-01'], '--from 只用于 activate'],
    [['diff', `${id}@1`], '请写两个'],
  ])('%j is a wrong call: said with the usage, and 2', async (args, message) => {
    expect(await run(args)).toBe(2);
    expect(pieces.err).toContain(message);
    expect(pieces.err).toContain('用法：');
    expect(pieces.out).toBe('');
  });

  it('a file that is missing, or not UTF-8, is named', async () => {
    await expect(run(['check', path.join(folder, 'none.yaml')])).rejects.toMatchObject({ code: 'CLI.NO_FILE' });
    fs.writeFileSync(path.join(folder, 'gb.yaml'), Buffer.from([0xb1, 0xea, 0xff]));
    await expect(run(['check', path.join(folder, 'gb.yaml')])).rejects.toMatchObject({ code: 'CLI.UNREADABLE' });
  });
});
