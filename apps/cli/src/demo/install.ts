import { readSetting, writeSetting } from '@tidu/platform';
import { DemoMeasures } from '@tidu/measures';
import { DemoBatch } from '@tidu/recognition';
import { ProfileService, ReferenceService } from '@tidu/reference';
import fs from 'node:fs';
import path from 'node:path';
import type { Application } from '../application';
import { importFile } from '../import-file';
import { projectRoot } from '../root';
import { runJob } from '../run-job';
import { placeDemoRegion } from './demo-region';
import { seedDemoEvidence } from './evidence';
import { writeDemoFiles } from './files';
import { DEMO } from './generate';
import { readDemoWords } from './words';

/** What became of the demo district here; null: nobody has decided yet. */
export type DemoState = 'none' | 'installed' | 'removed';

export function demoState(app: Application): Promise<DemoState | null> {
  return app.database.read(
    app.person,
    async (tx) => (await readSetting<{ state: DemoState }>(tx, 'demo'))?.state ?? null,
  );
}

export function markDemo(app: Application, state: DemoState): Promise<void> {
  return app.database.write(app.person, (tx) => writeSetting(tx, 'demo', { state }));
}

/** Takes the invented district in and scores its newest year. */
export async function seedDemo(app: Application): Promise<void> {
  process.stderr.write(`tidu：装入演示区（${DEMO.enterprises} 家虚构企业 × ${DEMO.years.length} 年）…\n`);
  await takeInDemo(app);
  const standards = await app.database.read(app.person, (tx) =>
    // what grants no title (划型、亩均评价、definitions from books) is evaluated when somebody asks for it
    tx.rows<{ standardId: string }>(
      `select u."standardId" from standard_in_use u join standard_release r on r.id = u."releaseId" where r.title <> 'none'`,
    ),
  );
  await runJob(app, 'scoring.score', {
    year: Math.max(...DEMO.years),
    standardIds: standards.map(({ standardId }) => standardId),
  });
  await nameDemo(app);
  await markDemo(app, 'installed');
}

/** A batch under way, by the demo accounts, once they are there. */
export async function makeDemoBatch(app: Application): Promise<void> {
  const { code } = readDemoWords(path.join(projectRoot(), 'seeds/demo')).district;
  await app.context.get(DemoBatch, { strict: false }).make(code, Math.max(...DEMO.years));
}

/** Support measures with cases in every place, by the demo accounts, once they are there. */
export async function makeDemoMeasures(app: Application): Promise<void> {
  const folder = path.join(projectRoot(), 'seeds/demo/measures');
  const texts = fs
    .readdirSync(folder)
    .sort()
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  const measures = app.context.get(DemoMeasures, { strict: false });
  if (!(await measures.publish(texts))) return;
  await runJob(app, 'measures.match', {});
  await measures.tellStories();
}

/** The invented district's profile, unless a real one was written before. */
async function nameDemo(app: Application): Promise<void> {
  const profiles = app.context.get(ProfileService, { strict: false });
  if ((await profiles.get(app.person)) !== null) return;
  const { code, name } = readDemoWords(path.join(projectRoot(), 'seeds/demo')).district;
  const departments = { cityDepartment: '演示市工业和信息化局', provinceDepartment: '演示省工业和信息化厅' };
  const names = { name, regionCode: code, bureau: '演示区工业和信息化局（虚构）', ...departments };
  await profiles.set(app.person, names, 0, '装入演示区');
}

/**
 * The invented district by the ordinary import, marked as demo, and its evidence: the same in every installation, but
 * for ids and instants.
 */
export async function takeInDemo(app: Application, enterprises: number = DEMO.enterprises): Promise<void> {
  const words = readDemoWords(path.join(projectRoot(), 'seeds/demo'));
  const reference = app.context.get(ReferenceService);
  await app.database.write(app.person, placeDemoRegion);
  fs.mkdirSync(app.env.home, { recursive: true });
  const dir = fs.mkdtempSync(path.join(app.env.home, 'demo-'));
  try {
    const files = writeDemoFiles(dir, { words, enterprises }, await reference.dictionary());
    await importFile(app, files.register, { demo: true });
    for (const { source, file } of files.figures) await importFile(app, file, { source, demo: true });
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
  await seedDemoEvidence(app);
}

/** Takes the invented enterprises out again with all that hangs on them; returns how many. */
export async function removeDemo(app: Application): Promise<number> {
  const words = readDemoWords(path.join(projectRoot(), 'seeds/demo'));
  return app.database.write(app.person, async (tx) => {
    const row = await tx.row<{ removed: string }>('select remove_demo_enterprises() as removed');
    await tx.rows('select remove_demo_batches()');
    await tx.rows('select remove_demo_measures()');
    await tx.rows('select remove_demo_parcels()');
    await tx.rows('delete from region where code = $1', [words.district.code]);
    await app.context.get(ProfileService, { strict: false }).removeOf(tx, words.district.code, '清除演示区');
    await writeSetting(tx, 'demo', { state: 'removed' });
    return Number(row?.removed ?? 0);
  });
}
