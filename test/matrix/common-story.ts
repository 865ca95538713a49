import { rankingRecords } from './ranking-operations';
import { uuidv7 } from '@tidu/kernel';
import { nextVersion } from '../../libs/scoring/src/testing/standards';
import type { Administrators } from './account-story';
import type { District, Headers, Made } from './district';
import { listRecords } from './list-story';
import { reportRecords } from './report-operations';

/** The district's own lists, without which nothing can be entered. */
export async function ownLists(district: District): Promise<void> {
  for (const [table = '', code] of [
    ['zone', 'HX'],
    ['zone', 'MX'],
    ['chain', 'MC'],
  ])
    await district.sql(
      `insert into ${table} (code, name, reason, "recordedBy", "recordedByName") values ($1, '矩阵', '矩阵', $2, '矩阵')`,
      [code, uuidv7()],
    );
}

/** What belongs to the whole district: entries of its lists, releases, runs, rankings; and the jobs that made them. */
export async function commonRecords(district: District, { audit: as }: Administrators): Promise<Made> {
  const made: Made = {};
  made.override = (await district.do('POST /api/console/code-overrides', {})).id ?? '';
  await district.do('POST /api/console/own-lists/{list}', {});
  await district.do('PUT /api/console/own-lists/{list}/{code}', {}, { version: '1' });
  await district.do('PUT /api/console/calendar/days/{day}', {}, { version: '1' });
  await district.do('PUT /api/console/calendar/years/{year}', {}, { version: '2' });
  made.view = (await district.do('POST /api/console/enterprise-views', {})).id ?? '';
  await district.do('POST /api/console/duplicates/searches', {});
  await district.do('POST /api/console/figure-checks', {});
  await district.do('POST /api/console/figure-conflicts', {});
  await district.do('POST /api/console/segment-runs', {});
  made.listExport = (await district.do('POST /api/console/enterprise-exports', {})).jobId ?? '';
  made.import = (await district.do('POST /api/console/imports', {})).jobId ?? '';
  made.trailExport = (await district.do('POST /api/console/audit/exports', {}, { as })).jobId ?? '';
  Object.assign(made, await listRecords(district), await reportRecords(district));
  await runs(district, made);
  made.job = made.listExport;
  return made;
}

async function runs(district: District, made: Made): Promise<void> {
  const scored = await district.do('POST /api/console/scoring-runs', {});
  made.run = await district.result(scored.jobId, '$.runs[0].runId');
  const ranked = await district.do('POST /api/console/rankings', made);
  made.ranking = await district.result(ranked.jobId, '$.rankingId');
  made.rankingExport = (await district.do('POST /api/console/rankings/{id}/exports', made)).jobId ?? '';
  Object.assign(made, await rankingRecords(district));
  const rehearsed = await district.do('POST /api/console/rehearsals', {});
  made.rehearsal = await district.result(rehearsed.jobId, '$.rehearsalId');
  made.rehearsalExport = (await district.do('POST /api/console/rehearsals/{id}/exports', made)).jobId ?? '';
  Object.assign(made, await beginTuning(district));
}

/** What takes common records back, or can be done once only. */
export async function takeCommonBack(
  district: District,
  made: Made,
  { audit: as, system, reviewer }: Administrators & { reviewer: Headers },
): Promise<void> {
  const { standard: document, cases } = nextVersion('luoyang-2019-58-hidden-champion');
  await district.do('POST /api/console/standard-releases/checks', {});
  await district.do('POST /api/console/standard-releases', { document, cases });
  await district.do('POST /api/console/standards/{id}/releases/{version}/activations', {}, { as: reviewer });
  await district.do('POST /api/open/standards/{id}/evaluations', {});
  await district.do('PUT /api/console/profile', {}, { version: '0', as: system });
  const version = await district.one('select version as value from code_override where id = $1', [made.override]);
  await district.do('POST /api/console/code-overrides/{id}/withdrawal', made, { version });
  await district.do('PUT /api/console/enterprise-views/{id}', made, { version: '1' });
  await district.do('DELETE /api/console/enterprise-views/{id}', made, { version: '2' });
  await district.do('POST /api/console/imports/{jobId}/undo', made);
  // a tuning that nobody touches for a while ends by itself, and the cells of a night take longer
  const tuning = await beginTuning(district);
  await district.do('POST /api/console/tunings/{id}/steps', tuning);
  await district.do('DELETE /api/console/tunings/{id}', tuning);
  for (const path of ['enterprise-exports', 'rehearsal-exports', 'exports'])
    await district.do(`GET /api/console/${path}/{jobId}/file`, made);
  await district.do('GET /api/console/audit/exports/{jobId}/file', made, { as });
  await district.do('GET /api/console/ranking-exports/{jobId}/file', made);
  await district.do('DELETE /api/console/jobs/{id}', made);
}

async function beginTuning(district: District): Promise<Made> {
  const tuning = await district.do('POST /api/console/tunings', {});
  const [threshold] = tuning.thresholds as never as { key: string; value: number }[];
  return { tuning: tuning.id ?? '', tuningKey: threshold?.key ?? '', tuningValue: String(threshold?.value) };
}
