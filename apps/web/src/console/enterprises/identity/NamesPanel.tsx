import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { type ActField, whenAndWhy } from '../act/act-fields';
import type { Enterprise } from '../section-props';
import { DatedPanel, type PanelAct } from './DatedPanel';
import { nameWords } from './identity-words';

type NameRow = components['schemas']['NameDto'];

const nameField = (label: string): ActField => ({ name: 'name', label, kind: 'text', required: true, maxLength: 200 });

/** Former and short names, and the ways to a new one. */
export function NamesPanel({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  const { id, version, name, names } = enterprise;
  const header = (key: string) => ({ 'If-Match': String(version), 'Idempotency-Key': key });
  const acts: PanelAct[] = [
    {
      ...{ title: '更名', verb: '保存新名称', fields: [nameField('新名称')], time: 'edit' },
      lead: `现名：${name}。变更后现名成为曾用名，按日期仍找得到；更正错字则不留曾用名。`,
      send: (values, key) =>
        api.POST('/api/console/enterprises/{id}/renames', {
          params: { path: { id }, header: header(key) },
          body: { name: values.name ?? '', ...whenAndWhy('edit', values) },
        }),
    },
    {
      ...{ title: '补记曾用名', verb: '保存', time: 'none' },
      fields: [
        nameField('曾用名'),
        { name: 'validFrom', label: '自哪天起', kind: 'day', hint: '不知道可不填' },
        { name: 'validUntil', label: '到哪天止', kind: 'day', required: true, hint: '这天起用别的名称' },
      ],
      send: (values, key) =>
        api.POST('/api/console/enterprises/{id}/former-names', {
          params: { path: { id }, header: header(key) },
          body: {
            ...whenAndWhy('none', values),
            ...{ name: values.name ?? '', validUntil: values.validUntil ?? '' },
            ...(values.validFrom && { validFrom: values.validFrom }),
          },
        }),
    },
    {
      ...{ title: '登记其他简称', verb: '保存', fields: [nameField('简称')], time: 'span' },
      send: (values, key) =>
        api.POST('/api/console/enterprises/{id}/names', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { name: values.name ?? '', ...whenAndWhy('span', values) },
        }),
    },
  ];
  const withdrawal = (row: NameRow): PanelAct => ({
    ...{ title: '撤回曾用名', verb: '撤回', fields: [], time: 'none' },
    lead: `“${row.name}”记错了：那段时间用的是后来的名称。`,
    send: (values, key) =>
      api.POST('/api/console/enterprises/{id}/former-names/{rowId}/withdrawal', {
        params: { path: { id, rowId: row.id }, header: header(key) },
        body: whenAndWhy('none', values),
      }),
  });
  return (
    <DatedPanel<NameRow>
      {...{ enterprise, locked, acts }}
      kind="names"
      title="曾用名与简称"
      empty="没有登记过别的名称。"
      rows={names}
      columns={[
        { key: 'name', title: '名称', lead: true, render: (row) => row.name },
        { key: 'kind', title: '类别', render: (row) => nameWords[row.kind] },
      ]}
      rowActs={(row, usual) => (row.kind === 'former' ? [withdrawal(row)] : usual)}
    />
  );
}
