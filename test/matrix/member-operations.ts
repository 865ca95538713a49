import { uuidv7 } from '@tidu/kernel';
import { operation, type Operation, type Records } from './operation';

/** Enterprises' own people: what they ask for at the portal, and what officers decide. */

const fresh = () => `ma${uuidv7().replaceAll('-', '').slice(-12)}`;
const request = { of: 'enterprise', path: { id: 'request' } } as const;
const ownRequest = { of: 'person', path: { id: 'ownRequest' } } as const;
const atOwn = (path: Record<string, string> = {}) =>
  ({ of: 'enterprise', path: { enterpriseId: 'enterprise', ...path } }) as const;
const answer = () => ({ answer: '矩阵核对' });
const claim = ({ creditCode = '91410305MA9H000012' }: Records) => ({
  ...{ creditCode, enterpriseName: '洛阳某某有限公司', phone: '13800001111' },
});
const account = ({ loginName = fresh() }: Records) => ({
  ...{ loginName, displayName: '王小明', password: 'Sturdy-Bridge-77' },
});
const draft = { basedOn: 0, entries: [{ code: 'revenue', value: '1200', unit: '万元' }] };
const pdf = { name: 'a.pdf', content: '%PDF-1.7 stamped' };

const console: Operation[] = [
  operation('GET /api/console/member-requests', 'members.read'),
  operation('GET /api/console/member-requests/{id}', 'members.read', request),
  operation('GET /api/console/member-requests/{id}/proof', 'members.decide', {
    ...request,
    trail: 'members.readProof',
  }),
  operation('POST /api/console/member-requests/{id}/disclosures', 'members.decide', {
    ...{ ...request, body: () => ({ reason: '核对申请' }), trail: 'members.readPhone' },
  }),
  operation('POST /api/console/member-requests/{id}/approval', 'members.decide', {
    ...{ ...request, version: true, body: () => ({ enterprise: null }), trail: 'members.approve' },
  }),
  operation('POST /api/console/member-requests/{id}/return', 'members.decide', {
    ...{ ...request, version: true, body: answer, trail: 'members.giveBack' },
  }),
  operation('POST /api/console/member-requests/{id}/refusal', 'members.decide', {
    ...{ ...request, version: true, body: answer, trail: 'members.refuse' },
  }),
  operation('POST /api/console/member-requests/{id}/overruling', 'members.decide', {
    ...{ ...request, version: true, body: answer, trail: 'members.overrule' },
  }),
  operation('POST /api/console/member-requests/{id}/codes', 'members.decide', {
    ...{ ...request, version: true, body: () => ({ via: 'letter' }), trail: 'members.issueCode' },
  }),
];

const entry: Operation[] = [
  operation('POST /api/portal/registrations', 'members.enter', {
    ...{ body: (records) => ({ ...claim(records), ...account(records) }), trail: 'members.register' },
  }),
  operation('POST /api/portal/invitation-holders', 'members.enter', {
    ...{ body: ({ token = 'x' }) => ({ token }), trail: { none: '只问邀请是谁的，什么也不写' } },
  }),
  operation('POST /api/portal/members', 'members.enter', {
    ...{ body: (records) => ({ token: records.token ?? 'x', ...account(records) }), trail: 'members.join' },
  }),
];

const own: Operation[] = [
  operation('GET /api/portal/own', 'members.own'),
  operation('POST /api/portal/own/requests', 'members.own', { body: claim, trail: 'members.register' }),
  operation('PUT /api/portal/own/requests/{id}/proof', 'members.own', {
    ...{ ...ownRequest, version: true, file: pdf, trail: 'members.uploadProof' },
  }),
  operation('POST /api/portal/own/requests/{id}/code', 'members.own', {
    ...{ ...ownRequest, body: ({ code = 'wrong' }) => ({ code }), trail: 'members.enterCode' },
  }),
  operation('POST /api/portal/own/requests/{id}/withdrawal', 'members.own', {
    ...{ ...ownRequest, version: true, trail: 'members.withdraw' },
  }),
  operation('POST /api/portal/own/memberships', 'members.own', {
    ...{ body: ({ token = 'x' }) => ({ token }), trail: 'members.join' },
  }),
];

const enterprise = '/api/portal/enterprises/{enterpriseId}';
const forEnterprise: Operation[] = [
  operation(`GET ${enterprise}`, 'members.view', atOwn()),
  operation(`POST ${enterprise}/takeovers/{id}/objection`, 'members.manage', {
    ...{ ...atOwn({ id: 'takeover' }), version: true, body: () => ({ objection: '我仍是管理员' }) },
    trail: 'members.object',
  }),
  operation(`GET ${enterprise}/members`, 'members.view', atOwn()),
  operation(`PATCH ${enterprise}/members/{id}`, 'members.manage', {
    ...{ ...atOwn({ id: 'membership' }), version: true, trail: 'members.changeMember' },
    body: () => ({ rights: ['view'], validUntil: null }),
  }),
  operation(`POST ${enterprise}/members/{id}/end`, 'members.manage', {
    ...{ ...atOwn({ id: 'membership' }), version: true, body: () => ({ reason: '离职' }), trail: 'members.endMember' },
  }),
  operation(`POST ${enterprise}/invitations`, 'members.manage', {
    ...{ ...atOwn(), trail: 'members.invite' },
    body: () => ({ inviteeName: '李四', role: 'member.holder', rights: ['view'], validUntil: null }),
  }),
  operation(`DELETE ${enterprise}/invitations/{id}`, 'members.manage', {
    ...{ ...atOwn({ id: 'invitation' }), once: true, trail: 'members.revokeInvitation' },
  }),
  operation(`GET ${enterprise}/figures/{year}`, 'members.view', atOwn({ year: '=2023' })),
  operation(`PUT ${enterprise}/figures/{year}/draft`, 'members.fill', {
    ...{ ...atOwn({ year: '=2023' }), version: true, body: () => draft, trail: 'members.saveDraft' },
  }),
  operation(`DELETE ${enterprise}/figures/{year}/draft`, 'members.fill', {
    ...{ ...atOwn({ year: '=2023' }), version: true, trail: 'members.discardDraft' },
  }),
  operation(`POST ${enterprise}/figures/{year}/submissions`, 'members.submit', {
    ...{ ...atOwn({ year: '=2023' }), version: true, body: () => ({}), trail: 'figures.submit' },
  }),
];

export const memberOperations: readonly Operation[] = [...console, ...entry, ...own, ...forEnterprise];
