import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { Unknown } from '../../../shared/ui/Unknown';
import { type ActField, filled, whenAndWhy } from '../act/act-fields';
import type { Enterprise } from '../section-props';
import { DatedPanel } from './DatedPanel';
import { roleWords } from './identity-words';

type ContactRow = components['schemas']['ContactDto'];

const fields: ActField[] = [
  { name: 'role', label: '角色', kind: 'choice', options: roleWords, required: true },
  { name: 'name', label: '姓名', kind: 'text', required: true, maxLength: 100 },
  { name: 'position', label: '职务', kind: 'text', maxLength: 100 },
  { name: 'phone', label: '电话', kind: 'text', maxLength: 30 },
  { name: 'mail', label: '邮箱', kind: 'text', maxLength: 200 },
];

/** People to speak with. Phones and addresses are personal: masked, and told one at a time; who looks is noted. */
export function ContactsPanel({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  const { id, contacts } = enterprise;
  const reveal = useMutation({
    mutationFn: (rowId: string) =>
      unwrap(api.GET('/api/console/enterprises/{id}/contacts/{rowId}', { params: { path: { id, rowId } } })),
  });
  const shown = (row: ContactRow) => (reveal.data && reveal.variables === row.id ? reveal.data : row);
  return (
    <>
      <DatedPanel<ContactRow>
        {...{ enterprise, locked }}
        kind="contacts"
        title="联系人"
        empty="没有登记联系人。"
        rows={contacts}
        columns={[
          { key: 'name', title: '姓名', lead: true, render: (row) => row.name },
          { key: 'role', title: '角色', render: (row) => `${roleWords[row.role] ?? row.role} ${row.position ?? ''}` },
          { key: 'phone', title: '电话', render: (row) => shown(row).phone ?? <Unknown /> },
          { key: 'mail', title: '邮箱', render: (row) => shown(row).mail ?? <Unknown /> },
        ]}
        more={(row) =>
          (row.phone !== null || row.mail !== null) &&
          row.enterpriseId === id && (
            <Button size="small" title="谁看过会记下来" onClick={() => reveal.mutate(row.id)}>
              看全
            </Button>
          )
        }
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
      {reveal.error && <ProblemView error={reveal.error} />}
    </>
  );
}
