import type { Gap, Snapshot } from './yearly.queries';

export const stateWords: Readonly<Record<Snapshot['state'], string>> = {
  ...{ preview: '预览，还没有冻结', frozen: '已冻结', superseded: '已被更正的版本取代' },
};
export const gapWords: Readonly<Record<Gap['kind'], string>> = {
  ...{ missing: '缺数', provisional: '暂用数', outlying: '数据疑点' },
};
export const lineWords = { in: '线内', tied: '线上同分', out: '线外' } as const;
export const standingWords = { in: '一定入围', undecided: '数据还不能定', out: '一定不入围' } as const;

/** Ranks from the best to the worst. */
export const bandText = (best: number, worst: number): string => (best === worst ? String(best) : `${best}–${worst}`);
export const wayWords = { document: '纸质或公文', mail: '邮件', platform: '报送平台', other: '其他' } as const;

/** What it is and is not, said on every page of it. */
export const natureWords = ({ own, demo }: { own: boolean; demo?: boolean }): string =>
  ['预评估，非认定', ...(own ? ['本局自定'] : []), ...(demo ? ['演示数据'] : [])].join(' · ');
