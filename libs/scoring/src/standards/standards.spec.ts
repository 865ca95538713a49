import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Register } from '../testing/register';
import { nextVersion, seedText } from '../testing/standards';
import { clauseOutline } from './clause-outline';
import { ReleasesService } from './releases.service';
import { seedStandards } from './seed-standards';
import { AuditTrail } from '@tidu/audit';

const seeds = path.resolve(__dirname, '../../../../seeds');
const id = 'luoyang-2019-58-hidden-champion';

describe('shipped standards', () => {
  let register: Register;
  let dir: string;
  beforeEach(async () => {
    register = await Register.open();
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-standards-'));
    fs.mkdirSync(path.join(dir, 'standards'));
    fs.copyFileSync(path.join(seeds, 'facts.csv'), path.join(dir, 'facts.csv'));
  });
  afterEach(async () => {
    await register.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const write = (name: string, content: string) => fs.writeFileSync(path.join(dir, 'standards', name), content);
  const seed = () => seedStandards(register.database, dir);
  const versions = async () =>
    (await new ReleasesService(register.database, register.reference, new AuditTrail()).list(id)).map(
      ({ version, state, publishedByName }) => `${version} ${state} ${publishedByName}`,
    );

  it('are published and put to use by the system at the first start, and never twice', async () => {
    expect(await versions()).toEqual(['1 active 系统']);
    write(`${id}.yaml`, `# 说明\n${seedText(id)}\n`);
    expect(await seed()).toEqual({ activated: [], waiting: [], unchanged: [`${id}@1`], skipped: [] });
    const again = await seedStandards(register.database, seeds);
    expect(again).toMatchObject({ activated: [], waiting: [], skipped: [] });
    expect(again.unchanged.length).toBeGreaterThanOrEqual(3);
    expect((await seedStandards(register.database, seeds)).unchanged).toEqual([]); // the same files: not read again
  });

  it('a later version is published but waits for a person: the one in use stays', async () => {
    const next = nextVersion(id);
    write(`${id}.yaml`, next.standard);
    write(`${id}.cases.yaml`, next.cases);
    expect(await seed()).toMatchObject({ activated: [], waiting: [`${id}@2`] });
    expect(await versions()).toEqual(['2 waiting 系统', '1 active 系统']);
    expect((await register.standards.activeRelease(id)).version).toBe(1);
    fs.appendFileSync(path.join(dir, 'standards', `${id}.yaml`), '\n# 注\n');
    expect(await seed()).toMatchObject({ waiting: [], unchanged: [`${id}@2`] });
  });

  it('another text under a known version, or one that leaps, is skipped and said, not an obstacle to starting', async () => {
    write(`${id}.yaml`, seedText(id).replace('label: 营业收入', 'label: 收入'));
    const skipped = [expect.stringContaining(`${id}@1：登记簿里的第 1 版内容不同`)];
    expect((await seed()).skipped).toEqual(skipped);
    expect((await seed()).skipped).toEqual(skipped); // said again at every start
    write(`${id}.yaml`, nextVersion(id, 3).standard);
    expect((await seed()).skipped).toEqual([expect.stringContaining(`${id}@3`)]);
    expect(await versions()).toEqual(['1 active 系统']);
  });

  it('begin in a new register with whatever version is shipped', async () => {
    await register.test.asSuperuser(`set session_replication_role = replica; delete from standard_activation; delete from standard_release`); // prettier-ignore
    const next = nextVersion(id);
    write(`${id}.yaml`, next.standard);
    write(`${id}.cases.yaml`, next.cases);
    expect((await seed()).activated).toEqual([`${id}@2`]);
    expect((await register.standards.activeRelease(id)).version).toBe(2);
  });

  it('are published all or none: one mistake, or one failing case, and nothing is written', async () => {
    const next = nextVersion(id);
    write(`${id}.yaml`, next.standard);
    write(`${id}.cases.yaml`, next.cases);
    write('broken.yaml', 'id: broken\nnonsense: true\n');
    await expect(seed()).rejects.toMatchObject({ code: 'CRITERIA.BAD_STANDARD' });
    fs.rmSync(path.join(dir, 'standards', 'broken.yaml'));
    write(`${id}.cases.yaml`, seedText(`${id}.cases`));
    await expect(seed()).rejects.toMatchObject({ code: 'SCORING.NOT_PUBLISHABLE' });
    expect(await versions()).toEqual(['1 active 系统']);
    write('another-name.yaml', seedText(id));
    await expect(seed()).rejects.toMatchObject({ code: 'SCORING.FILE_NAME' });
  });

  it('are compiled once for a dictionary, and again when it changed', async () => {
    const first = await register.standards.activeRelease(id);
    expect((await register.standards.activeRelease(id)).evaluator).toBe(first.evaluator);
    register.reference.forget();
    expect((await register.standards.activeRelease(id)).evaluator).not.toBe(first.evaluator);
  });

  it('name every clause a result can name, in its order, with its place', async () => {
    for (const { evaluator } of await register.standards.active()) {
      const { release } = evaluator;
      const outline = clauseOutline(release.document);
      expect(outline.map(({ id: clause }) => clause).sort()).toEqual([...evaluator.clauseIds].sort());
      const known = new Set(outline.map(({ id: clause }) => clause));
      expect(outline.every(({ parent }) => parent === null || known.has(parent))).toBe(true);
      const pointed = outline.filter(({ full }) => full !== null).map(({ id: clause }) => clause);
      expect(pointed.sort()).toEqual(evaluator.clauseIds.filter((_, i) => evaluator.clauseHasPoints[i]).sort());
      const parents = new Set(outline.map(({ parent }) => parent));
      for (const { id: clause, kind } of outline)
        expect([clause, ['group', 'score', 'category'].includes(kind)]).toEqual([clause, parents.has(clause)]);
      expect(outline.every(({ full, line }) => line === null || (full !== null && line <= full))).toBe(true);
    }
  });

  it('tell the least points of the total and of each category that has some', async () => {
    const { evaluator } = await register.standards.activeRelease('miit-2022-63-innovative');
    const lines = clauseOutline(evaluator.release.document).filter(({ line }) => line !== null);
    expect(Object.fromEntries(lines.map(({ id: clause, line }) => [clause, line]))).toEqual({
      ...{ innovation: 20, growth: 15, specialisation: 15, total: 60 },
    });
  });
});
