import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from './root';
import { listSeedStandards, loadSeedDictionary, loadSeedStandard } from './seeds';

describe('the seeds on disk', () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-seeds-'));
  beforeEach(() => fs.cpSync(path.join(projectRoot(), 'seeds'), path.join(root, 'seeds'), { recursive: true }));
  afterAll(() => fs.rmSync(root, { recursive: true }));
  const file = (name: string) => path.join(root, 'seeds', name);

  it('are a dictionary and standards with cases, by id', () => {
    const dictionary = loadSeedDictionary();
    for (const id of listSeedStandards()) {
      const standard = loadSeedStandard(id, dictionary);
      expect(standard?.release.id).toBe(id);
      expect(standard?.cases).toContain(id);
      expect(standard?.yaml).toContain(standard?.release.document.name);
    }
    expect(loadSeedStandard('nothing', dictionary)).toBeNull();
  });

  it('a file whose name is not its id is refused', () => {
    fs.renameSync(file('standards/miit-2022-63-innovative.yaml'), file('standards/other.yaml'));
    expect(() => loadSeedStandard('other', loadSeedDictionary(root), root)).toThrow('文件名应与编号相同');
    fs.rmSync(file('standards/other.yaml'));
  });

  it('a standard without cases is one without cases', () => {
    fs.rmSync(file('standards/miit-2022-63-innovative.cases.yaml'));
    expect(loadSeedStandard('miit-2022-63-innovative', loadSeedDictionary(root), root)?.cases).toBeNull();
  });

  it('a dictionary that cannot be read is named', () => {
    fs.writeFileSync(file('facts.csv'), Buffer.from([0xff, 0xfe, 0x41]));
    expect(() => loadSeedDictionary(root)).toThrow('seeds/facts.csv 不是 UTF-8');
    fs.writeFileSync(file('facts.csv'), 'code,label\n"a');
    expect(() => loadSeedDictionary(root)).toThrow('不是正确的 CSV');
    fs.rmSync(file('facts.csv'));
    expect(() => loadSeedDictionary(root)).toThrow('无法读取');
  });

  it('facts of the district stand behind the national ones, their mistakes under their own file', () => {
    const header = fs.readFileSync(file('facts.csv'), 'utf8').replace('\ufeff', '').split('\n')[0] ?? '';
    fs.mkdirSync(file('facts.d'));
    fs.writeFileSync(
      file('facts.d/own.csv'),
      `${header}\nrooftopSolar,屋顶光伏装机容量,decimal,千瓦,2,0,1000000,,,entered,,,,,\n`,
    );
    expect(loadSeedDictionary(root).facts.at(-1)?.code).toBe('rooftopSolar');
    fs.writeFileSync(
      file('facts.d/own.csv'),
      `${header}\nrooftopSolar,营业收入,decimal,千瓦,2,0,1000000,,,entered,,,,,\n`,
    );
    expect(() => loadSeedDictionary(root)).toThrow('seeds/facts.d/own.csv 第 2 行 aliases');
    fs.rmSync(file('facts.d'), { recursive: true });
  });

  it('a byte order mark does no harm', () => {
    const text = fs.readFileSync(file('facts.csv'), 'utf8');
    fs.writeFileSync(file('facts.csv'), `\ufeff${text}`);
    expect(loadSeedDictionary(root).facts).toHaveLength(93);
  });
});
