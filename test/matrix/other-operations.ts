import { uuidv7 } from '@tidu/kernel';
import { operation, type Operation } from './operation';

const why = { reason: '矩阵核对' };
const fresh = () => `ma${uuidv7().replaceAll('-', '').slice(-12)}`;
const standard = 'miit-2022-63-innovative';

const reference: Operation[] = [
  operation('GET /api/console/facts', 'reference.read'),
  operation('GET /api/console/regions', 'reference.read'),
  operation('GET /api/console/industries', 'reference.read'),
  operation('GET /api/console/code-tables/{table}', 'reference.read', { path: { table: '=region' } }),
  operation('GET /api/console/code-overrides', 'reference.read'),
  operation('POST /api/console/code-overrides', 'reference.edit', {
    body: () => ({
      table: 'region',
      code: '411399',
      name: '矩阵新区',
      parent: '411300',
      retired: false,
      source: '民政部',
      ...why,
    }),
    trail: 'reference.override',
  }),
  operation('POST /api/console/code-overrides/{id}/withdrawal', 'reference.edit', {
    ...{ path: { id: 'override' }, version: true, body: () => why, trail: 'reference.withdrawOverride' },
  }),
  operation('GET /api/console/own-lists/{list}', 'reference.read', { path: { list: '=zone' } }),
  operation('POST /api/console/own-lists/{list}', 'reference.edit', {
    ...{
      path: { list: '=zone' },
      body: () => ({ code: fresh(), name: '矩阵园区', ...why }),
      trail: 'reference.addCode',
    },
  }),
  operation('PUT /api/console/own-lists/{list}/{code}', 'reference.edit', {
    path: { list: '=zone', code: '=HX' },
    ...{ body: () => ({ name: '矩阵园区', ...why }), version: true, trail: 'reference.changeCode' },
  }),
  operation('GET /api/console/own-lists/{list}/{code}/history', 'reference.read', {
    path: { list: '=zone', code: '=HX' },
  }),
  operation('GET /api/console/profile', 'access.read'),
  operation('GET /api/console/profile/regions', 'access.read', { query: 'q=4103' }),
  operation('PUT /api/console/profile', 'reference.profile', {
    ...{ version: true, trail: 'reference.setProfile' },
    body: () => ({
      ...{ name: '矩阵区', regionCode: '410305', bureau: '矩阵区工业和信息化局' },
      ...{ cityDepartment: null, provinceDepartment: null, ...why },
    }),
  }),
  operation('GET /api/console/calendar', 'reference.read', { query: 'year=2026' }),
  operation('GET /api/console/calendar/versions', 'reference.read'),
  operation('PUT /api/console/calendar/days/{day}', 'reference.edit', {
    ...{ path: { day: '=2026-06-01' }, version: true, body: () => ({ kind: 'holiday', name: '测试', ...why }) },
    trail: 'reference.changeCalendar',
  }),
  operation('PUT /api/console/calendar/years/{year}', 'reference.edit', {
    ...{ path: { year: '=2027' }, version: true, trail: 'reference.changeCalendar' },
    body: () => ({ source: '国办通知', days: [{ day: '2027-01-01', kind: 'holiday', name: '元旦' }], ...why }),
  }),
];

const open: Operation[] = [
  operation('GET /api/open/district', 'open.read'),
  operation('GET /api/open/facts', 'open.read'),
  operation('GET /api/open/standards', 'open.read'),
  operation('GET /api/open/standards/choice', 'open.read', {
    query: 'title=innovativeSme&region=410305&purpose=application&date=2026-01-01',
  }),
  operation('GET /api/open/standards/{id}', 'open.read', { path: { id: `=${standard}` } }),
  operation('POST /api/open/standards/{id}/evaluations', 'open.read', {
    ...{ path: { id: `=${standard}` }, body: () => ({ facts: {} }), trail: { none: '只计算给出的事实，什么也不写' } },
  }),
];

/** Accounts are the district's own: administrators see all of them, nobody else any. */
const access: Operation[] = [
  operation('POST /api/access/sessions', 'access.enter', {
    ...{
      body: ({ loginName = 'matrix-nobody', password = 'wrong' }) => ({ loginName, password }),
      trail: 'access.signIn',
    },
  }),
  operation('POST /api/access/session/code', 'access.factor', {
    ...{ body: ({ code = '000000' }) => ({ code }), trail: 'access.factor' },
  }),
  operation('POST /api/access/session/step-up', 'access.own', {
    ...{ body: ({ password = 'wrong', code = '' }) => ({ password, code }), trail: 'access.stepUp' },
  }),
  operation('GET /api/access/session', 'access.enter'),
  operation('DELETE /api/access/session', 'access.factor', { trail: 'access.signOut' }),
  operation('POST /api/access/link-holders', 'access.enter', {
    ...{ body: ({ token = 'x' }) => ({ token }), trail: { none: '只问链接是谁的，什么也不写' } },
  }),
  operation('POST /api/access/passwords', 'access.enter', {
    ...{ body: ({ token = 'x', password = 'Luoyang#2026x' }) => ({ token, password }), trail: 'access.redeemLink' },
  }),
  operation('GET /api/access/own/sessions', 'access.own'),
  operation('DELETE /api/access/own/sessions/{id}', 'access.own', {
    ...{ of: 'person', path: { id: 'session' }, once: true, trail: 'access.revokeSession' },
  }),
  operation('PUT /api/access/own/password', 'access.own', {
    ...{
      body: ({ password: current = 'wrong' }) => ({ current, password: 'Luoyang#2026y' }),
      trail: 'access.changePassword',
    },
  }),
  operation('POST /api/access/own/factor', 'access.own', {
    fresh: true,
    trail: { none: '提出的密钥要用动态口令确认后才算数' },
  }),
  operation('PUT /api/access/own/factor', 'access.own', {
    ...{ fresh: true, body: ({ code = '000000' }) => ({ code }), trail: 'access.setFactor' },
  }),
  operation('GET /api/access/provider', 'access.enter'),
  operation('POST /api/access/provider/attempts', 'access.enter', {
    ...{ body: () => ({ anew: false }), trail: { none: '只是去统一认证，回来才算' } },
  }),
  operation('POST /api/access/provider/returns', 'access.enter', {
    ...{ body: ({ answer = 'state=x' }) => ({ answer }), trail: 'access.signIn' },
  }),
  operation('POST /api/access/own/provider/attempts', 'access.own', {
    body: ({ purpose = 'stepUp' }) => ({ purpose, code: '' }),
    trail: { none: '只是去统一认证，回来才算' },
  }),
  operation('DELETE /api/access/own/provider', 'access.own', { fresh: true, trail: 'access.unlinkProvider' }),
  operation('PUT /api/access/persons/{id}/provider', 'access.persons', {
    ...{ path: { id: 'account' }, version: true, trail: 'access.linkProvider' },
    body: ({ subject = 'matrix' }) => ({ subject, ...why }),
  }),
  operation('GET /api/access/persons', 'access.read'),
  operation('POST /api/access/persons', 'access.persons', {
    ...{
      body: ({ loginName = fresh() }) => ({ loginName, displayName: '矩阵', duty: 'business' }),
      trail: 'access.createPerson',
    },
  }),
  operation('GET /api/access/persons/{id}', 'access.read', { path: { id: 'account' } }),
  operation('PATCH /api/access/persons/{id}', 'access.persons', {
    ...{
      path: { id: 'account' },
      version: true,
      body: () => ({ enabled: false, ...why }),
      trail: 'access.disablePerson',
    },
  }),
  operation('POST /api/access/persons/{id}/links', 'access.persons', {
    ...{ path: { id: 'account' }, version: true, body: () => why, trail: 'access.reissueLink' },
  }),
  operation('GET /api/access/scope-options', 'access.grants', { query: 'kind=region&q=' }),
  operation('GET /api/access/roles', 'access.read'),
  operation('GET /api/access/persons/{id}/grants', 'access.read', { path: { id: 'account' } }),
  operation('POST /api/access/persons/{id}/grants', 'access.grants', {
    ...{ path: { id: 'account' }, trail: 'access.grant' },
    body: () => ({ role: 'district.officer', scopeKind: 'everything', scopeId: null, ...why }),
  }),
  operation('POST /api/access/persons/{id}/confirmations', 'access.grants', {
    ...{ path: { id: 'account' }, version: true, trail: 'access.confirm' },
  }),
  operation('POST /api/access/grants/{id}/end', 'access.grants', {
    ...{ path: { id: 'grant' }, version: true, body: () => why, trail: 'access.endGrant' },
  }),
];

/** The trail is read by who audits, and by nobody else; it names enterprises and says nothing of their figures. */
const audit: Operation[] = [
  operation('GET /api/console/audit/entries', 'audit.read', { ofAll: true }),
  operation('GET /api/console/audit/entries/{id}', 'audit.read', { path: { id: '=1' }, ofAll: true }),
  operation('GET /api/console/audit/actions', 'audit.read'),
  operation('GET /api/console/audit/sealing', 'audit.read'),
  operation('POST /api/console/audit/exports', 'audit.export', {
    ...{ body: () => ({ format: 'csv' }), trail: 'audit.exportTrail' },
  }),
  operation('GET /api/console/audit/exports/{jobId}/file', 'audit.export', {
    ...{ of: 'person', path: { jobId: 'trailExport' }, trail: 'audit.downloadExport' },
  }),
];

export const otherOperations: readonly Operation[] = [...reference, ...open, ...access, ...audit];
