import type { Dimension } from './segments.queries';

type Named = Pick<Dimension, 'id' | 'label' | 'segments'>;

/** What a list narrowed by segments shows, in words: `2024 年度剩，2025 年度老`. */
export function segmentWords(filter: string, dimensions: readonly Named[]): string {
  return filter
    .split(',')
    .map((one) => {
      const [id, code = '', year] = one.split('.');
      const dimension = dimensions.find((given) => given.id === id);
      const label =
        code === 'absent' ? '没有分类' : (dimension?.segments.find((given) => given.code === code)?.label ?? code);
      return `${year === undefined ? '' : `${year} 年度`}${label}`;
    })
    .join('，');
}
