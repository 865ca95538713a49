import { casesText, dictionary, seedRelease, standardIds } from '../testing/seeds';
import { type CaseGap, caseGaps } from './gaps';

const told = (gaps: CaseGap[]) => gaps.map(({ clause, message }) => `${clause}: ${message}`);

it.each(standardIds)('the cases beside %s leave nothing unshown', (id) => {
  expect(told(caseGaps(seedRelease(id), dictionary, casesText(id), `${id}.cases.yaml`))).toEqual([]);
});
