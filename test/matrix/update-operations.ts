import { operation, type Operation } from './operation';

/** Yearly updates and reports of major changes: the enterprise's people file and report, officers decide. */

const enterprise = '/api/portal/enterprises/{enterpriseId}';
const atOwn = (path: Record<string, string> = {}) =>
  ({ of: 'enterprise', path: { enterpriseId: 'enterprise', ...path } }) as const;
const ofYear = atOwn({ year: '=2026' });
const why = () => ({ reason: '矩阵核对' });
const changes = '/api/console/change-reports';
const ofReport = { of: 'enterprise', path: { id: 'changeReport' } } as const;

export const updateOperations: readonly Operation[] = [
  operation(`GET ${enterprise}/updates`, 'members.view', atOwn()),
  operation(`GET ${enterprise}/updates/{year}`, 'members.view', ofYear),
  operation(`PUT ${enterprise}/updates/{year}/draft`, 'members.fill', {
    ...{ ...ofYear, version: true, trail: 'recognition.saveUpdate' },
    body: () => ({ unit: '万元', answers: [{ code: 'revenue', text: '1300', unit: '万元' }] }),
  }),
  operation(`POST ${enterprise}/updates/{year}/filing`, 'members.submit', {
    ...{ ...ofYear, version: true, trail: 'recognition.fileUpdate' },
  }),
  operation('GET /api/console/title-updates', 'recognition.read', { query: 'limit=200' }),
  operation('GET /api/console/title-updates/counts', 'recognition.read'),
  operation('POST /api/console/enterprises/{id}/title-updates', 'recognition.review', {
    ...{ of: 'enterprise', path: { id: 'enterprise' }, trail: 'recognition.recordUpdate' },
    body: () => ({ year: 2026, filedOn: '2026-03-01', source: '矩阵平台' }),
  }),
  operation('POST /api/console/title-updates/{id}/withdrawal', 'recognition.review', {
    ...{ of: 'enterprise', path: { id: 'elsewhere' }, body: why, once: true, trail: 'recognition.withdrawUpdate' },
  }),
  operation('POST /api/console/titles/{id}/update-dismissals', 'recognition.titles', {
    ...{ of: 'enterprise', path: { id: 'updatedTitle' }, body: why, trail: 'recognition.keepMissed' },
  }),
  operation(`GET ${enterprise}/change-reports`, 'members.view', atOwn()),
  operation(`POST ${enterprise}/change-reports`, 'members.submit', {
    ...{ ...atOwn(), trail: 'recognition.reportChange' },
    body: ({ evidenceFile: evidenceId = '' }) => ({
      ...{ kind: 'rename', effectiveOn: '2024-05-01', description: '矩阵核对', evidenceId },
    }),
  }),
  operation(`GET ${changes}`, 'recognition.read', { query: 'limit=200' }),
  operation(`GET ${changes}/counts`, 'recognition.read'),
  operation(`GET ${changes}/{id}`, 'recognition.read', ofReport),
  operation(`POST ${changes}/{id}/keeping`, 'recognition.titles', {
    ...{ ...ofReport, version: true, body: why, trail: 'recognition.keepChanged' },
  }),
  operation(`POST ${changes}/{id}/cancellation`, 'recognition.titles', {
    ...{ ...ofReport, version: true, trail: 'recognition.cancelChanged' },
    body: ({ updatedTitle: id = '' }) => ({
      ...{ titles: [{ id, version: 1 }], cancelledOn: '2024-06-01', document: '矩阵', documentOn: '2024-05-20' },
      ...why(),
    }),
  }),
];
