import { AuditTrail } from '@tidu/audit';
import { type BaseOf, loadStandard, type ReleaseTexts } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { type Database, SeedFiles, systemActor, type Transaction } from '@tidu/platform';
import { factFiles, ReferenceService } from '@tidu/reference';
import { listReleases } from './release-store';
import { ReleasesService } from './releases.service';

const folder = 'standards/';

/** What seeding did: ids with their version (`id@2`). */
export interface SeededStandards {
  /** New here: published and put to use. */
  activated: string[];
  /** Newer than what is here: published, waiting for a person to put it to use. */
  waiting: string[];
  /** Known already; not looked at while the files are those of the last start. */
  unchanged: string[];
  /** Not taken, because another text of that version is here already; with what to do. */
  skipped: string[];
}

/**
 * Publishes the standards below `seedsDir/standards` in the name of the system. One that is new here is put to use at
 * once; a later version only waits: no new program changes behind anybody's back who is judged by what.
 *
 * @throws DomainError with the first standard that may not be published; then nothing is written.
 */
export async function seedStandards(database: Database, seedsDir: string): Promise<SeededStandards> {
  const reference = new ReferenceService(database);
  const service = new ReleasesService(database, reference, new AuditTrail());
  return database.write(systemActor, async (tx) => {
    const done: SeededStandards = { activated: [], waiting: [], unchanged: [], skipped: [] };
    const seeds = await SeedFiles.open(tx, 'standards', seedsDir, [folder, ...factFiles]);
    if (!seeds.changed()) return done;
    const dictionary = await reference.dictionary();
    const standards = readStandards(seeds);
    const baseOf: BaseOf = (id) => {
      const base = standards.find(({ file }) => file === `${id}.yaml`);
      return base ? { text: base.standard, file: base.file } : null;
    };
    const known = await listReleases(tx);
    for (const texts of standards) {
      const { id, version, hash } = loadStandard(texts.standard, dictionary, texts.file, baseOf);
      if (`${id}.yaml` !== texts.file) throw wrongName(texts.file, id);
      const here = known.filter(({ standardId }) => standardId === id);
      const name = `${id}@${version}`;
      const same = here.find((one) => one.version === version);
      if (same?.hash === hash) done.unchanged.push(name);
      else if (here.length === 0) done.activated.push(await publish(tx, service, texts, true));
      else if (version === (here[0]?.version ?? 0) + 1) done.waiting.push(await publish(tx, service, texts, false));
      else
        done.skipped.push(
          `${name}：登记簿里的第 ${here[0]?.version} 版内容不同，随附的文件没有装入；需要时请改为下一个版本后发布`,
        );
    }
    // what was skipped is said again at every start
    if (done.skipped.length === 0) await seeds.remember();
    return done;
  });
}

async function publish(tx: Transaction, service: ReleasesService, texts: ReleaseTexts, use: boolean): Promise<string> {
  const { standardId, version } = await service.publishIn(tx, texts, use);
  if (use) await service.activateIn(tx, standardId, version, {});
  return `${standardId}@${version}`;
}

function readStandards(seeds: SeedFiles): ReleaseTexts[] {
  const files = seeds.namesIn(folder).map((name) => name.slice(folder.length));
  const read = (file: string) => seeds.text(`${folder}${file}`);
  const isSupplement = ({ standard }: ReleaseTexts) => Number(/^extends:/m.test(standard));
  return files
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.cases.yaml'))
    .map((file): ReleaseTexts => {
      const casesFile = file.replace(/\.yaml$/, '.cases.yaml');
      return { standard: read(file), file, cases: files.includes(casesFile) ? read(casesFile) : null, casesFile };
    })
    .sort((a, b) => isSupplement(a) - isSupplement(b)); // what is changed comes before what changes it
}

function wrongName(file: string, id: string): DomainError {
  return new DomainError(
    'invalid',
    'SCORING.FILE_NAME',
    `标准文件 ${file} 里的编号是 ${id}，请把文件名改成 ${id}.yaml。`,
  );
}
