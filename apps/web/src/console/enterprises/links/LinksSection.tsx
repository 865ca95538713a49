import { Link } from '@tanstack/react-router';
import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { useMay } from '../../../shared/session/session';
import { type ActField, filled, whenAndWhy } from '../act/act-fields';
import { DatedPanel, type PanelAct } from '../identity/DatedPanel';
import type { SectionProps } from '../section-props';
import { JoinedPanel } from './JoinedPanel';
import { confirmationWords, linkWords, shareOf, shareWords } from './link-words';
import '../identity/identity.css';

type LinkRow = components['schemas']['LinkDto'];

const directions = {
  'supplies-out': '本企业为对方配套（对方是龙头）',
  'supplies-in': '对方为本企业配套（本企业是龙头）',
  'control-out': '本企业控股对方',
  'control-in': '对方控股本企业',
  'group-out': '同一集团',
};

const fields: ActField[] = [
  { name: 'direction', label: '关系', kind: 'choice', options: directions, required: true },
  { name: 'otherId', label: '对方企业', kind: 'enterprise', hint: '登记簿里没有的，在下面填名称' },
  { name: 'otherName', label: '登记簿外的对方名称', kind: 'text', maxLength: 200 },
  { name: 'otherCode', label: '登记簿外的对方代码', kind: 'text', maxLength: 40 },
  { name: 'product', label: '配套产品', kind: 'text', maxLength: 200, hint: '只在配套关系填' },
  { name: 'share', label: '持股比例（%）', kind: 'text', maxLength: 6, hint: '只在控股关系填，如 51 或 33.34' },
];

/** Whom the enterprise belongs together with: group, control, supply; and records that were joined with it or parted. */
export function LinksSection({ enterprise, asOf }: SectionProps) {
  const may = useMay();
  const past = asOf !== undefined || enterprise.status === 'merged';
  const locked = past || !may('enterprises.edit');
  const { id, links } = enterprise;
  const confirmation = (row: LinkRow): PanelAct => ({
    ...{ title: '记下配套关系的确认', verb: '记下确认', time: 'none' },
    lead: '双方都确认后，这层配套关系才算数。请在“依据”里写明怎样得知（来函、电话、系统确认）。',
    fields: [
      {
        ...{ name: 'side', label: '哪一方确认了', kind: 'choice', required: true },
        options: { this: enterprise.name, other: row.otherName ?? '对方（不在您的管辖范围）' },
      },
    ],
    send: (values, key) =>
      api.POST('/api/console/enterprises/{id}/links/{rowId}/confirmations', {
        params: {
          path: { id, rowId: row.id },
          header: { 'If-Match': String(row.version), 'Idempotency-Key': key },
        },
        body: { side: values.side as 'this' | 'other', ...whenAndWhy('none', values) },
      }),
  });
  return (
    <>
      <DatedPanel<LinkRow>
        {...{ enterprise, locked }}
        kind="links"
        title="企业关系"
        empty="没有登记集团、控股或配套关系。"
        rows={links}
        columns={[
          { key: 'other', title: '对方', lead: true, render: (row) => <Other row={row} /> },
          { key: 'kind', title: '关系', render: linkWords },
          {
            key: 'what',
            title: '内容',
            render: (row) => row.product ?? (row.share === null ? '' : shareWords(row.share)),
          },
          {
            key: 'state',
            title: '确认',
            render: (row) => (row.kind === 'supplies' ? confirmationWords(row) : '不需要'),
          },
        ]}
        rowActs={(row, usual) => {
          const open = row.thisConfirmedAt === null || row.otherConfirmedAt === null;
          return row.kind === 'supplies' && open ? [confirmation(row), ...usual] : usual;
        }}
        acts={[
          {
            ...{ title: '登记关系', verb: '保存', fields, time: 'span' },
            send: (values, key) => {
              const [kind, side] = (values.direction ?? '').split('-');
              const share = values.share ? shareOf(values.share) : null;
              return api.POST('/api/console/enterprises/{id}/links', {
                params: { path: { id }, header: { 'Idempotency-Key': key } },
                body: {
                  ...filled(values, 'otherId', 'otherName', 'otherCode', 'product'),
                  ...{ kind: kind as LinkRow['kind'], inward: side === 'in', ...whenAndWhy('span', values) },
                  ...(values.share && { share: share ?? 0 }),
                },
              });
            },
          },
        ]}
      />
      <JoinedPanel enterprise={enterprise} locked={past || !may('enterprises.merge')} />
    </>
  );
}

function Other({ row }: { row: LinkRow }) {
  if (row.otherName === null) return <span className="quiet">不在您的管辖范围内的企业</span>;
  if (row.otherId === null) {
    return (
      <>
        {row.otherName} <span className="quiet">{row.otherCode ?? '登记簿外'}</span>
      </>
    );
  }
  return (
    <Link to="/console/enterprises/$id" params={{ id: row.otherId }} className="row-link">
      {row.otherName}
    </Link>
  );
}
