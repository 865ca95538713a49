import { uuidv7 } from '@tidu/kernel';
import { leader, type TestPerson } from '@tidu/test/signed-in';
import type { District, Made } from './district';
import { operation, type Operation } from './operation';

/** Rankings by a definition: written, published, run, decided, frozen, sent, made public. */

const at = '/api/console/ranking-snapshots';
const definitions = '/api/console/ranking-definitions';
const ofSnapshot = { path: { id: 'snapshot' } } as const;
const ofForm = { path: { id: 'snapshot', versionId: 'rankingForm' } } as const;
const ofRow = { of: 'enterprise', path: { id: 'snapshot', enterpriseId: 'enterprise' } } as const;

/** Everybody is placed: what is missing counts least. */
const text = (places: number) => `
code: matrix-${uuidv7().slice(-12)}
title: 矩阵排名
own: true
basis: 矩阵核对
year: 2023
asOf: 2024-06-30
indicators:
  - { id: revenue, label: 营业收入, fact: revenue, minMax: true, gap: provisional }
places: ${places}
`;

export const rankingOperations: readonly Operation[] = [
  operation(`GET ${definitions}`, 'rankings.read'),
  operation(`POST ${definitions}/checks`, 'rankings.create', {
    ...{ body: () => ({ text: text(1) }), trail: { none: '只检查文字，什么也不写' } },
  }),
  operation(`POST ${definitions}`, 'rankings.create', {
    body: ({ places = '9' }) => ({ text: text(Number(places)), note: '矩阵核对' }),
    trail: 'rankings.define',
  }),
  operation(`GET ${definitions}/{id}`, 'rankings.read', { path: { id: 'definition' } }),
  operation(`POST ${definitions}/{id}/publication`, 'rankings.freeze', {
    ...{ path: { id: 'definition' }, trail: 'rankings.publishDefinition' },
  }),
  operation(`GET ${definitions}/{id}/readiness`, 'rankings.read', { path: { id: 'definition' } }),
  operation(`GET ${definitions}/{id}/gaps`, 'rankings.read', { path: { id: 'definition' }, query: 'limit=200' }),
  operation(`POST ${definitions}/{id}/gap-tasks`, 'rankings.create', {
    ...{ path: { id: 'definition' }, trail: 'rankings.giveGapTasks' },
  }),
  operation(`POST ${definitions}/{id}/enterprises/{enterpriseId}/waivers`, 'rankings.create', {
    ...{ of: 'enterprise', path: { id: 'definition', enterpriseId: 'enterprise' }, trail: 'rankings.waive' },
    body: () => ({ fact: 'revenue', kind: 'missing', reason: '矩阵核对' }),
  }),
  operation(`GET ${at}`, 'rankings.read'),
  operation(`POST ${at}`, 'rankings.create', {
    ...{ body: ({ definition: definitionId }) => ({ definitionId }), trail: 'rankings.run' },
  }),
  operation(`GET ${at}/{id}`, 'rankings.read', ofSnapshot),
  operation(`GET ${at}/{id}/rows`, 'rankings.read', { ...ofSnapshot, query: 'limit=200' }),
  operation(`GET ${at}/{id}/distribution`, 'rankings.read', ofSnapshot),
  operation(`DELETE ${at}/{id}`, 'rankings.create', { ...ofSnapshot, trail: 'rankings.discard' }),
  operation(`POST ${at}/{id}/tie`, 'rankings.create', {
    ...{ ...ofSnapshot, trail: 'rankings.decideTie' },
    body: ({ tiedCode = '91410305MA00000000' }) => ({ chosen: [tiedCode], reason: '矩阵核对' }),
  }),
  operation(`POST ${at}/{id}/freeze`, 'rankings.freeze', {
    ...{ ...ofSnapshot, trail: 'rankings.freeze', body: ({ rowsRoot = '0'.repeat(64) }) => ({ rowsRoot }) },
  }),
  operation(`POST ${at}/{id}/disclosure`, 'rankings.freeze', { ...ofSnapshot, trail: 'rankings.disclose' }),
  operation(`POST ${at}/{id}/exports`, 'rankings.export', {
    ...{ ...ofSnapshot, body: () => ({ format: 'csv' }), trail: 'rankings.exportSnapshot' },
  }),
  operation(`GET ${at}/{id}/enterprises/{enterpriseId}/proof`, 'rankings.read', ofRow),
  operation(`GET ${at}/{id}/enterprises/{enterpriseId}/band`, 'rankings.read', ofRow),
  operation(`GET ${at}/{id}/reports/{versionId}`, 'rankings.export', { ...ofForm, query: 'rows=placed' }),
  operation(`POST ${at}/{id}/reports/{versionId}`, 'rankings.export', {
    ...{ ...ofForm, trail: 'rankings.exportSnapshot' },
    body: ({ formRows = '0' }) => ({ rows: 'placed', expected: Number(formRows) }),
  }),
  operation(`GET ${at}/{id}/enterprises/{enterpriseId}/beside/{otherId}`, 'rankings.read', {
    ...{ ...ofRow, path: { ...ofRow.path, otherId: 'enterprise' } },
  }),
  operation(`GET ${at}/{id}/movements/{otherId}`, 'rankings.read', { path: { id: 'snapshot', otherId: 'snapshot' } }),
  operation(`GET ${at}/{id}/dispatches`, 'rankings.read', ofSnapshot),
  operation(`POST ${at}/{id}/dispatches`, 'rankings.export', {
    ...{ ...ofSnapshot, trail: 'rankings.dispatch' },
    body: ({ sentFile: exportJobId = uuidv7() }) => ({
      ...{ exportJobId, recipient: '矩阵市工信局', sentOn: '2026-01-01', way: 'document' },
    }),
  }),
  operation(`POST ${at}/{id}/files/{jobId}/checks`, 'rankings.export', {
    ...{ path: { id: 'snapshot', jobId: 'snapshotExport' }, of: 'person' },
    trail: { none: '只核对文件，结果在任务里，什么也不写' },
  }),
  operation('GET /api/console/ranking-exports/{jobId}/file', 'rankings.export', {
    ...{ of: 'person', path: { jobId: 'snapshotExport' }, trail: 'audit.downloadExport' },
  }),
  operation('GET /api/open/rankings', 'open.read'),
  operation('GET /api/open/rankings/{id}', 'open.read', ofSnapshot),
  operation('GET /api/open/rankings/{id}/rows', 'open.read', ofSnapshot),
  operation('GET /api/open/rankings/{id}/counts', 'open.read', ofSnapshot),
  operation('GET /api/open/rankings/{id}/enterprises/{code}', 'open.read', {
    path: { id: 'snapshot', code: '=91410305MA' },
  }),
];

/** A ranking of everybody, frozen, exported, sent and made public; before it, what can be done to a preview alone. */
export async function rankingRecords(district: District): Promise<Made> {
  const second: TestPerson = { ...leader, id: uuidv7(), loginName: `mr${uuidv7().slice(-12)}` };
  const as = await district.signIn(second);
  const definition = async (places: string) => {
    const { id = '' } = await district.do(`POST ${definitions}`, { places });
    await district.do(`POST ${definitions}/{id}/publication`, { definition: id }, { as });
    return id;
  };
  await district.do(`POST ${definitions}/checks`, {});
  const run = async (id: string) => {
    const { jobId } = await district.do(`POST ${at}`, { definition: id });
    return district.result(jobId, '$.snapshotId');
  };
  const one = await definition('1');
  const gapOf = await district.one(
    `select e.id as value from enterprise e where not e.demo and e.status = 'active' and not exists (
       select from figures f where f."enterpriseId" = e.id and f.year = 2023) limit 1`,
  );
  await district.do(`POST ${definitions}/{id}/enterprises/{enterpriseId}/waivers`, {
    definition: one,
    enterprise: gapOf,
  });
  await district.do(`DELETE ${at}/{id}`, { snapshot: await run(one) });
  const made: Made = { definition: one, snapshot: await run(one) };
  const [tied] = await district.sql<{ code: string }>(
    `select "creditCode" as code from ranking_snapshot_row where "snapshotId" = $1 and line = 'tied' order by position limit 1`,
    [made.snapshot],
  );
  if (tied) await district.do(`POST ${at}/{id}/tie`, { ...made, tiedCode: tied.code });
  const rowsRoot = await district.one('select "rowsRoot" as value from ranking_snapshot where id = $1', [
    made.snapshot,
  ]);
  await district.do(`POST ${at}/{id}/freeze`, { ...made, rowsRoot }, { as });
  made.snapshotExport = (await district.do(`POST ${at}/{id}/exports`, made)).jobId ?? '';
  const rankingForm = await district.one(
    `select v.id as value from desk_template_version v join desk_template t on t.id = v."templateId"
     where t.source = 'rankings.snapshot' limit 1`,
  );
  const formRows = await district.one(
    `select count(*)::text as value from ranking_snapshot_row where "snapshotId" = $1 and rank is not null`,
    [made.snapshot],
  );
  await district.do(`POST ${at}/{id}/reports/{versionId}`, { ...made, rankingForm, formRows });
  await district.do(`POST ${definitions}/{id}/gap-tasks`, made);
  await district.do(`POST ${at}/{id}/files/{jobId}/checks`, made);
  await district.do(`POST ${at}/{id}/dispatches`, { ...made, sentFile: made.snapshotExport });
  await district.do(`POST ${at}/{id}/disclosure`, made, { as });
  return made;
}
