import { type EvidenceEntry, EvidenceService } from '@tidu/enterprises';
import { addDays } from '@tidu/kernel';
import { createHash } from 'node:crypto';
import type { Application } from '../application';
import { DEMO } from './generate';

const source = '演示区有关部门（虚构）';
const reason = '随演示区装入';
const [firstYear, lastYear] = [Math.min(...DEMO.years), Math.max(...DEMO.years)];

/** What the invented firms' figures say of titles, institutions and the official list, recorded as evidence is. */
export async function seedDemoEvidence(app: Application): Promise<void> {
  await record(app, 'scaleStatus', await scaleList(app));
  await record(app, 'titleHeld', await titles(app));
  await record(app, 'rdInstitution', await institutions(app));
}

async function record(app: Application, kind: string, list: EvidenceEntry[]): Promise<void> {
  const service = app.context.get(EvidenceService);
  for (let at = 0; at < list.length; at += 1000)
    await app.database.write(app.person, (tx) => service.recordList(tx, kind, list.slice(at, at + 1000), reason));
}

/** A run of years in which figures say something of an enterprise. */
interface Stay {
  enterpriseId: string;
  creditCode: string;
  first: number;
  last: number;
}

/** Runs of years in which something is so; `is` is a condition over figures `f`. */
function stays(app: Application, is: string): Promise<Stay[]> {
  return app.database.read(app.person, (tx) =>
    tx.rows<Stay>(
      `select "enterpriseId", "creditCode", min(year)::int as first, max(year)::int as last from (
         select s.*, s.year - row_number() over (partition by s."enterpriseId" order by s.year) as stay
         from (select distinct f."enterpriseId", e."creditCode", f.year from figures f join enterprise e on e.id = f."enterpriseId" and e.demo
               where f."supersededAt" is null and ${is}) s) listed
       group by "enterpriseId", "creditCode", stay order by 2, 3`,
    ),
  );
}

/** A number of 0 to 15 that is the same for an enterprise in every installation: its id is not, its credit code is. */
const lot = (creditCode: string, place: number) =>
  (createHash('sha256').update(`${DEMO.seed} ${creditCode} ${place}`).digest()[0] ?? 0) % 16;

/** The official list (规上名单): who its figures say was on it, from March of the year after. */
async function scaleList(app: Application): Promise<EvidenceEntry[]> {
  return (await stays(app, 'f."aboveScale"')).map(({ enterpriseId, creditCode, first, last }) => {
    // who is there from the beginning came some time before it
    const validFrom = `${first === firstYear ? first - (lot(creditCode, 0) % 8) : first + 1}-03-01`;
    const validUntil = last === lastYear ? null : `${last + 2}-03-01`;
    return { enterpriseId, statement: { values: { batch: '年度入库' }, validFrom, validUntil, source } };
  });
}

/** Titles with the level that grants them and for how many years; the fact that tells of one is called after it. */
const granted = {
  techSme: { level: 'province', years: 1 },
  innovativeSme: { level: 'province', years: 3 },
  specializedSme: { level: 'province', years: 3 },
  littleGiant: { level: 'nation', years: 3 },
  singleChampion: { level: 'nation', years: 3 },
  hiddenChampion: { level: 'city', years: 3 },
  highTech: { level: 'nation', years: 3 },
  innovationDemo: { level: 'nation', years: 3 },
  ipAdvantage: { level: 'nation', years: 3 },
} as const;

/**
 * Titles as the figures tell of them: what the newest tell of is held beyond the day on which they are judged, what
 * only earlier ones tell of has run out.
 */
async function titles(app: Application): Promise<EvidenceEntry[]> {
  const lists = Object.entries(granted).map(async ([title, { level, years }], i) => {
    const fact = `title${title.charAt(0).toUpperCase()}${title.slice(1)}`;
    return (await stays(app, `f."${fact}"`)).map(({ enterpriseId, creditCode, first, last }): EvidenceEntry => {
      const day = `${String(1 + (lot(creditCode, i + 1) % 12)).padStart(2, '0')}-15`;
      const entry = (year: number, from: string, until: string): EvidenceEntry => {
        const values = { title, level, batch: `${year} 年` };
        return { enterpriseId, statement: { values, validFrom: from, validUntil: until, source } };
      };
      if (last < lastYear) return entry(first - 1, `${first - 1}-${day}`, `${last + 1}-01-01`);
      // granted anew every year from spring to its end, or for some years at once
      if (years === 1) return entry(lastYear + 1, `${lastYear + 1}-03-15`, `${lastYear + 2}-01-01`);
      const year = Math.max(first, lastYear - (lot(creditCode, i + 2) % 2));
      return entry(year, `${year}-${day}`, `${year + years}-${day}`);
    });
  });
  return (await Promise.all(lists)).flat();
}

const institutionNames = {
  techCentre: '企业技术中心',
  engineeringCentre: '工程技术研究中心',
  laboratory: '重点实验室',
  designCentre: '工业设计中心',
} as const;

/** R&D institutions at the level that the newest figures tell of, since the year they began to. */
async function institutions(app: Application): Promise<EvidenceEntry[]> {
  const kinds = Object.entries(institutionNames);
  const lists = ['nation', 'province', 'city', 'belowCity'].map(async (level) =>
    (await stays(app, `f."rdInstitutionLevel" = '${level}'`))
      .filter(({ last }) => last === lastYear)
      .map(({ enterpriseId, creditCode, first }): EvidenceEntry => {
        const [kind, name] = kinds[lot(creditCode, 3) % kinds.length] ?? [];
        const validFrom = addDays(`${first - 1}-06-01`, lot(creditCode, 4) * 10);
        return { enterpriseId, statement: { values: { name, level, kind }, validFrom, source } };
      }),
  );
  return (await Promise.all(lists)).flat();
}
