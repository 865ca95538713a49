import { uuidv7 } from '@tidu/kernel';
import { operation, type Operation } from './operation';

/** Official lists: what they say is public, whom a row means is not. Titles: of whoever holds them. */

const why = { reason: '矩阵核对' };
const at = '/api/console/official-lists';
const oneList = { path: { id: 'officialList' } };

export const listOperations: readonly Operation[] = [
  operation(`GET ${at}`, 'recognition.read', { query: 'limit=200' }),
  operation(`POST ${at}`, 'recognition.manage', {
    ...{ file: { name: 'list.csv', content: '企业名称\n矩阵名单有限公司\n' }, trail: 'recognition.bringList' },
    body: () => ({
      ...{ title: 'hiddenChampion', level: 'city', batch: '矩阵', document: '矩阵〔2024〕1号', statedCount: 1 },
      ...{ listedOn: '2024-05-01', validFrom: '2024-05-01', validUntil: '2027-05-01' },
    }),
  }),
  operation(`GET ${at}/{id}`, 'recognition.read', oneList),
  operation(`GET ${at}/{id}/rows`, 'recognition.read', { ...oneList, query: 'section=matched&limit=200' }),
  operation(`GET ${at}/{id}/absent`, 'recognition.read', { ...oneList, query: 'limit=200' }),
  operation(`POST ${at}/{id}/decisions`, 'recognition.manage', {
    ...{ ...oneList, trail: 'recognition.decideListRow' },
    body: ({ officialRow: id = uuidv7(), listed: enterprise = uuidv7() }) => ({
      ...{ rows: [{ id, version: 1 }], means: 'enterprise', enterprise, ...why },
    }),
  }),
  operation(`POST ${at}/{id}/grants`, 'recognition.titles', {
    ...oneList,
    version: true,
    trail: 'recognition.grantList',
  }),
  operation(`POST ${at}/{id}/undo`, 'recognition.titles', {
    ...{ ...oneList, version: true, body: () => why, trail: 'recognition.undoList' },
  }),
  operation('GET /api/console/titles', 'recognition.read', { query: 'state=all&limit=200' }),
  operation('GET /api/console/titles/renewals', 'recognition.read', { query: 'limit=200' }),
  operation('GET /api/console/titles/causes', 'recognition.read'),
  operation('POST /api/console/titles/renewal-notices', 'recognition.manage', {
    ...{ body: ({ title = uuidv7() }) => ({ titles: [title] }), trail: 'recognition.tellRenewal' },
  }),
  operation('POST /api/console/titles/{id}/cancellation', 'recognition.titles', {
    ...{ of: 'enterprise', path: { id: 'title' }, version: true, trail: 'recognition.cancelTitle' },
    body: () => ({ cause: 'falseData', cancelledOn: '2024-05-01', document: '矩阵', documentOn: '2024-04-01', ...why }),
  }),
  operation('POST /api/console/titles/{id}/reinstatement', 'recognition.titles', {
    ...{ of: 'enterprise', path: { id: 'title' }, version: true, body: () => why, trail: 'recognition.reinstateTitle' },
  }),
];
