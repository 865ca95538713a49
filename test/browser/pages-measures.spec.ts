import { describeEveryPage } from './every-page';
import { makeMeasures } from './measures-desk';

jest.setTimeout(60_000);

describeEveryPage(
  '每一页：扶持措施',
  [
    ['measure-standings', '/console/measure-standings'],
    ['measure-standings-unclaimed', '/console/measure-standings?measure=:measure&standing=unclaimed&by=size'],
    ['measures', '/console/measures'],
    ['measure', '/console/measures/:measure'],
    ['measure-draft', '/console/measures/:draft'],
    ['measure-editor', '/console/measures/draft?from=:draft'],
    ['measure-cases', '/console/measure-cases'],
    ['measure-case', '/console/measure-cases/:supportCase'],
    ['budgets', '/console/budgets'],
    ['disbursement', '/console/budgets/lists/:disbursement'],
    ['enterprise-support', '/console/enterprises/:enterprise?tab=support'],
    ['public-support', '/public/support', null],
    ['portal-measures', '/portal/enterprises/:enterprise/measures', 'member'],
  ],
  makeMeasures,
);
