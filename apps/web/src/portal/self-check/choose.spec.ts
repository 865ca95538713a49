import { findStandards, type StandardHead } from './choose';
import { isTitle, titlesOf } from './titles';

const period = (from?: string, to?: string) => ({ from, to, confidence: 'A' as const });
const head = (id: string, title: string, periods: StandardHead['periods'], region = 'nation'): StandardHead => ({
  ...{ id, name: `${id} 的标准`, title, region, periods, level: 'nation', version: 1, hash: '', issuer: '' },
  ...{
    regionName: '',
    documentNumber: '',
    hasPoints: false,
    supplementOf: null,
    fullPoints: null,
    publishedAt: '',
    reviewBy: null,
    provisional: false,
  },
});
const standards = [
  head('old', 'littleGiant', { application: period('2022-08-01', '2026-03-31'), renewal: period('2022-08-01', '2026-12-31') }), // prettier-ignore
  head('new', 'littleGiant', { application: period('2026-04-01'), renewal: period('2027-01-01') }),
  head('luoyang', 'hiddenChampion', { application: period() }, '410300'),
  head('luoyang-before', 'hiddenChampion', { application: period() }, '410300'),
  head('zhejiang', 'hiddenChampion', { application: period('2026-01-01') }, '330000'),
];
const ids = (title: string, purpose: 'application' | 'renewal', day: string) =>
  findStandards(standards, { title, purpose, day }).candidates.map(({ id }) => id);

describe('findStandards', () => {
  it('on one day a new application and a renewal are judged by different texts', () => {
    expect(ids('littleGiant', 'application', '2026-06-01')).toEqual(['new']);
    expect(ids('littleGiant', 'renewal', '2026-06-01')).toEqual(['old']);
    expect(ids('littleGiant', 'application', '2026-03-31')).toEqual(['old']);
  });

  it('offers every town’s standard, for the enterprise to say where it is', () => {
    expect(ids('hiddenChampion', 'application', '2026-06-01')).toEqual(['luoyang', 'luoyang-before', 'zhejiang']);
    expect(ids('hiddenChampion', 'application', '2025-06-01')).toEqual(['luoyang', 'luoyang-before']);
  });

  it('says why none holds, each standard for itself', () => {
    const early = findStandards(standards, { title: 'littleGiant', purpose: 'application', day: '2020-01-01' });
    expect(early).toEqual({
      candidates: [],
      reasons: [
        { name: 'old 的标准', reason: '新申报自 2022-08-01 起施行' },
        { name: 'new 的标准', reason: '新申报自 2026-04-01 起施行' },
      ],
    });
    const renewal = findStandards(standards, { title: 'hiddenChampion', purpose: 'renewal', day: '2026-06-01' });
    expect(renewal.reasons.map(({ reason }) => reason)).toEqual(['不用于复核', '不用于复核', '不用于复核']);
    expect(findStandards(standards, { title: 'techSme', purpose: 'renewal', day: '2026-06-01' })).toEqual({ candidates: [], reasons: [] }); // prettier-ignore
  });
});

describe('titles', () => {
  it('are those that standards lead to, in the order of the ladder', () => {
    expect(titlesOf(standards)).toEqual(['littleGiant', 'hiddenChampion']);
    expect(titlesOf([{ title: 'hiddenChampion' }, { title: 'techSme' }, { title: 'perMu' }])).toEqual(['techSme', 'hiddenChampion']); // prettier-ignore
    expect([isTitle('techSme'), isTitle('perMu'), isTitle(undefined)]).toEqual([true, false, false]);
  });
});
