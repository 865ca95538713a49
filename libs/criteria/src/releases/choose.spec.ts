import { seedRelease, standardIds } from '../testing/seeds';
import { chooseStandard, type Occasion, regionWithin } from './choose';

type Head = Parameters<typeof chooseStandard>[0][number];
const period = (from?: string, to?: string) => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  confidence: 'A' as const,
});
const head = (id: string, title: string, periods: Head['periods'], region = 'nation'): Head => ({
  ...{ id, name: id, grants: { title, level: 'nation', years: 3 }, region, periods },
});
const standards: Head[] = [
  head('miit-2022-63-little-giant', 'littleGiant', {
    application: period('2022-08-01', '2026-03-31'),
    renewal: period('2022-08-01', '2026-12-31'),
  }),
  head('miit-2026-2-little-giant', 'littleGiant', {
    application: period('2026-04-01'),
    renewal: period('2027-01-01'),
  }),
  head('nation', 'specializedSme', { application: period('2022-08-01') }),
  head('guangdong', 'specializedSme', { application: period('2023-01-01') }, '440000'),
  head('guangzhou', 'specializedSme', { application: period('2024-01-01', '2024-12-31') }, '440100'),
  head('one', 'hiddenChampion', { application: period() }, '410300'),
  head('two', 'hiddenChampion', { application: period() }, '410300'),
];
const shipped = standardIds.map((id) => seedRelease(id).document);
const ask = (title: string, region: string, purpose: Occasion['purpose'], date: string) =>
  chooseStandard(standards, { title, region, purpose, date });

describe('which standard applies', () => {
  it.each([
    ['littleGiant', '410302', 'application', '2026-06-01', 'miit-2026-2-little-giant'],
    ['littleGiant', '410302', 'renewal', '2026-06-01', 'miit-2022-63-little-giant'],
    ['littleGiant', '410302', 'application', '2026-03-31', 'miit-2022-63-little-giant'],
    ['littleGiant', '410302', 'application', '2026-04-01', 'miit-2026-2-little-giant'],
    ['littleGiant', '410302', 'renewal', '2026-12-31', 'miit-2022-63-little-giant'],
    ['littleGiant', '410302', 'renewal', '2027-01-01', 'miit-2026-2-little-giant'],
    ['littleGiant', 'nation', 'renewal', '2027-01-01', 'miit-2026-2-little-giant'],
    ['specializedSme', '410302', 'application', '2024-06-01', 'nation'],
    ['specializedSme', 'nation', 'application', '2024-06-01', 'nation'],
    ['specializedSme', '440300', 'application', '2024-06-01', 'guangdong'],
    ['specializedSme', '440303', 'application', '2022-12-31', 'nation'],
    ['specializedSme', '440103', 'application', '2024-06-01', 'guangzhou'],
    ['specializedSme', '440100', 'application', '2024-06-01', 'guangzhou'],
    ['specializedSme', '440000', 'application', '2024-06-01', 'guangdong'],
    ['specializedSme', '440103', 'application', '2025-01-01', 'guangdong'],
  ] as const)('%s in %s, %s on %s → %s', (title, region, purpose, date, id) => {
    const { answer, id: chosen, considered } = ask(title, region, purpose, date);
    expect([answer, chosen]).toEqual(['one', id]);
    expect(considered.filter(({ fits }) => fits).map((one) => one.id)).toEqual([id]);
  });

  it('none is explained, standard by standard', () => {
    expect(ask('techSme', '410302', 'application', '2026-06-01')).toMatchObject({
      ...{ answer: 'none', id: null, considered: [] },
      explanation: expect.stringContaining('在用的标准里没有这个称号的'),
    });
    const early = ask('littleGiant', '410302', 'application', '2022-07-31');
    expect(early.considered.map(({ reason }) => reason)).toEqual(['新申报自 2022-08-01 起施行', '新申报自 2026-04-01 起施行']); // prettier-ignore
    expect(ask('specializedSme', '410302', 'renewal', '2024-01-01').considered.map(({ reason }) => reason)).toEqual([
      ...['不用于复核', '只适用于 440000', '只适用于 440100'],
    ]);
    expect(ask('hiddenChampion', '110101', 'application', '2026-01-01').answer).toBe('none');
  });

  it('a date past the end says until when', () => {
    const [old] = standards;
    const choice = chooseStandard(old ? [old] : [], {
      ...{ title: 'littleGiant', region: 'nation', purpose: 'renewal', date: '2027-01-01' },
    });
    expect(choice.considered[0]?.reason).toBe('复核到 2026-12-31 为止');
  });

  it('two of the same region are named, not decided between', () => {
    const choice = ask('hiddenChampion', '410302', 'application', '2026-06-01');
    expect([choice.answer, choice.id]).toEqual(['several', null]);
    expect(choice.explanation).toMatch(/《one》、《two》.*请按编号指明/);
    expect(choice.considered.every(({ fits }) => fits)).toBe(true);
  });

  it('the wider one says what takes its place', () => {
    expect(ask('specializedSme', '440300', 'application', '2024-06-01').considered[0]).toEqual({
      ...{ id: 'nation', name: 'nation', fits: false },
      reason: '有地区更具体的标准（guangdong），以它为准',
    });
  });

  it.each([
    ['innovativeSme', 'application', '2022-07-31', null],
    ['innovativeSme', 'application', '2022-08-01', 'miit-2022-63-innovative'],
    ['innovativeSme', 'renewal', '2030-01-01', 'miit-2022-63-innovative'],
    ['specializedSme', 'application', '2022-07-31', null],
    ['specializedSme', 'application', '2026-03-31', 'miit-2022-63-specialized'],
    ['specializedSme', 'application', '2026-04-01', 'miit-2026-2-specialized'],
    ['specializedSme', 'renewal', '2026-03-31', 'miit-2022-63-specialized'],
    ['specializedSme', 'renewal', '2026-04-01', 'miit-2026-2-specialized'],
    ['littleGiant', 'application', '2026-03-31', 'miit-2022-63-little-giant'],
    ['littleGiant', 'application', '2026-04-01', 'miit-2026-2-little-giant'],
    ['littleGiant', 'application', '2026-06-01', 'miit-2026-2-little-giant'],
    ['littleGiant', 'renewal', '2026-06-01', 'miit-2022-63-little-giant'],
    ['littleGiant', 'renewal', '2026-12-31', 'miit-2022-63-little-giant'],
    ['littleGiant', 'renewal', '2027-01-01', 'miit-2026-2-little-giant'],
    ['techSme', 'application', '2026-06-01', 'most-2017-115-tech-sme'],
    ['singleChampion', 'application', '2026-06-01', 'miit-2023-138-single-champion'],
    ['hiddenChampion', 'application', '2026-06-01', 'luoyang-2019-58-hidden-champion'],
    ['hiddenChampionCultivation', 'application', '2026-06-01', 'luoyang-2019-58-hidden-champion-cultivation'],
  ] as const)('of the shipped ones, %s for %s on %s in Luoyang → %s', (title, purpose, date, id) => {
    expect(chooseStandard(shipped, { title, region: '410302', purpose, date }).id).toBe(id);
  });

  it.each([
    ['specializedSme', '440103', '2026-03-31', 'guangdong-2022-specialized'],
    ['specializedSme', '440103', '2026-04-01', 'miit-2026-2-specialized'],
    ['hiddenChampion', '330106', '2026-06-01', 'zhejiang-2026-hidden-champion'],
    ['hiddenChampion', '370102', '2026-06-01', 'shandong-hidden-champion'],
    ['hiddenChampion', '420106', '2026-06-01', 'hubei-2017-103-hidden-champion'],
    ['hiddenChampion', '110101', '2026-06-01', null],
  ] as const)('of the shipped ones, %s in %s on %s → %s', (title, region, date, id) => {
    expect(chooseStandard(shipped, { title, region, purpose: 'application', date }).id).toBe(id);
  });

  it('a region lies within itself and what is wider', () => {
    expect(regionWithin('410302', '410300') && regionWithin('410302', '410302') && regionWithin('410302', 'nation')).toBe(true); // prettier-ignore
    expect(regionWithin('410300', '410302') || regionWithin('nation', '410000') || regionWithin('420000', '410000')).toBe(false); // prettier-ignore
  });
});
