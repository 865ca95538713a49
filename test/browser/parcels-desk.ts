import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { until } from '@tidu/test/product';
import { officerAt } from './rankings-desk';
import type { Desk } from './support';

export interface ParcelsDesk {
  parcel: string;
  areaList: string;
  tenants: { id: string; name: string }[];
}

/** Two parcels of the demo district, the shares of last year published, and one of them objected to. */
export async function someParcels(desk: Desk): Promise<ParcelsDesk> {
  const clerk = await officerAt(desk, '园区经办');
  const send = async (address: string, body: object, headers: Record<string, string> = clerk.headers) => {
    const answer = await fetch(`${desk.url}/api/${address}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) },
    });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const { items: tenants } = (await (await desk.ask('/api/console/enterprises?region=410399&limit=3')).json()) as {
    items: { id: string; name: string }[];
  };
  const year = new Date().getFullYear() - 1;
  const parcel = async (number: string, areas: string[], more: object = {}) =>
    (
      await send('console/parcels', {
        ...{ number, regionCode: '410399', validFrom: `${year}-01-01`, publicArea: '0.5', vacantArea: '0' },
        address: '演示区高新技术产业开发区创业大道与科技三路交叉口东北角智能制造产业园二期 8 号厂房',
        area: String(areas.reduce((sum, one) => sum + Number(one), 0.5)),
        shares: areas.map((area, i) => ({ enterpriseId: tenants[i]?.id, area })),
        ...{ document: '租赁合同', ...more },
      })
    ).id ?? '';
  const first = await parcel('演 2025-001', ['12.5', '7.25', '3']);
  await parcel('演 2025-002', ['20']);
  const { jobId } = await send('console/area-lists', {
    ...{ year, asOf: `${year}-12-31`, title: `${year} 年度用地面积公示`, body: '现予公示。', workingDays: 5 },
  });
  let areaList = '';
  const isPublished = await until(async () => {
    const job = (await (await fetch(`${desk.url}/api/console/jobs/${jobId}`, { headers: clerk.headers })).json()) as {
      state: string;
      result: { listId: string } | null;
    };
    areaList = job.result?.listId ?? '';
    return job.state === 'succeeded';
  });
  if (!isPublished) throw new Error('the area list was not published');
  const { items } = (await (await fetch(`${desk.url}/api/open/area-lists/${areaList}/items`)).json()) as {
    items: { id: string }[];
  };
  await send(
    'open/area-lists/objections',
    { itemId: items[0]?.id, text: '我公司只租用其中十亩，合同附后。', name: '李四', contact: '13800000000' },
    { [ownPageHeader]: ownPageValue },
  );
  return { parcel: first, areaList, tenants };
}
