import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { whenAndWhy } from '../act/act-fields';
import type { Enterprise } from '../section-props';
import { DatedPanel, type PanelAct } from './DatedPanel';
import { aliasWords, enteredAliases } from './identity-words';

type AliasRow = components['schemas']['AliasDto'];

/** Other numbers the enterprise is met under, and the correction of its code. */
export function CodesPanel({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  const { id, version, creditCode, aliases } = enterprise;
  const acts: PanelAct[] = [
    {
      ...{ title: '更正代码', verb: '保存新代码', time: 'edit' },
      lead: `现代码：${creditCode}。原代码留作旧代码，写着它的文件仍能对上这家企业。`,
      fields: [
        { name: 'creditCode', label: '统一社会信用代码', kind: 'text', required: true, maxLength: 40 },
        { name: 'pilot', label: '是试点代码（M0001…），已对照营业执照', kind: 'check' },
      ],
      send: (values, key) =>
        api.POST('/api/console/enterprises/{id}/credit-codes', {
          params: { path: { id }, header: { 'If-Match': String(version), 'Idempotency-Key': key } },
          body: {
            creditCode: values.creditCode ?? '',
            ...(values.pilot === 'true' && { pilot: true }),
            ...whenAndWhy('edit', values),
          },
        }),
    },
    {
      ...{ title: '登记旧代码', verb: '保存', time: 'span' },
      fields: [
        { name: 'kind', label: '种类', kind: 'choice', options: enteredAliases, required: true },
        { name: 'code', label: '旧代码', kind: 'text', required: true, maxLength: 20 },
      ],
      send: (values, key) =>
        api.POST('/api/console/enterprises/{id}/aliases', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: {
            kind: values.kind as 'registrationNumber' | 'organisationCode',
            code: values.code ?? '',
            ...whenAndWhy('span', values),
          },
        }),
    },
  ];
  return (
    <DatedPanel<AliasRow>
      {...{ enterprise, locked, acts }}
      kind="aliases"
      title="旧代码"
      empty="没有登记过别的代码。"
      rows={aliases}
      columns={[
        { key: 'code', title: '代码', lead: true, render: (row) => <span className="code">{row.code}</span> },
        { key: 'kind', title: '种类', render: (row) => aliasWords[row.kind] },
      ]}
    />
  );
}
