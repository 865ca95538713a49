import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import { operation, type Operation } from './operation';

/** Batches, the queue, cases and what staff do with them. */

const ofReport = { path: { id: 'batch', versionId: 'templateVersion' } } as const;
const at = '/api/console/recognition';
const why = { reason: '矩阵核对' };
const ofCase = { of: 'enterprise', path: { id: 'application' } } as const;
const ofPack = { of: 'enterprise', path: { id: 'pack' } } as const;
const words = { ...why, internal: null, document: null };

const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
const given = ({ release = uuidv7() }: Readonly<Record<string, string>>) => ({
  ...{ name: '矩阵批次', title: 'innovativeSme', level: 'province', procedure: 'districtRecommends', year: 2025 },
  ...{
    opensAt: inDays(-1),
    closesAt: inDays(200),
    graceMinutes: 0,
    quota: null,
    note: null,
  },
  ...{ officer: leader.id, standards: [{ purpose: 'application', releaseId: release }] },
});

const batches: Operation[] = [
  operation(`GET ${at}/procedures`, 'recognition.read'),
  operation(`GET ${at}/standard-proposals`, 'recognition.manage', {
    query: 'title=innovativeSme&date=2026-05-01&region=410305',
  }),
  operation(`GET ${at}/officers`, 'recognition.manage'),
  operation(`GET ${at}/batches`, 'recognition.read'),
  operation(`GET ${at}/batches/{id}`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`POST ${at}/batches`, 'recognition.manage', { body: given, trail: 'recognition.createBatch' }),
  operation(`PUT ${at}/batches/{id}`, 'recognition.manage', {
    ...{ path: { id: 'batch' }, version: true, trail: 'recognition.changeBatch' },
    body: (records) => ({ ...given(records), ...why }),
  }),
  operation(`POST ${at}/batches/{id}/announcement`, 'recognition.manage', {
    ...{ path: { id: 'batch' }, version: true, trail: 'recognition.announceBatch' },
  }),
  operation(`POST ${at}/batches/{id}/ending`, 'recognition.manage', {
    ...{ path: { id: 'batch' }, version: true, body: () => why, trail: 'recognition.endBatch' },
  }),
];

const cases: Operation[] = [
  operation(`GET ${at}/applications`, 'recognition.read', { query: 'limit=200' }),
  operation(`GET ${at}/waiting`, 'recognition.read'),
  operation(`GET ${at}/applications/{id}`, 'recognition.read', ofCase),
  operation(`POST ${at}/applications/{id}/packages`, 'recognition.export', {
    body: () => ({ format: 'json', which: 'sealed' }),
    ...ofCase,
    trail: 'recognition.takePackage',
  }),
  operation(`POST ${at}/applications/{id}/reviews`, 'recognition.review', {
    ...{ ...ofCase, version: true, trail: 'recognition.pass' },
    body: () => ({ ...words, action: 'pass', despite: '矩阵核对' }),
  }),
  operation(`POST ${at}/applications/{id}/decisions`, 'recognition.decide', {
    ...{ ...ofCase, version: true, trail: 'recognition.approve' },
    body: () => ({ ...words, action: 'approve', despite: '矩阵核对' }),
  }),
  operation(`POST ${at}/applications/{id}/records`, 'recognition.manage', {
    ...{ ...ofCase, version: true, trail: 'recognition.forward' },
    body: () => ({ ...words, action: 'forward', document: { document: '矩阵〔2026〕1号', documentOn: '2026-11-28' } }),
  }),
  operation(`POST ${at}/applications/{id}/remarks`, 'recognition.review', {
    ...{ ...ofCase, body: () => ({ text: '矩阵核对' }), trail: 'recognition.remark' },
  }),
  operation(`GET ${at}/applications/{id}/officers`, 'recognition.manage', ofCase),
  operation(`POST ${at}/applications/{id}/assignment`, 'recognition.manage', {
    ...{ ...ofCase, version: true, trail: 'recognition.assign' },
    body: () => ({ ...why, officer: leader.id }),
  }),
  operation(`POST ${at}/applications/{id}/conflicts`, 'recognition.review', {
    ...{ ...ofCase, body: () => why, trail: 'recognition.declareConflict' },
  }),
  operation(`POST ${at}/conflicts/{id}/lifting`, 'recognition.decide', {
    ...{ of: 'enterprise', path: { id: 'conflict' }, body: () => why, trail: 'recognition.liftConflict', once: true },
  }),
];

const several = (action: string) => (records: Readonly<Record<string, string>>) => ({
  ...{ ...words, action, bulkId: uuidv7(), preview: false },
  ...(action === 'forward' && { document: { document: '矩阵〔2026〕1号', documentOn: '2026-11-28' } }),
  items: [{ id: records.application ?? uuidv7(), version: Number(records.caseVersion ?? 999) }],
});

const together: Operation[] = [
  operation(`POST ${at}/bulk-reviews`, 'recognition.review', { body: several('pass'), trail: 'recognition.pass' }),
  operation(`POST ${at}/bulk-decisions`, 'recognition.decide', {
    body: several('approve'),
    trail: 'recognition.approve',
  }),
  operation(`POST ${at}/bulk-records`, 'recognition.manage', {
    body: several('forward'),
    trail: 'recognition.forward',
  }),
  operation(`GET ${at}/batches/{id}/ranking`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`GET ${at}/batches/{id}/pre-run`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`GET ${at}/batches/{id}/pre-run/enterprises`, 'recognition.read', {
    path: { id: 'batch' },
    query: 'limit=200',
  }),
  operation(`POST ${at}/batches/{id}/invitations`, 'recognition.manage', {
    ...{ path: { id: 'batch' }, trail: 'recognition.invite' },
    body: ({ enterprise = uuidv7() }) => ({ enterprises: [enterprise] }),
  }),
  operation(`GET ${at}/funnel`, 'recognition.read'),
  operation(`GET ${at}/funnel/enterprises`, 'recognition.read', { query: 'stage=declared&limit=200' }),
  operation(`GET ${at}/batches/{id}/meeting-packs`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`POST ${at}/batches/{id}/meeting-packs`, 'recognition.manage', {
    ...{ path: { id: 'batch' }, body: () => ({ title: '矩阵会议' }), trail: 'recognition.freezePack' },
  }),
  operation(`GET ${at}/meeting-packs/{id}`, 'recognition.read', ofPack),
  operation(`POST ${at}/meeting-packs/{id}/summaries`, 'recognition.export', {
    ...{ ...ofPack, trail: 'recognition.takeSummary' },
  }),
  operation(`GET ${at}/batches/{id}/reports/{versionId}`, 'recognition.export', { ...ofReport, query: 'states=ready' }),
  operation(`POST ${at}/batches/{id}/reports/{versionId}`, 'recognition.export', {
    ...{ ...ofReport, body: () => ({ states: ['ready'], expected: 1 }), trail: 'recognition.takeReport' },
  }),
  operation(`POST ${at}/batches/{id}/ties`, 'recognition.decide', {
    ...{ path: { id: 'batch' }, trail: 'recognition.proposeTie' },
    body: ({ application = uuidv7() }) => ({ ...why, chosen: [application] }),
  }),
  operation(`POST ${at}/ties/{id}/confirmation`, 'recognition.decide', {
    ...{ path: { id: 'tie' }, trail: 'recognition.confirmTie' },
  }),
];

/** Other departments, checks on the spot, fields opened at an enterprise's request. */
const beside: Operation[] = [
  operation(`GET ${at}/batches/{id}/consultations`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`POST ${at}/batches/{id}/consultations`, 'recognition.review', {
    ...{ path: { id: 'batch' }, trail: 'recognition.sendConsultation' },
    body: () => ({ departments: ['tax'], applications: null, note: null }),
  }),
  operation(`GET ${at}/consultations/{id}`, 'recognition.read', { of: 'enterprise', path: { id: 'consultation' } }),
  operation(`POST ${at}/consultations/{id}/replies`, 'recognition.review', {
    ...{ of: 'enterprise', path: { id: 'consultation' }, trail: 'recognition.recordReply' },
    body: ({ consultationItem: id = uuidv7() }) => ({
      ...{ items: [{ id, version: 1 }], conclusion: 'none', repliedOn: '2026-11-28' },
      ...{ document: '矩阵复函', note: null, evidenceId: null, reason: '矩阵核对' },
    }),
  }),
  operation(`GET ${at}/batches/{id}/draws`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`POST ${at}/batches/{id}/draws`, 'recognition.manage', {
    ...{ path: { id: 'batch' }, trail: 'recognition.draw' },
    body: () => ({ count: null, officersEach: 1, seed: null }),
  }),
  operation(`POST ${at}/draws/{id}/redraws`, 'recognition.manage', {
    ...{ of: 'enterprise', path: { id: 'draw' }, trail: 'recognition.proposeRedraw' },
    body: () => ({ ...why, seed: null }),
  }),
  operation(`POST ${at}/redraws/{id}/confirmation`, 'recognition.decide', {
    ...{ of: 'enterprise', path: { id: 'redraw' }, trail: 'recognition.draw', once: true },
  }),
  operation(`POST ${at}/applications/{id}/visits`, 'recognition.review', {
    ...{ ...ofCase, trail: 'recognition.recordVisit' },
    body: () => ({
      ...{ visitedOn: '2026-11-27', visitors: '矩阵核对', conclusion: 'conforms', findings: '矩阵核对', photos: [] },
    }),
  }),
  operation(`POST ${at}/openings/{id}/answer`, 'recognition.review', {
    ...{ of: 'enterprise', path: { id: 'opening' }, trail: 'recognition.openField', once: true },
    body: () => ({ opened: true, answer: '矩阵核对' }),
  }),
];

export const recognitionOperations: readonly Operation[] = [...batches, ...cases, ...together, ...beside];
