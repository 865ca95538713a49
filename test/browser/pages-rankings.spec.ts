import { describeEveryPage } from './every-page';
import { aYearlyRanking } from './rankings-desk';

jest.setTimeout(90_000);

describeEveryPage(
  '每一页：年度排名',
  [
    ['yearly', '/console/yearly-rankings'],
    ['yearly-definition', '/console/yearly-rankings/definitions/:definition'],
    ['yearly-new', '/console/yearly-rankings/definitions/new?from=:definition'],
    ['yearly-ranking', '/console/yearly-rankings/:snapshot'],
    ['yearly-flagged', '/console/yearly-rankings/:snapshot?only=flagged'],
    ['yearly-print', '/console/yearly-rankings/:snapshot/print'],
    ['public-rankings', '/public/rankings', null],
  ],
  async (desk) => {
    const { definition, snapshot } = await aYearlyRanking(desk);
    return { ids: { definition, snapshot } };
  },
);
