import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { formatInstant } from '../../../shared/format/times';
import { whenAndWhy } from '../act/act-fields';
import type { Enterprise } from '../section-props';
import { DatedPanel } from './DatedPanel';

type NoteRow = components['schemas']['NoteDto'];

/** Notes of the bureau; the enterprise never sees them. */
export function NotesPanel({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  const { id, notes } = enterprise;
  return (
    <DatedPanel<NoteRow>
      {...{ enterprise, locked }}
      kind="notes"
      title="备注"
      empty="没有备注。"
      rows={notes}
      columns={[
        {
          key: 'text',
          title: '内容（企业看不到）',
          lead: true,
          render: (row) => <span className="note">{row.text}</span>,
        },
        { key: 'at', title: '记于', render: (row) => `${formatInstant(row.recordedAt)} ${row.recordedByName}` },
      ]}
      acts={[
        {
          ...{ title: '写备注', verb: '保存', time: 'span' },
          fields: [{ name: 'text', label: '内容', kind: 'long', required: true, maxLength: 2000 }],
          send: (values, key) =>
            api.POST('/api/console/enterprises/{id}/notes', {
              params: { path: { id }, header: { 'Idempotency-Key': key } },
              body: { text: values.text ?? '', ...whenAndWhy('span', values) },
            }),
        },
      ]}
    />
  );
}
