import { uuidv7 } from '@tidu/kernel';
import { operation, type Operation } from './operation';

/** The yearly declaration: what an enterprise's people do, and the legal representative's link. */

const enterprise = '/api/portal/enterprises/{enterpriseId}';
const one = `${enterprise}/applications/{id}`;
const atOwn = (path: Record<string, string> = {}) =>
  ({ of: 'enterprise', path: { enterpriseId: 'enterprise', ...path } }) as const;
const ofOne = atOwn({ id: 'declaration' });
const reason = () => ({ reason: '矩阵核对' });
const answers = [{ code: 'registeredInChina', text: 'true', unit: '' }];
const transfer = `${enterprise}/evidence-transfers/{id}`;
const ofTransfer = atOwn({ id: 'transfer' });
const unfinished = { none: '还没有传完的文件不是佐证，一天后自行清除' };
const pdf = { name: 'a.pdf', content: '%PDF-1.7 stamped' };

export const declarationOperations: readonly Operation[] = [
  operation('GET /api/console/recognition/papers', 'recognition.read', {
    query: `receipt=20261128-00000000-0&hash=${'0'.repeat(12)}`,
  }),
  operation(`GET ${enterprise}/batches`, 'members.view', atOwn()),
  operation(`POST ${enterprise}/applications`, 'members.fill', {
    ...{ ...atOwn(), trail: 'recognition.begin' },
    body: ({ declarationBatch: batchId = uuidv7() }) => ({ batchId, purpose: 'application' }),
  }),
  operation(`GET ${one}`, 'members.view', ofOne),
  operation(`PUT ${one}/draft`, 'members.fill', {
    ...{ ...ofOne, version: true, trail: 'recognition.saveDraft' },
    body: () => ({ unit: '万元', answers, evidence: [] }),
  }),
  operation(`POST ${one}/confirmations`, 'members.submit', {
    ...{ ...ofOne, body: () => ({ lastFour: '123X' }), trail: 'recognition.askConfirmation' },
  }),
  operation(`POST ${one}/submissions`, 'members.submit', {
    ...{ ...ofOne, version: true, trail: 'recognition.submit' },
  }),
  operation(`GET ${one}/revisions/{number}`, 'members.view', atOwn({ id: 'declaration', number: '=1' })),
  operation(`GET ${one}/package`, 'members.view', { ...ofOne, trail: 'recognition.takePackage' }),
  operation(`POST ${one}/withdrawal`, 'members.submit', {
    ...{ ...ofOne, version: true, body: reason, trail: 'recognition.withdraw' },
  }),
  operation(`POST ${one}/appeal`, 'members.submit', {
    ...{ ...ofOne, version: true, body: reason, trail: 'recognition.appeal' },
  }),
  operation(`POST ${one}/opening-requests`, 'members.fill', {
    ...{ ...ofOne, trail: 'recognition.askOpening' },
    body: () => ({ fact: 'revenue', reason: '矩阵核对' }),
  }),
  operation(`GET ${enterprise}/evidence-files`, 'members.view', atOwn()),
  operation(`POST ${enterprise}/evidence-transfers`, 'members.fill', {
    ...{ ...atOwn(), body: () => ({ name: 'a.pdf', size: pdf.content.length }), trail: unfinished },
  }),
  operation(`GET ${transfer}`, 'members.fill', ofTransfer),
  operation(`PUT ${transfer}/parts/{number}`, 'members.fill', {
    ...{ ...atOwn({ id: 'transfer', number: '=0' }), file: pdf, trail: unfinished },
  }),
  operation(`POST ${transfer}/file`, 'members.fill', {
    ...{ ...ofTransfer, body: () => ({ kind: 'auditReport' }), trail: 'figures.addEvidence' },
  }),
  operation('POST /api/portal/confirmation-holders', 'members.enter', {
    ...{ body: ({ token = 'x' }) => ({ token }), trail: { none: '只问要确认的是什么，什么也不写' } },
  }),
  operation('POST /api/portal/confirmations', 'members.enter', {
    ...{ body: ({ token = 'x' }) => ({ token, name: '张法人', lastFour: '123X' }), trail: 'recognition.confirm' },
  }),
];
