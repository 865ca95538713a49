import type { Movement } from './movement';

const causes = [
  ['weights', '指标和权重调整'],
  ['own', '本企业数据变化'],
  ['others', '其他企业数据变化'],
  ['cohort', '参评企业增减'],
] as const;

/** Why a rank changed, in one line: the cause that did most first. 由第 12 名降到第 42 名（降 30 位）：因指标和权重调整降 30 位。 */
export function movementWords(movement: Movement): string {
  const { from, to } = movement;
  const parts = causes
    .map(([key, cause]) => ({ cause, places: movement[key] }))
    .filter(({ places }) => places !== 0)
    .sort((a, b) => Math.abs(b.places) - Math.abs(a.places));
  const because = parts.map(({ cause, places }) => `因${cause}${inPlaces(places)}`).join('，');
  const head =
    from === to
      ? `仍为第 ${to} 名`
      : `由第 ${from} 名${to > from ? '降' : '升'}到第 ${to} 名（${inPlaces(to - from)}）`;
  if (parts.length === 0) return `${head}，各项都没有变动。`;
  return `${head}：${because}${from === to ? '，相互抵消' : ''}。`;
}

const inPlaces = (places: number) => `${places > 0 ? '降' : '升'} ${Math.abs(places)} 位`;
