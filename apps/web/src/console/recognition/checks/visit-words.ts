import type { GivenVisit } from './checks.queries';

export const visitWords: Readonly<Record<GivenVisit['conclusion'], string>> = {
  conforms: '与申报一致',
  differs: '与申报不一致',
  notDone: '没有查成',
};

export const excludedWords = { conflict: '回避', scope: '不在负责范围' } as const;
