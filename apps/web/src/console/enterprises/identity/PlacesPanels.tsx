import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { type ActField, whenAndWhy } from '../act/act-fields';
import type { Enterprise } from '../section-props';
import { DatedPanel } from './DatedPanel';

type ZoneRow = components['schemas']['ZoneMembershipDto'];
type ChainRow = components['schemas']['ChainMembershipDto'];
const code = (name: string, label: string, kind: 'zone' | 'chain', hint: string): ActField => ({
  ...{ name, label, kind, required: true, hint },
});

const placeWords = (name: string | null, code: string) => (
  <>
    {name ?? '名录里没有'} <span className="code">{code}</span>
  </>
);

/** Zones and chains; several at once, each for its time. */
export function PlacesPanels({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  const { id, zones, chains } = enterprise;
  const params = (key: string) => ({ path: { id }, header: { 'Idempotency-Key': key } });
  return (
    <div className="parts">
      <DatedPanel<ZoneRow>
        {...{ enterprise, locked }}
        kind="zones"
        title="所在园区"
        empty="没有登记所在园区。"
        rows={zones}
        columns={[{ key: 'zone', title: '园区', lead: true, render: (row) => placeWords(row.zoneName, row.zoneCode) }]}
        acts={[
          {
            ...{ title: '登记园区', verb: '保存', time: 'span' },
            fields: [code('zoneCode', '园区', 'zone', '本区园区表里的；可同属几个园区')],
            send: (values, key) =>
              api.POST('/api/console/enterprises/{id}/zones', {
                params: params(key),
                body: { zoneCode: values.zoneCode ?? '', ...whenAndWhy('span', values) },
              }),
          },
        ]}
      />
      <DatedPanel<ChainRow>
        {...{ enterprise, locked }}
        kind="chains"
        title="所属产业链"
        empty="没有登记所属产业链。"
        rows={chains}
        columns={[
          {
            key: 'chain',
            title: '产业链、环节',
            lead: true,
            render: (row) => placeWords(row.chainName, row.chainCode),
          },
        ]}
        acts={[
          {
            ...{ title: '登记产业链', verb: '保存', time: 'span' },
            fields: [code('chainCode', '产业链或环节', 'chain', '本区产业链表里的；可同属几条链')],
            send: (values, key) =>
              api.POST('/api/console/enterprises/{id}/chains', {
                params: params(key),
                body: { chainCode: values.chainCode ?? '', ...whenAndWhy('span', values) },
              }),
          },
        ]}
      />
    </div>
  );
}
