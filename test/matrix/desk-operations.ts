import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import { operation, type Operation } from './operation';

/** Tasks, inboxes and what goes out: of staff, and of the enterprise somebody acts for. */

const why = { reason: '矩阵核对' };
const console = '/api/console/desk';
const ofTask = { of: 'enterprise', path: { id: 'deskTask' }, version: true } as const;
const ofMessage = { of: 'person', path: { id: 'message' } } as const;
const read = { none: '只记本人看过，谁看过什么另有一张表' };

const tasks: Operation[] = [
  operation(`GET ${console}/tasks`, 'desk.read', { query: 'owner=all&state=all&limit=200' }),
  operation(`GET ${console}/tasks/{id}`, 'desk.read', { of: 'enterprise', path: { id: 'deskTask' } }),
  operation(`POST ${console}/tasks`, 'desk.act', {
    ...{ of: 'enterprise', trail: 'desk.create' },
    body: ({ enterprise = uuidv7(), taskOwner: owner = leader.id }) => ({
      ...{ kind: 'desk.general', title: '矩阵任务', note: null, enterprise, owner },
    }),
  }),
  operation(`POST ${console}/tasks/{id}/settlement`, 'desk.act', {
    ...{ ...ofTask, body: () => ({ ...why, evidence: null }), trail: 'desk.settle' },
  }),
  operation(`POST ${console}/tasks/{id}/handover`, 'desk.act', {
    ...{ ...ofTask, body: ({ newOwner: owner = leader.id }) => ({ ...why, owner }), trail: 'desk.handOver' },
  }),
  operation(`POST ${console}/tasks/{id}/pause`, 'desk.act', { ...ofTask, body: () => why, trail: 'desk.pause' }),
  operation(`POST ${console}/tasks/{id}/resumption`, 'desk.act', { ...ofTask, body: () => why, trail: 'desk.resume' }),
  operation(`POST ${console}/tasks/{id}/cancellation`, 'desk.act', {
    ...ofTask,
    body: () => why,
    trail: 'desk.cancel',
  }),
  operation(`GET ${console}/summary`, 'desk.read'),
  operation(`GET ${console}/kinds`, 'desk.read'),
  operation(`GET ${console}/owners`, 'desk.act', { query: 'kind=desk.general' }),
];

const ofPromise = { of: 'enterprise', path: { id: 'promise' }, version: true, body: () => why } as const;
const ledger: Operation[] = [
  operation(`GET ${console}/promises`, 'desk.read', { query: 'limit=200' }),
  operation(`GET ${console}/promises/counts`, 'desk.read'),
  operation(`POST ${console}/promises`, 'desk.act', {
    ...{ of: 'enterprise', trail: 'desk.create' },
    body: ({ enterprise = uuidv7(), taskOwner: owner = leader.id }) => ({
      ...{
        title: '矩阵承诺',
        note: null,
        enterprise,
        owner,
        source: 'visit',
        sourceNote: '矩阵走访',
        madeOn: '2026-01-05',
      },
    }),
  }),
  operation(`GET ${console}/tasks/{id}/beside`, 'desk.read', { of: 'enterprise', path: { id: 'deskTask' } }),
  operation(`POST ${console}/tasks/{id}/files`, 'desk.act', {
    ...{ of: 'enterprise', path: { id: 'deskTask' }, trail: 'desk.addFile' },
    file: { name: 'a.pdf', content: '%PDF-1.7\n' },
  }),
  operation(`GET ${console}/task-files/{id}/content`, 'desk.read', { of: 'enterprise', path: { id: 'taskFile' } }),
  operation(`POST ${console}/tasks/{id}/reports`, 'desk.act', {
    ...{ ...ofPromise, body: () => ({ ...why, evidence: '矩阵佐证' }), trail: 'desk.report' },
  }),
  operation(`POST ${console}/tasks/{id}/acceptance`, 'desk.act', { ...ofPromise, trail: 'desk.settle' }),
  operation(`POST ${console}/tasks/{id}/rejection`, 'desk.act', { ...ofPromise, trail: 'desk.return' }),
  operation(`GET ${console}/bulletin`, 'desk.read', { query: 'month=2026-01' }),
  operation(`GET ${console}/bulletin/workbook`, 'desk.read', { query: 'month=2026-01' }),
];

const messages: Operation[] = [
  operation(`GET ${console}/messages`, 'desk.read', { query: 'limit=200' }),
  operation(`GET ${console}/messages/{id}`, 'desk.read', ofMessage),
  operation(`PUT ${console}/messages/{id}/reading`, 'desk.read', { ...ofMessage, trail: read }),
  operation(`POST ${console}/messages/readings`, 'desk.read', { body: () => ({ upTo: uuidv7() }), trail: read }),
  operation(`POST ${console}/notices`, 'desk.letters', {
    ...{ of: 'enterprise', trail: 'desk.writeNotice' },
    body: ({ enterprise = uuidv7() }) => ({ enterprise, subject: '矩阵通知', body: '矩阵核对', letter: true }),
  }),
  operation(`GET ${console}/deliveries`, 'desk.letters', { query: 'limit=200' }),
  operation(`POST ${console}/deliveries/postings`, 'desk.letters', {
    ...{ body: ({ delivery = uuidv7() }) => ({ ids: [delivery] }), trail: 'desk.postLetters' },
  }),
  operation(`POST ${console}/deliveries/{id}/retry`, 'desk.letters', {
    ...{ of: 'enterprise', path: { id: 'delivery' }, trail: 'desk.sendAgain' },
  }),
  operation(`GET ${console}/channels`, 'desk.letters'),
];

const own = '/api/portal/desk/enterprises/{enterpriseId}';
const atOwn = (path: Record<string, string> = {}) =>
  ({ of: 'enterprise', path: { enterpriseId: 'enterprise', ...path } }) as const;
const portal: Operation[] = [
  operation(`GET ${own}/summary`, 'members.view', atOwn()),
  operation(`GET ${own}/tasks`, 'members.view', atOwn()),
  operation(`POST ${own}/tasks/{id}/settlement`, 'members.submit', {
    ...{ ...atOwn({ id: 'ownTask' }), version: true, trail: 'desk.settle' },
    body: () => ({ ...why, evidence: null }),
  }),
  operation(`GET ${own}/ledger`, 'members.view', atOwn()),
  operation(`POST ${own}/reports/{id}/confirmation`, 'members.submit', {
    ...{ ...atOwn({ id: 'ownReport' }), body: () => ({ done: true, ...why }), trail: 'desk.confirm' },
  }),
  operation(`POST ${own}/questions/{id}/answer`, 'members.submit', {
    ...{ ...atOwn({ id: 'question' }), body: () => ({ score: 4, comment: null }), trail: 'desk.answer' },
  }),
  operation(`GET ${own}/messages`, 'members.view', atOwn()),
  operation(`PUT ${own}/messages/{id}/reading`, 'members.view', { ...atOwn({ id: 'ownMessage' }), trail: read }),
  operation(`POST ${own}/messages/readings`, 'members.view', {
    ...{ ...atOwn(), body: () => ({ upTo: uuidv7() }), trail: read },
  }),
];

export const deskOperations: readonly Operation[] = [...tasks, ...ledger, ...messages, ...portal];
