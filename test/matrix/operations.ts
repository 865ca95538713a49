import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { ofEnterprise, operation, type Operation, type Records } from './operation';
import { planted } from './planted';

/**
 * Every operation, the permission it must wear, what it names and what it leaves in the trail. A new operation needs a
 * row here; the rows are the statement against which the product is held, so none is made from the product's code.
 */

const why = { reason: '矩阵核对' };
const fresh = () => `ma${uuidv7().replaceAll('-', '').slice(-12)}`;
let codes = 0;
export const freshCode = () =>
  makeCreditCode({ region: '410305', organisation: `MB${String(++codes).padStart(6, '0')}` });

const figures = (basedOn: number) => ({
  ...{ year: 2023, source: 'officer', basedOn, document: '走访记录', reason: '更正' },
  values: [{ code: 'revenue', value: '120', unit: '万元' }],
});
const evidence = { values: {}, validFrom: '2020-01-01', source: '名单', ...why };
const dated = (kind: string, row: string) => ({ path: { kind: `=${kind}`, rowId: row }, version: true });
const standard = 'miit-2022-63-innovative';

const register: Operation[] = [
  operation('GET /api/console/summary', 'enterprises.read'),
  operation('GET /api/console/enterprises', 'enterprises.read', { query: 'limit=200' }),
  operation('GET /api/console/enterprises/count', 'enterprises.read'),
  operation('POST /api/console/enterprises', 'enterprises.edit', {
    body: ({ regionCode = '410305', mark = '' }) => ({
      ...{ creditCode: freshCode(), name: `矩阵${fresh()}${mark}`, regionCode, ...why },
    }),
    trail: 'enterprises.recordCreate',
  }),
  ofEnterprise('GET /api/console/enterprises/{id}', 'enterprises.read'),
  ofEnterprise('PATCH /api/console/enterprises/{id}', 'enterprises.edit', {
    body: () => ({ values: { shortName: '矩阵', registeredAddress: '建设路 1 号' }, ...why }),
    ...{ version: true, trail: 'enterprises.identityCorrect' },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/changes', 'enterprises.read'),
  operation('GET /api/console/enterprise-officers', 'enterprises.read'),
  operation('GET /api/console/enterprise-candidates', 'enterprises.read', { query: 'name=%E6%B4%9B%E9%98%B3' }),
  ofEnterprise('POST /api/console/enterprises/{id}/renames', 'enterprises.edit', {
    body: () => ({ name: `矩阵更名${fresh()}`, effectiveOn: '2024-05-01', ...why }),
    ...{ version: true, trail: 'enterprises.nameChange' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/former-names', 'enterprises.edit', {
    body: () => ({ name: `矩阵曾用名${fresh()}`, validFrom: '2001-01-01', validUntil: '2002-01-01', ...why }),
    ...{ version: true, trail: 'enterprises.nameAddFormer' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/former-names/{rowId}/withdrawal', 'enterprises.edit', {
    ...{ path: { rowId: 'formerName' }, body: () => why, version: true, trail: 'enterprises.nameWithdraw' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/credit-codes', 'enterprises.edit', {
    body: () => ({ creditCode: freshCode(), ...why }),
    ...{ version: true, trail: 'enterprises.codeChange' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/names', 'enterprises.edit', {
    ...{ body: () => ({ name: fresh(), ...why }), trail: 'enterprises.nameAdd' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/aliases', 'enterprises.edit', {
    body: () => ({ kind: 'registrationNumber', code: String(Date.now()).padStart(15, '4'), ...why }),
    trail: 'enterprises.aliasAdd',
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/zones', 'enterprises.edit', {
    body: () => ({ zoneCode: 'MX', validFrom: '2020-01-01', validUntil: '2021-01-01', ...why }),
    trail: 'enterprises.zoneAdd',
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/chains', 'enterprises.edit', {
    ...{ body: () => ({ chainCode: 'MC', ...why }), trail: 'enterprises.chainAdd' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/contacts', 'enterprises.edit', {
    body: () => ({ role: 'liaison', name: planted.contact, phone: planted.phone, mail: planted.mail, ...why }),
    trail: 'enterprises.contactAdd',
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/contacts/{rowId}/disclosures', 'enterprises.contacts', {
    ...{ path: { rowId: 'contact' }, body: () => ({ fields: ['phone'], ...why }), trail: 'enterprises.readContact' },
  }),
  operation('POST /api/console/contact-phone-searches', 'enterprises.contacts', {
    ...{ body: () => ({ phone: planted.phone }), trail: 'enterprises.findByPhone' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/contacts/{rowId}/failures', 'enterprises.contacts', {
    ...{ path: { rowId: 'contact' }, version: true, body: () => ({ way: 'phone', ...why }) },
    trail: 'enterprises.contactFail',
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/notes', 'enterprises.edit', {
    ...{ body: () => ({ text: '走访', ...why }), trail: 'enterprises.noteAdd' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/links', 'enterprises.edit', {
    body: () => ({ kind: 'supplies', otherName: `矩阵配套${fresh()}`, product: '轴承座', ...why }),
    trail: 'enterprises.linkAdd',
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/links/{rowId}/confirmations', 'enterprises.edit', {
    ...{ path: { rowId: 'link' }, body: () => ({ side: 'this', ...why }), version: true },
    trail: 'enterprises.linkConfirm',
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/{kind}/{rowId}/end', 'enterprises.edit', {
    ...{
      ...dated('chains', 'chain'),
      body: () => ({ validUntil: '2025-01-01', ...why }),
      trail: 'enterprises.chainEnd',
    },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/{kind}/{rowId}/withdrawal', 'enterprises.edit', {
    ...{ ...dated('notes', 'note'), body: () => why, trail: 'enterprises.noteWithdraw' },
  }),
  operation('GET /api/console/duplicates', 'enterprises.read'),
  operation('POST /api/console/duplicates/searches', 'enterprises.merge', { trail: 'enterprises.findDuplicates' }),
  operation('POST /api/console/duplicates/{firstId}/{secondId}/decisions', 'enterprises.merge', {
    ...{
      of: 'enterprise',
      path: { firstId: 'enterprise', secondId: 'twin' },
      twin: true,
      trail: 'enterprises.recordKeepApart',
    },
    body: () => ({ state: 'distinct', ...why }),
  }),
  operation('POST /api/console/merges', 'enterprises.merge', {
    ...{ of: 'enterprise', twin: true, trail: 'enterprises.recordMerge' },
    body: ({ enterprise, twin, version, twinVersion }: Records) => ({
      ...{ mergedId: twin, mergedVersion: Number(twinVersion), survivorId: enterprise, ...why },
      survivorVersion: Number(version),
    }),
  }),
  operation('POST /api/console/merges/{mergeId}/undo', 'enterprises.merge', {
    ...{
      of: 'enterprise',
      path: { mergeId: 'merge' },
      once: true,
      twin: true,
      body: () => why,
      trail: 'enterprises.recordUnmerge',
    },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/splits', 'enterprises.merge', {
    body: ({ regionCode = '410305' }) => ({
      ...{ creditCode: freshCode(), name: `矩阵拆出${fresh()}`, regionCode, moved: {}, ...why },
    }),
    ...{ version: true, trail: 'enterprises.recordSplit' },
  }),
  operation('POST /api/console/splits/{splitId}/undo', 'enterprises.merge', {
    ...{
      of: 'enterprise',
      path: { splitId: 'split' },
      once: true,
      twin: true,
      body: () => why,
      trail: 'enterprises.recordMerge',
    },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/evidence', 'enterprises.read'),
  ofEnterprise('GET /api/console/enterprises/{id}/evidence-changes', 'enterprises.read'),
  ofEnterprise('GET /api/console/enterprises/{id}/evidence/{kind}', 'enterprises.read', {
    path: { kind: '=scaleStatus' },
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/evidence/{kind}', 'enterprises.evidence', {
    ...{ path: { kind: '=scaleStatus' }, body: () => evidence, trail: 'enterprises.recordEvidence' },
  }),
  ofEnterprise('PUT /api/console/enterprises/{id}/evidence/{kind}/{recordId}', 'enterprises.evidence', {
    ...{ path: { kind: '=scaleStatus', recordId: 'evidence' }, version: true, trail: 'enterprises.correctEvidence' },
    body: () => ({ ...evidence, validUntil: '2022-01-01' }),
  }),
  ofEnterprise('POST /api/console/enterprises/{id}/evidence/{kind}/{recordId}/withdrawal', 'enterprises.evidence', {
    ...{ path: { kind: '=scaleStatus', recordId: 'evidence' }, version: true, body: () => why },
    trail: 'enterprises.withdrawEvidence',
  }),
  operation('GET /api/console/evidence-kinds', 'enterprises.read'),
  operation('GET /api/console/scale-list', 'enterprises.read'),
  operation('GET /api/console/scale-list/summary', 'enterprises.read'),
  operation('POST /api/console/scale-list/entries', 'enterprises.evidence', {
    body: ({ enterprise }) => ({ enterpriseIds: [enterprise], source: '统计局', validFrom: '2023-01-01', ...why }),
    trail: 'enterprises.recordEvidenceList',
  }),
  operation('POST /api/console/scale-list/exits', 'enterprises.evidence', {
    body: ({ enterprise }) => ({ enterpriseIds: [enterprise], source: '统计局', validUntil: '2024-01-01', ...why }),
    trail: 'enterprises.correctEvidence',
  }),
  operation('GET /api/console/enterprise-views', 'enterprises.read'),
  operation('POST /api/console/enterprise-views', 'enterprises.read', {
    body: () => ({ name: fresh(), filters: {}, columns: ['name'], shared: false }),
    trail: 'enterprises.saveView',
  }),
  operation('PUT /api/console/enterprise-views/{id}', 'enterprises.read', {
    ...{ of: 'person', path: { id: 'view' }, version: true, trail: 'enterprises.changeView' },
    body: () => ({ name: fresh(), filters: {}, columns: ['name'], shared: false }),
  }),
  operation('DELETE /api/console/enterprise-views/{id}', 'enterprises.read', {
    ...{ of: 'person', path: { id: 'view' }, version: true, trail: 'enterprises.removeView' },
  }),
  operation('GET /api/console/indicators', 'enterprises.read'),
  operation('GET /api/console/enterprise-exports/lists', 'enterprises.export'),
  operation('POST /api/console/enterprise-exports', 'enterprises.export', {
    body: () => ({ format: 'csv', filter: {}, ids: null, columns: null }),
    trail: 'enterprises.export',
  }),
  operation('GET /api/console/enterprise-exports/{jobId}/file', 'enterprises.export', {
    ...{ of: 'person', path: { jobId: 'listExport' }, trail: 'audit.downloadExport' },
  }),
];

const figuresRoom: Operation[] = [
  ofEnterprise('GET /api/console/enterprises/{id}/figures', 'figures.read'),
  ofEnterprise('POST /api/console/enterprises/{id}/figures', 'figures.write', {
    body: ({ revision }) => figures(Number(revision)),
    trail: 'figures.submit',
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/figures/revisions', 'figures.read', {
    query: 'year=2023&source=tax',
  }),
  operation('POST /api/console/imports', 'figures.import', {
    body: () => ({ list: 'register' }),
    file: { name: 'a.csv', content: '统一社会信用代码,企业名称\n' },
    trail: 'figures.import',
  }),
  operation('GET /api/console/imports', 'figures.import'),
  ...['', '/problems', '/fix-file', '/annotated-file', '/changes', '/problems.csv'].map((rest) =>
    operation(`GET /api/console/imports/{jobId}${rest}`, 'figures.import', { of: 'person', path: { jobId: 'import' } }),
  ),
  operation('POST /api/console/imports/{jobId}/undo', 'figures.import', {
    ...{ of: 'person', path: { jobId: 'import' }, body: () => why, trail: 'figures.undoImport' },
  }),
  operation('GET /api/console/import-lists', 'figures.import'),
  operation('GET /api/console/import-lists/{list}/template', 'figures.import', { path: { list: '=register' } }),
  ofEnterprise('POST /api/console/enterprises/{id}/evidence-files', 'figures.write', {
    body: () => ({ kind: 'other' }),
    ...{ file: { name: 'a.pdf', content: '%PDF-1.7\n' }, trail: 'figures.addEvidence' },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/evidence-files', 'figures.read'),
  operation('GET /api/console/evidence-files/{id}/content', 'figures.read', {
    ...{ of: 'enterprise', path: { id: 'evidenceFile' } },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/judgements', 'figures.read'),
  ofEnterprise('POST /api/console/enterprises/{id}/judgements', 'figures.judge', {
    body: () => ({ year: 2023, fact: 'keyChainLink', value: '否', basis: '走访', ...why }),
    trail: 'figures.judge',
  }),
  operation('POST /api/console/judgements/{id}/revocation', 'figures.judge', {
    ...{ of: 'enterprise', path: { id: 'judgement' }, body: () => why, trail: 'figures.revoke' },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/figure-conflicts', 'figures.read'),
  ofEnterprise('POST /api/console/enterprises/{id}/figure-resolutions', 'figures.resolve', {
    body: () => ({ year: 2022, fact: 'revenue', source: 'tax', ...why }),
    trail: 'figures.resolve',
  }),
  operation('POST /api/console/figure-resolutions/{id}/end', 'figures.resolve', {
    ...{ of: 'enterprise', path: { id: 'resolution' }, body: () => why, trail: 'figures.unresolve' },
  }),
  operation('GET /api/console/figure-flags', 'figures.read'),
  operation('GET /api/console/figure-checks', 'figures.read', { query: 'year=2023' }),
  operation('POST /api/console/figure-checks', 'figures.check', {
    ...{ body: () => ({ year: 2023 }), trail: 'figures.check' },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/figure-flags', 'figures.read'),
  ofEnterprise('POST /api/console/enterprises/{id}/figure-flags', 'figures.check', {
    trail: { none: '核对的结果由数据算出，再算一次不改变任何决定' },
  }),
  operation('POST /api/console/figure-flags/{id}/explanation', 'figures.check', {
    ...{ of: 'enterprise', path: { id: 'flag' }, version: true, body: () => ({ explanation: '含内部结算' }) },
    trail: 'figures.explain',
  }),
  operation('POST /api/console/figure-flags/{id}/reopening', 'figures.check', {
    ...{ of: 'enterprise', path: { id: 'flag' }, version: true, trail: 'figures.reopen' },
  }),
];

const results: Operation[] = [
  operation('GET /api/console/jobs/{id}', 'jobs.read', { of: 'person', path: { id: 'job' } }),
  operation('DELETE /api/console/jobs/{id}', 'jobs.cancel', {
    ...{ of: 'person', path: { id: 'job' }, trail: { none: '任务自己记下谁取消的' } },
  }),
  operation('GET /api/console/standards', 'scoring.read'),
  operation('GET /api/console/standards/{id}', 'scoring.read', { path: { id: `=${standard}` } }),
  operation('GET /api/console/standards/{id}/releases/{version}', 'scoring.read', {
    path: { id: `=${standard}`, version: '=1' },
  }),
  operation('GET /api/console/standards/{id}/diff', 'scoring.read', {
    ...{ path: { id: `=${standard}` }, query: 'from=1&to=1' },
  }),
  operation('GET /api/console/standard-releases', 'scoring.read'),
  operation('POST /api/console/standard-releases', 'standards.publish', {
    body: ({ document, cases }) => ({ document: document ?? 'id: a\n', cases: cases ?? 'a' }),
    trail: 'standards.publish',
  }),
  operation('POST /api/console/standard-releases/checks', 'standards.publish', {
    ...{ body: () => ({ document: 'id: a\n' }), trail: { none: '只检查，什么也不写' } },
  }),
  operation('POST /api/console/standards/{id}/releases/{version}/activations', 'standards.activate', {
    path: { id: '=luoyang-2019-58-hidden-champion', version: '=2' },
    ...{ body: () => ({ expected: 1 }), trail: 'standards.activate' },
  }),
  operation('POST /api/console/scoring-runs', 'scoring.run', {
    body: () => ({ year: 2023, standardIds: [standard] }),
    trail: 'scoring.publish',
  }),
  operation('GET /api/console/scoring-runs', 'scoring.read'),
  operation('GET /api/console/scoring-runs/{id}', 'scoring.read', { path: { id: 'run' } }),
  operation('GET /api/console/scoring-runs/{id}/cards', 'scoring.read', { path: { id: 'run' } }),
  ofEnterprise('GET /api/console/enterprises/{id}/score-cards', 'scoring.read'),
  operation('GET /api/console/score-cards/{runId}/{enterpriseId}', 'scoring.read', {
    ...{ of: 'enterprise', path: { runId: 'run', enterpriseId: 'enterprise' } },
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/advice', 'scoring.read', { query: `standardId=${standard}` }),
  operation('POST /api/console/rehearsals', 'scoring.rehearse', {
    body: () => ({ year: 2023, standardId: standard, against: { standardId: standard } }),
    trail: 'scoring.rehearse',
  }),
  operation('GET /api/console/rehearsals', 'scoring.read'),
  operation('GET /api/console/rehearsals/{id}', 'scoring.read', { path: { id: 'rehearsal' } }),
  operation('GET /api/console/rehearsals/{id}/rows', 'scoring.read', { path: { id: 'rehearsal' } }),
  operation('POST /api/console/rehearsals/{id}/exports', 'scoring.export', {
    ...{ path: { id: 'rehearsal' }, body: () => ({ format: 'csv' }), trail: 'scoring.exportRehearsal' },
  }),
  operation('GET /api/console/rehearsal-exports/{jobId}/file', 'scoring.export', {
    ...{ of: 'person', path: { jobId: 'rehearsalExport' }, trail: 'audit.downloadExport' },
  }),
  operation('POST /api/console/tunings', 'scoring.rehearse', {
    body: () => ({ year: 2023, standardId: standard }),
    trail: { none: '只在内存里试，什么也不写' },
  }),
  operation('POST /api/console/tunings/{id}/steps', 'scoring.rehearse', {
    ...{
      of: 'person',
      path: { id: 'tuning' },
      body: ({ tuningKey = 'no-such', tuningValue = 1 }) => ({ key: tuningKey, value: Number(tuningValue) }),
    },
    trail: { none: '只在内存里试，什么也不写' },
  }),
  operation('DELETE /api/console/tunings/{id}', 'scoring.rehearse', {
    ...{ path: { id: 'tuning' }, trail: { none: '只在内存里试，什么也不写' } },
  }),
  operation('GET /api/console/scale-warnings', 'figures.read'),
  operation('GET /api/console/scale-warnings/line', 'figures.read'),
  operation('GET /api/console/figure-conflicts', 'scoring.read'),
  operation('POST /api/console/figure-conflicts', 'figures.check', {
    ...{ body: () => ({ year: 2023 }), trail: 'scoring.weighConflicts' },
  }),
  operation('GET /api/console/judgements/waiting', 'scoring.read'),
  operation('GET /api/console/segments', 'scoring.read'),
  operation('POST /api/console/segment-runs', 'scoring.run', {
    ...{ body: () => ({ year: 2023 }), trail: 'scoring.segment' },
  }),
  operation('GET /api/console/segments/{dimension}/movement', 'scoring.read', { path: { dimension: '=age' } }),
  ofEnterprise('GET /api/console/enterprises/{id}/segments', 'scoring.read'),
  ofEnterprise('GET /api/console/enterprises/{id}/peers', 'scoring.read'),
  operation('POST /api/console/rankings', 'rankings.create', {
    body: ({ run }) => ({ runId: run, name: fresh() }),
    trail: 'rankings.create',
  }),
  operation('GET /api/console/rankings', 'rankings.read'),
  operation('GET /api/console/rankings/{id}', 'rankings.read', { path: { id: 'ranking' } }),
  operation('GET /api/console/rankings/{id}/rows', 'rankings.read', { path: { id: 'ranking' } }),
  operation('GET /api/console/rankings/{id}/distribution', 'rankings.read', { path: { id: 'ranking' } }),
  operation('POST /api/console/rankings/{id}/exports', 'rankings.export', {
    ...{ path: { id: 'ranking' }, body: () => ({ format: 'csv' }), trail: 'rankings.export' },
  }),
  operation('GET /api/console/exports/{jobId}/file', 'rankings.export', {
    ...{ of: 'person', path: { jobId: 'rankingExport' }, trail: 'audit.downloadExport' },
  }),
];

export const businessOperations: readonly Operation[] = [...register, ...figuresRoom, ...results];
