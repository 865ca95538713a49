import { type ColumnChange, columnName } from '@tidu/platform';
import type { TemplateView, VersionView } from '../templates/templates.queries';
import type { TemplateChangeDto, TemplateDetailDto, TemplateVersionDto } from './templates.console.dto';

/** A template as the console shows it. */
export const toTemplate = ({ id, name, source, sourceName, fields, versions }: TemplateView): TemplateDetailDto => ({
  ...{ id, name, source, sourceName, versions: versions.map(toVersion) },
  fields: fields.map(({ code, label, money }) => ({ code, label, money })),
});

function toVersion(one: VersionView): TemplateVersionDto {
  const { id, number, documentId, fileName, fileSha256, shape, proposal, version, mappedByName, createdByName } = one;
  const { sheet, headerFrom, headerTo, firstRow, room, notes } = shape;
  const columns = shape.columns.map((column) => {
    const mapped = proposal.find(({ index }) => index === column.index);
    const letter = columnName(column.index);
    return { ...column, letter, field: mapped?.field ?? null, fieldUnit: mapped?.unit ?? null };
  });
  return {
    ...{ id, number, documentId, fileName, fileSha256, sheet, headerFrom, headerTo, firstRow, room, notes, columns },
    ...{ version, mapped: one.mapping !== null, mappedByName, createdByName },
    ...{ mappedAt: one.mappedAt?.toISOString() ?? null, createdAt: one.createdAt.toISOString() },
    changes: one.changes && [...titleUnit(one), ...one.changes.map(toChange)],
  };
}

/** Another unit over the whole table: every amount without a unit of its own is meant. */
function titleUnit({ formerUnit = null, shape: { amountUnit } }: VersionView): TemplateChangeDto[] {
  if (formerUnit === amountUnit) return [];
  const words = `表头上方的金额单位由${formerUnit ?? '未写'}改为${amountUnit ?? '未写'}，数会差若干倍，请重新核对各列金额`;
  return [{ kind: 'unit', label: '整张表', letter: '', words }];
}

function toChange(change: ColumnChange): TemplateChangeDto {
  const { kind, label, index } = change;
  return { kind, label, letter: columnName(index), words: wordsOf(change) };
}

/** What changed, in words: 原在 D 列. */
export function wordsOf(change: ColumnChange): string {
  switch (change.kind) {
    case 'added':
      return '新增的列';
    case 'removed':
      return '上一版有，这一版没有';
    case 'renamed':
      return `原为“${change.before}”，也可能是另一个指标，请核对`;
    case 'moved':
      return `次序变了，原在 ${columnName(change.from)} 列`;
    case 'unit':
      return `单位由${change.before ?? '未写'}改为${change.after ?? '未写'}，数会差若干倍，请重新选定`;
    case 'format':
      return `格式由${change.before}改为${change.after}，请重新选定`;
  }
}
