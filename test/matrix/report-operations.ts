import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import type { District, Made } from './district';
import { operation, type Operation } from './operation';
import { smallForm } from './small-form';

/** Documents of superiors and the forms they want filled: the office's own. */

const at = '/api/console/desk';
const file = { name: 'form.xlsx', content: smallForm };
const ofVersion = { path: { id: 'templateVersion' } } as const;
let rows = 0;

export const reportOperations: readonly Operation[] = [
  operation(`GET ${at}/documents`, 'desk.read', { query: 'limit=200' }),
  operation(`POST ${at}/documents`, 'desk.act', {
    trail: 'desk.registerDocument',
    body: () => ({
      ...{
        title: '矩阵来文',
        number: null,
        issuer: '市工信局',
        receivedOn: '2026-11-01',
        dueOn: '2099-01-01',
        note: null,
      },
      owner: leader.id,
    }),
  }),
  operation(`GET ${at}/report-sources`, 'desk.read'),
  operation(`GET ${at}/templates`, 'desk.read', { query: 'limit=200' }),
  operation(`GET ${at}/templates/{id}`, 'desk.read', { path: { id: 'template' } }),
  operation(`POST ${at}/templates`, 'desk.act', {
    ...{ file, trail: 'desk.bringTemplate' },
    body: ({ source = 'recognition.batch' }) => ({ name: `矩阵模板 ${uuidv7()}`, source }),
  }),
  operation(`POST ${at}/templates/{id}/versions`, 'desk.act', {
    ...{ path: { id: 'template' }, file, trail: 'desk.bringTemplate' },
    // the same file with its header at the same place is refused as nothing new
    body: () => ({ headerFrom: 1, headerTo: 2 + (rows++ % 2) }),
  }),
  operation(`PUT ${at}/template-versions/{id}/mapping`, 'desk.act', {
    ...{ ...ofVersion, version: true, trail: 'desk.mapTemplate' },
    body: () => ({ columns: [{ index: 1, field: 'name', unit: null }] }),
  }),
  operation(`GET ${at}/template-versions/{id}/file`, 'desk.read', ofVersion),
];

/** A document, a form and a later version of it, mapped; a form for rankings. */
export async function reportRecords(district: District): Promise<Made> {
  await district.do(`POST ${at}/documents`, {});
  const template = (await district.do(`POST ${at}/templates`, {})).id ?? '';
  const templateVersion = (await district.do(`POST ${at}/templates/{id}/versions`, { template })).id ?? '';
  await district.do(`PUT ${at}/template-versions/{id}/mapping`, { templateVersion }, { version: '1' });
  const { id: other = '' } = await district.do(`POST ${at}/templates`, { source: 'rankings.snapshot' });
  const rankingForm = await district.one('select id as value from desk_template_version where "templateId" = $1', [
    other,
  ]);
  await district.do(`PUT ${at}/template-versions/{id}/mapping`, { templateVersion: rankingForm }, { version: '1' });
  return { template, templateVersion, rankingForm };
}
