import type { ListedRow, OfficialList } from './official-lists.queries';

export const levelWords: Readonly<Record<OfficialList['level'], string>> = {
  nation: '国家级',
  province: '省级',
  city: '市级',
  district: '县区级',
};

export const stateWords: Readonly<Record<OfficialList['state'], string>> = {
  reading: '正在读取',
  ready: '已对账',
  stopped: '没有接收',
  undone: '已撤销',
};

export const grantWords: Readonly<Record<NonNullable<ListedRow['grant']>, string>> = {
  granted: '✓ 已登记称号',
  stood: '✓ 先前已登记',
  held: '! 没有登记',
  undone: '– 已撤销',
};
