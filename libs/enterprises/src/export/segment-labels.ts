import { readInstalledFile } from '@tidu/platform';
import { parseAllDocuments } from 'yaml';

/** Segments that no rule makes: 未定 (a rule that comes first can't be judged), 其余 (no rule is met), 没有分类 (not divided). */
export const openSegmentLabels = { undecided: '未定', remaining: '其余', absent: '没有分类' } as const;

interface Division {
  label: string;
  segments: Readonly<Record<string, string>>;
}

const file = 'seeds/reference/segments.yaml';
let kept: ReadonlyMap<string, Division> | null = null;

/** What a list narrowed by segments is called: `剩、老、新、优：剩（2024 年度）`; a code without a name stays as it is. */
export function segmentLabels(filter: string): string {
  kept ??= readLabels(readInstalledFile(file));
  const divisions = kept;
  return filter
    .split(',')
    .map((one) => {
      const [id = '', code = '', year] = one.split('.');
      const division = divisions.get(id);
      const label = division?.segments[code] ?? code;
      return `${division?.label ?? id}：${label}${year === undefined ? '（最新年度）' : `（${year} 年度）`}`;
    })
    .join('，并且 ');
}

/** The names alone; the rules are read, and strictly, by who divides. */
function readLabels(text: string): ReadonlyMap<string, Division> {
  const documents = parseAllDocuments(text).map((one) => one.toJS() as Partial<SegmentsDocument> | null);
  return new Map(
    documents.map((one) => [
      String(one?.id).replace(/^segment-/, ''),
      {
        label: String(one?.name),
        segments: {
          ...Object.fromEntries((one?.requires ?? []).map(({ id, label }) => [id, label])),
          ...openSegmentLabels,
        },
      },
    ]),
  );
}

interface SegmentsDocument {
  id: string;
  name: string;
  requires: { id: string; label: string }[];
}
