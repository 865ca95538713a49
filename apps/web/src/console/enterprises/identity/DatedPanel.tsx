import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { api, type settle } from '../../../shared/api/client';
import { DataTable } from '../../../shared/ui/DataTable';
import type { Column } from '../../../shared/ui/columns';
import { ActDrawer } from '../act/ActDrawer';
import { type ActField, type ActTime, type ActValues, whenAndWhy } from '../act/act-fields';
import type { Enterprise } from '../section-props';
import { spanWords } from './identity-words';

/** What all dated rows have in common. */
export interface Dated {
  id: string;
  enterpriseId: string;
  validFrom: string | null;
  validUntil: string | null;
  version: number;
  source: string | null;
  recordedByName: string;
}

/** One thing that can be done from the panel's head. */
export interface PanelAct {
  title: string;
  verb: string;
  lead?: ReactNode;
  fields: readonly ActField[];
  time: ActTime;
  initial?: ActValues;
  send: (values: ActValues, key: string) => Parameters<typeof settle>[0];
}

interface DatedPanelProps<Row extends Dated> {
  enterprise: Enterprise;
  kind: 'names' | 'aliases' | 'zones' | 'chains' | 'contacts' | 'notes' | 'links';
  title: string;
  empty: string;
  rows: readonly Row[];
  columns: Column<Row>[];
  acts: readonly PanelAct[];
  /** Acts of a row, where they aren't the usual two. */
  rowActs?: (row: Row, usual: PanelAct[]) => PanelAct[];
  /** What else stands among the acts of a row. */
  more?: (row: Row) => ReactNode;
  locked: boolean;
}

/** Rows of one kind with their days and who says so; each can be ended, or taken back as a mistake. */
export function DatedPanel<Row extends Dated>(props: DatedPanelProps<Row>) {
  const { enterprise, kind, title, empty, rows, columns, acts, rowActs, more, locked } = props;
  // by name, not the act itself: after a refusal it must know what was read again
  const [open, setOpen] = useState<{ rowId?: string; title: string }>();
  const actsOf = (row: Row) => {
    const usual = usualActs(enterprise, kind, title, row);
    return rowActs ? rowActs(row, usual) : usual;
  };
  const openRow = rows.find(({ id }) => id === open?.rowId);
  const among = open?.rowId === undefined ? acts : openRow ? actsOf(openRow) : [];
  const opened = among.find((act) => act.title === open?.title);
  const actColumn: Column<Row> = {
    key: 'acts',
    title: '操作',
    render: (row) =>
      row.enterpriseId === enterprise.id || kind === 'links' ? (
        <span className="row-acts no-print">
          {more?.(row)}
          {actsOf(row).map((act) => (
            <Button key={act.title} size="small" onClick={() => setOpen({ rowId: row.id, title: act.title })}>
              {act.verb}
            </Button>
          ))}
        </span>
      ) : (
        <span className="quiet">在已合并的记录上</span>
      ),
  };
  const shown: Column<Row>[] = [
    ...columns,
    { key: 'span', title: '起止', render: (row) => spanWords(row.validFrom, row.validUntil) },
    {
      key: 'source',
      title: '依据',
      render: (row) => row.source ?? <span className="quiet">{row.recordedByName} 记</span>,
    },
    ...(locked ? [] : [actColumn]),
  ];
  const id = `part-${kind}`;
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="part-head">
        <h2 id={id}>{title}</h2>
        {!locked && (
          <div className="part-head__acts no-print">
            {acts.map((act) => (
              <Button key={act.title} onClick={() => setOpen({ title: act.title })}>
                {act.title}
              </Button>
            ))}
          </div>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="quiet">{empty}</p>
      ) : (
        <DataTable caption={title} columns={shown} rows={rows} rowKey={({ id }) => id} cards compact />
      )}
      {opened && <ActDrawer key={opened.title} {...opened} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function usualActs(
  enterprise: Enterprise,
  kind: DatedPanelProps<Dated>['kind'],
  title: string,
  row: Dated,
): PanelAct[] {
  const at = (key: string) => ({
    path: { id: enterprise.id, kind, rowId: row.id },
    header: { 'If-Match': String(row.version), 'Idempotency-Key': key },
  });
  const base = '/api/console/enterprises/{id}/{kind}/{rowId}' as const;
  return [
    {
      ...{ title: `${title}：到期`, verb: '到期', fields: [], time: 'end' },
      lead: '以前如此，自某日起不再如此。以前的仍留着。',
      send: (values, key) => api.POST(`${base}/end`, { params: at(key), body: whenAndWhy('end', values) }),
    },
    {
      ...{ title: `${title}：撤回`, verb: '撤回', fields: [], time: 'none' },
      lead: '记错了，从来不是如此。撤回后不再显示，变更记录里查得到。',
      send: (values, key) => api.POST(`${base}/withdrawal`, { params: at(key), body: whenAndWhy('none', values) }),
    },
  ];
}
