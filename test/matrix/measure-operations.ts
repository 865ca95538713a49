import { uuidv7 } from '@tidu/kernel';
import { ofEnterprise, operation, type Operation, type Records } from './operation';

/** Support measures: the catalogue and budgets are nobody's, cases, payments and relief their enterprise's. */

const at = '/api/console/measures';
const why = { reason: '矩阵核对' };
const ofCase = { of: 'enterprise', path: { id: 'supportCase' }, version: true } as const;
const ofList = { of: 'enterprise', path: { id: 'disbursement' } } as const;
const line = { name: '矩阵预算', total: '1000000', allocation: 'firstCome' };

/** A measure for everybody with figures, that takes money. */
export const measureOfMatrix = (code: string): string => `id: ${code}
name: 矩阵措施
source: { number: 矩阵〔2026〕1号, name: 矩阵, issuer: 矩阵, article: 一 }
confidence: C
department: 矩阵
contact: 矩阵
region: nation
audience: 矩阵
mode: application
repeat: once
validity: { from: 2020-01-01 }
benefit: { kind: fixed, levels: [{ label: 矩阵, amount: 1万 }] }
rounding: halfUp
budget: matrix-line
requires:
  - { id: revenue, label: 收入, text: 有收入。, fact: revenue, atLeast: 0.01元 }
`;
const written = ({ measureCode = `matrix-${uuidv7().slice(-8)}` }: Records) => ({
  ...{ text: measureOfMatrix(measureCode.replace(/-(\d)/g, '-x$1')), change: '矩阵核对' },
});

export const measureOperations: readonly Operation[] = [
  operation(`GET ${at}`, 'measures.read', { query: 'limit=200' }),
  operation(`GET ${at}/{id}`, 'measures.read', { path: { id: 'measure' } }),
  operation(`POST ${at}`, 'measures.manage', { body: written, trail: 'measures.draftMeasure' }),
  operation(`PUT ${at}/{id}`, 'measures.manage', {
    ...{ path: { id: 'measureDraft' }, version: true, body: written, trail: 'measures.changeMeasure' },
  }),
  operation(`POST ${at}/{id}/publication`, 'measures.decide', {
    ...{ path: { id: 'measureDraft' }, version: true, trail: 'measures.publishMeasure' },
  }),
  operation(`POST ${at}/previews`, 'measures.manage', {
    ...{
      body: () => ({ text: measureOfMatrix('matrix-preview') }),
      trail: { none: 'looks at a text and keeps nothing' },
    },
  }),
  operation(`POST ${at}/{id}/pushes`, 'measures.manage', {
    ...{ path: { id: 'measure' }, trail: 'measures.push' },
    body: ({ enterprise = uuidv7() }) => ({ enterprises: [enterprise] }),
  }),
  operation(`GET ${at}/{id}/notices`, 'measures.read', { path: { id: 'measure' } }),
  operation(`POST ${at}/{id}/notices`, 'measures.decide', {
    ...{ path: { id: 'measure' }, trail: 'measures.publishNotice' },
    body: () => ({ title: '矩阵公示', body: '矩阵公示的正文', workingDays: 5 }),
  }),
  operation('POST /api/console/support-notices/{id}/corrections', 'measures.decide', {
    ...{ path: { id: 'supportNotice' }, trail: 'measures.correctNotice' },
    body: () => ({ title: '矩阵公示更正', body: '矩阵公示的正文', workingDays: 5, names: [], reason: '标题有误' }),
  }),
  operation('GET /api/open/support-notices', 'open.read'),
  operation('GET /api/open/support-notices/{id}', 'open.read', { path: { id: 'supportNotice' } }),
  operation('POST /api/console/measure-matchings', 'measures.manage', { trail: 'measures.match' }),
  operation('GET /api/console/measure-matchings/newest', 'measures.read'),
  operation('GET /api/console/measure-standings', 'measures.read', { query: 'limit=200' }),
  operation('GET /api/console/measure-take-up', 'measures.read', { query: 'by=ownership' }),
  operation('GET /api/console/measure-cases', 'measures.read', { query: 'limit=200' }),
  operation('GET /api/console/measure-cases/clock', 'measures.read'),
  operation('GET /api/console/measure-cases/{id}', 'measures.read', { of: 'enterprise', path: { id: 'supportCase' } }),
  operation('POST /api/console/measure-cases/{id}/reviews', 'measures.review', {
    ...{ ...ofCase, body: () => ({ ...why, act: 'review', amount: null }), trail: 'measures.review' },
  }),
  operation('POST /api/console/measure-cases/{id}/decisions', 'measures.decide', {
    ...{ ...ofCase, body: () => ({ ...why, act: 'approve' }), trail: 'measures.approve' },
  }),
  operation('POST /api/console/measure-cases/{id}/bans', 'measures.decide', {
    ...{ of: 'enterprise', path: { id: 'supportCase' }, trail: 'recognition.banApplying' },
    body: () => ({ ...why, document: '矩阵〔2026〕2号', from: '2020-01-01', until: '2020-06-01' }),
  }),
  operation('POST /api/console/measure-cases/{id}/ban-lifting', 'measures.decide', {
    ...{ of: 'enterprise', path: { id: 'supportCase' }, body: () => why, trail: 'recognition.liftBan' },
  }),
  operation('GET /api/console/budget-lines', 'measures.read'),
  operation('POST /api/console/budget-lines', 'measures.budget', {
    ...{ body: () => ({ ...line, code: `m${uuidv7().slice(-10)}`, year: 2030 }), trail: 'measures.createLine' },
  }),
  operation('PUT /api/console/budget-lines/{id}', 'measures.budget', {
    ...{ path: { id: 'budgetLine' }, version: true, body: () => ({ ...line, ...why }), trail: 'measures.changeLine' },
  }),
  operation('POST /api/console/budget-lines/{id}/allocations', 'measures.budget', {
    ...{ path: { id: 'sharedLine' }, version: true, trail: 'measures.allocate' },
  }),
  operation('GET /api/console/disbursements', 'measures.read'),
  operation('GET /api/console/disbursements/{id}', 'measures.read', ofList),
  operation('POST /api/console/disbursements', 'measures.pay', {
    ...{ body: ({ budgetLine: of = uuidv7() }) => ({ line: of }), trail: 'measures.orderPayments' },
  }),
  operation('POST /api/console/disbursements/{id}/approval', 'measures.decide', {
    ...{ ...ofList, version: true, trail: 'measures.approvePayments' },
  }),
  operation('POST /api/console/disbursements/{id}/dropping', 'measures.pay', {
    ...{ ...ofList, version: true, body: () => why, trail: 'measures.dropPayments' },
  }),
  operation('POST /api/console/disbursements/{id}/files', 'measures.export', {
    ...{ ...ofList, body: () => ({ format: 'csv' }), trail: 'measures.takeBankFile' },
  }),
  operation('POST /api/console/disbursements/{id}/answers', 'measures.pay', {
    ...{ ...ofList, version: true, trail: 'measures.answerPayments' },
    body: () => ({ on: '2026-01-05', answers: [{ position: 1, result: 'paid', problem: null }] }),
  }),
  operation('POST /api/console/disbursements/{id}/returns', 'measures.pay', {
    ...{ ...ofList, version: true, trail: 'measures.returnPayment' },
    body: () => ({ position: 1, on: '2026-01-05', problem: '矩阵核对' }),
  }),
  ofEnterprise('GET /api/console/enterprises/{id}/support', 'measures.read'),
  ofEnterprise('POST /api/console/enterprises/{id}/tax-reliefs', 'measures.manage', {
    trail: 'measures.recordRelief',
    body: () => ({
      year: 2025,
      kind: `减免${uuidv7().slice(-6)}`,
      amount: '100',
      department: '税务局',
      source: '矩阵',
    }),
  }),
  operation('POST /api/console/tax-reliefs/{id}/withdrawal', 'measures.manage', {
    ...{ of: 'enterprise', path: { id: 'taxRelief' }, body: () => why, trail: 'measures.withdrawRelief' },
  }),
  operation('GET /api/portal/enterprises/{enterpriseId}/measures', 'members.view', {
    ...{ of: 'enterprise', path: { enterpriseId: 'enterprise' } },
  }),
  operation('POST /api/portal/enterprises/{enterpriseId}/measures/{measureId}/claims', 'members.submit', {
    ...{ of: 'enterprise', path: { enterpriseId: 'enterprise', measureId: 'measure' }, trail: 'measures.confirm' },
    body: ({ enterpriseName = '矩阵企业' }) => ({
      payee: { name: enterpriseName, bank: '矩阵银行', account: '6222020200119988' },
      inputs: [],
    }),
  }),
  operation('POST /api/portal/enterprises/{enterpriseId}/measure-cases/{caseId}/acts', 'members.submit', {
    ...{ of: 'enterprise', path: { enterpriseId: 'enterprise', caseId: 'supportCase' }, version: true },
    ...{ body: () => ({ ...why, act: 'decline', payee: null }), trail: 'measures.decline' },
  }),
];
