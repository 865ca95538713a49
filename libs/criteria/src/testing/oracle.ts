/**
 * A second evaluator, written from the description of the standards and sharing nothing with the room: plain code per
 * standard, exact fractions, no compilation. The two are compared on thousands of random cases.
 */
import { Case, type OracleResult, type Sheet } from './oracle-arithmetic';
import * as conditions from './oracle-conditions';
import * as measured from './oracle-measured';
import * as scored from './oracle-scored';

export type { OracleResult, Sheet } from './oracle-arithmetic';

/** Judges a sheet of decimal texts (money in 元) under one of the standards described. */
export function oracle(
  standard: string,
  sheet: Sheet,
  renewal: boolean,
  cohort: readonly Sheet[] | null = null,
): OracleResult {
  const c = new Case(sheet);
  switch (standard) {
    case 'miit-2022-63-innovative':
      return scored.innovative(c);
    case 'miit-2022-63-specialized':
      return scored.specialized2022(c, 60);
    case 'guangdong-2022-specialized':
      return scored.specialized2022(c, 70);
    case 'miit-2022-63-little-giant':
      return conditions.littleGiant2022(c);
    case 'miit-2026-2-specialized':
      return conditions.specialized2026(c, renewal);
    case 'miit-2026-2-little-giant':
      return conditions.littleGiant2026(c, renewal);
    case 'most-2017-115-tech-sme':
      return scored.techSme(c);
    case 'zhejiang-2026-hidden-champion':
      return conditions.zhejiang2026(c);
    case 'luoyang-2019-58-hidden-champion':
    case 'luoyang-2019-58-hidden-champion-cultivation':
      return conditions.luoyang(c, standard.endsWith('cultivation'));
    case 'miit-2023-138-single-champion':
      return conditions.singleChampion(c);
    case 'shandong-hidden-champion':
      return conditions.shandong(c);
    case 'hubei-2017-103-hidden-champion':
      return conditions.hubei(c);
    case 'simon-hidden-champion':
      return conditions.simon(c, '7.1884');
    case 'huangyan-2022-per-mu-above-scale':
    case 'huangyan-2022-per-mu-below-scale':
      return measured.perMu(c, standard.includes('above'), cohort);
    case 'nbs-2011-300-size':
      return measured.size(c);
    default:
      throw new Error(`the oracle does not know ${standard}`);
  }
}
