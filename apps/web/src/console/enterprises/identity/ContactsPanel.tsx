import { useState } from 'react';
import { api, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { useMay } from '../../../shared/session/session';
import { Disclosure } from '../../../shared/ui/Disclosure';
import { Unknown } from '../../../shared/ui/Unknown';
import { type ActField, filled, whenAndWhy } from '../act/act-fields';
import type { Enterprise } from '../section-props';
import { DatedPanel, type PanelAct } from './DatedPanel';
import { roleWords } from './identity-words';

type ContactRow = components['schemas']['ContactDto'];

const fields: ActField[] = [
  { name: 'role', label: '角色', kind: 'choice', options: roleWords, required: true },
  { name: 'name', label: '姓名', kind: 'text', required: true, maxLength: 100 },
  { name: 'position', label: '职务', kind: 'text', maxLength: 100 },
  { name: 'phone', label: '电话', kind: 'text', maxLength: 30 },
  { name: 'mail', label: '邮箱', kind: 'text', maxLength: 200 },
];

type Told = components['schemas']['ContactDetailsDto'];

/** People to speak with. Phones and addresses are personal: masked, and told one at a time, for a reason that is noted. */
export function ContactsPanel({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  const { id, contacts } = enterprise;
  const [told, setTold] = useState<Readonly<Record<string, Told>>>({});
  const may = useMay();
  const shown = (row: ContactRow) => ({ ...row, ...told[row.id] });
  const disclose = (row: ContactRow) => (reason: string) =>
    unwrap(
      api.POST('/api/console/enterprises/{id}/contacts/{rowId}/disclosures', {
        params: { path: { id, rowId: row.id } },
        body: { fields: (['phone', 'mail'] as const).filter((field) => row[field] !== null), reason },
      }),
    );
  return (
    <DatedPanel<ContactRow>
      {...{ enterprise, locked }}
      kind="contacts"
      title="联系人"
      empty="没有登记联系人。"
      rows={contacts}
      columns={[
        { key: 'name', title: '姓名', lead: true, render: (row) => row.name },
        { key: 'role', title: '角色', render: (row) => `${roleWords[row.role] ?? row.role} ${row.position ?? ''}` },
        { key: 'phone', title: '电话', render: (row) => <Way value={shown(row).phone} failedOn={row.phoneFailedOn} /> },
        { key: 'mail', title: '邮箱', render: (row) => <Way value={shown(row).mail} failedOn={row.mailFailedOn} /> },
      ]}
      more={(row) =>
        (row.phone !== null || row.mail !== null) &&
        row.enterpriseId === id &&
        told[row.id] === undefined &&
        may('enterprises.contacts') && (
          <Disclosure
            what={`${row.name} 的电话、邮箱`}
            ask={disclose(row)}
            onTold={(details) => setTold((known) => ({ ...known, [row.id]: details }))}
          />
        )
      }
      rowActs={(row, usual) => [...(may('enterprises.contacts') ? failActs(id, row) : []), ...usual]}
      acts={[
        {
          ...{ title: '登记联系人', verb: '保存', fields, time: 'span' },
          lead: '电话和邮箱是个人信息，只为联系企业而登记。',
          send: (values, key) =>
            api.POST('/api/console/enterprises/{id}/contacts', {
              params: { path: { id }, header: { 'Idempotency-Key': key } },
              body: {
                ...filled(values, 'position', 'phone', 'mail'),
                ...{ role: values.role as 'finance', name: values.name ?? '', ...whenAndWhy('span', values) },
              },
            }),
        },
      ]}
    />
  );
}

/** A way to somebody, and since when it leads nowhere. */
function Way({ value, failedOn }: { value: string | null; failedOn: string | null }) {
  if (value === null) return <Unknown />;
  return (
    <>
      {value} {failedOn !== null && <b>（{failedOn} 起联系不上）</b>}
    </>
  );
}

const wayWords = { phone: '电话', mail: '邮箱' } as const;

/** That a phone or an address was tried in vain; once each. */
function failActs(id: string, row: ContactRow): PanelAct[] {
  return (['phone', 'mail'] as const)
    .filter((way) => row[way] !== null && row[`${way}FailedOn`] === null)
    .map((way) => ({
      ...{ title: `${row.name} 的${wayWords[way]}联系不上`, verb: `${wayWords[way]}不通`, fields: [], time: 'none' },
      lead: '以后不再往那里发。同时请所在镇街的经办人核实，登记了新的联系人，任务自动办结。',
      send: (values, key) =>
        api.POST('/api/console/enterprises/{id}/contacts/{rowId}/failures', {
          params: {
            path: { id, rowId: row.id },
            header: { 'If-Match': String(row.version), 'Idempotency-Key': key },
          },
          body: { ...whenAndWhy('none', values), way },
        }),
    }));
}
