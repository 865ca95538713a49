import { describeEveryPage } from './every-page';
import { someParcels } from './parcels-desk';
import { aYearlyRanking } from './rankings-desk';

jest.setTimeout(90_000);

describeEveryPage(
  '每一页：年度排名、用地',
  [
    ['yearly', '/console/yearly-rankings'],
    ['yearly-definition', '/console/yearly-rankings/definitions/:definition'],
    ['yearly-new', '/console/yearly-rankings/definitions/new?from=:definition'],
    ['yearly-ranking', '/console/yearly-rankings/:snapshot'],
    ['yearly-flagged', '/console/yearly-rankings/:snapshot?only=flagged'],
    ['yearly-print', '/console/yearly-rankings/:snapshot/print'],
    ['public-rankings', '/public/rankings', null],
    ['parcels', '/console/parcels'],
    ['parcels-none', '/console/parcels?q=没有这样的地块'],
    ['parcel', '/console/parcels/:parcel'],
    ['parcel-before', '/console/parcels/:parcel?day=2000-01-01'],
    ['parcel-new', '/console/parcels/new'],
    ['parcel-import', '/console/parcels/import'],
    ['area-lists', '/console/parcels/area-lists'],
    ['area-list', '/console/parcels/area-lists/:areaList'],
    ['enterprise-land', '/console/enterprises/:tenant?tab=land'],
    ['public-area-lists', '/public/area-lists', null],
    ['public-area-list', '/public/area-lists/:areaList', null],
  ],
  async (desk) => {
    const { definition, snapshot } = await aYearlyRanking(desk);
    const { parcel, areaList, tenants } = await someParcels(desk);
    return { ids: { definition, snapshot, parcel, areaList, tenant: tenants[0]?.id ?? '' } };
  },
);
