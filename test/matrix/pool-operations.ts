import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import { operation, type Operation, type Records } from './operation';

/** The cultivation pool: entries are their enterprise's, and so are proposals. */

const why = { reason: '矩阵核对' };
const at = '/api/console/pool';
const ofEntry = { of: 'enterprise', path: { id: 'poolEntry' }, version: true } as const;
const terms = { year: 2030, officer: leader.id, note: null };
const proposal = ({ enterprise = uuidv7() }: Records) => ({ enterprise, track: 'specialty', title: 'highTech' });

export const poolOperations: readonly Operation[] = [
  operation(`GET ${at}`, 'recognition.read', { query: 'state=all&limit=200' }),
  operation(`POST ${at}`, 'recognition.manage', {
    ...{ of: 'enterprise', trail: 'recognition.enterPool' },
    body: ({ enterprise = uuidv7() }) => ({
      ...{ ...terms, enterprise, track: 'specialty', title: 'hiddenChampion', ground: '矩阵核对' },
    }),
  }),
  operation(`GET ${at}/choices`, 'recognition.read'),
  operation(`GET ${at}/proposals`, 'recognition.read', { query: 'limit=200' }),
  operation(`POST ${at}/proposals/acceptances`, 'recognition.manage', {
    ...{ body: (records) => ({ ...terms, items: [proposal(records)] }), trail: 'recognition.enterPool' },
  }),
  operation(`POST ${at}/proposals/dismissals`, 'recognition.manage', {
    ...{ body: (records) => ({ ...why, items: [proposal(records)] }), trail: 'recognition.dismissPool' },
  }),
  operation(`POST ${at}/runs`, 'recognition.manage', { trail: 'recognition.findPool' }),
  operation(`GET ${at}/{id}`, 'recognition.read', { of: 'enterprise', path: { id: 'poolEntry' } }),
  operation(`PATCH ${at}/{id}`, 'recognition.manage', {
    ...ofEntry,
    body: () => terms,
    trail: 'recognition.changePool',
  }),
  operation(`POST ${at}/{id}/steps`, 'recognition.manage', {
    ...{ ...ofEntry, trail: 'recognition.planPool' },
    body: () => ({ steps: [{ text: '矩阵步骤', fact: null, dueOn: '2030-01-01' }] }),
  }),
  operation(`POST ${at}/{id}/steps/{stepId}/end`, 'recognition.manage', {
    ...{ ...ofEntry, path: { id: 'poolEntry', stepId: 'poolStep' }, trail: 'recognition.stepPool' },
    body: () => ({ means: 'done', remark: '矩阵核对' }),
  }),
  operation(`POST ${at}/{id}/leaving`, 'recognition.manage', {
    ...{ ...ofEntry, body: () => ({ ...why, why: 'gaveUp', leftOn: '2024-05-01' }), trail: 'recognition.leavePool' },
  }),
];
