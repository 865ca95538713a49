import { DomainError, shanghaiTime } from '@tidu/kernel';
import { evidenceKinds } from './kinds';

export const unknownKind = (kind: string) =>
  new DomainError(
    'notFound',
    'ENTERPRISES.EVIDENCE_KIND',
    `没有“${kind.slice(0, 50)}”这一种佐证。可用的有：${evidenceKinds.map((one) => one.kind).join('、')}。`,
  );

/** The same for a record that isn't there and for one of another enterprise. */
export const evidenceNotFound = () =>
  new DomainError('notFound', 'ENTERPRISES.EVIDENCE_NOT_FOUND', '没有这条佐证，或它不在您的管辖范围内。');

export const evidenceWithdrawn = (by: string, at: Date, why: string) =>
  new DomainError(
    'conflict',
    'ENTERPRISES.EVIDENCE_WITHDRAWN',
    `没有保存：${by}已在 ${shanghaiTime(at)} 撤回这条佐证（${why}）。需要时请重新登记。`,
  );

export const evidenceTwice = (label: string) =>
  new DomainError(
    'conflict',
    'ENTERPRISES.EVIDENCE_TWICE',
    `没有保存：这家企业的“${label}”里已经有同样的一条。请打开那一条更正，不要重复登记。`,
  );

export const evidenceOverlaps = (label: string, from: string, until: string | null) =>
  new DomainError(
    'conflict',
    'ENTERPRISES.EVIDENCE_OVERLAPS',
    `没有保存：“${label}”里已有 ${from} 起${until ? `、${until} 止` : '、尚未结束'}的一条，时间重叠。请先结束或更正那一条。`,
  );

export const evidenceUnchanged = () =>
  new DomainError('invalid', 'ENTERPRISES.EVIDENCE_UNCHANGED', '没有改动任何内容，没有保存。');

const unusableFile = '没有这个文件，或它不是您上传的、也不属于这家企业。请先在这家企业上传再引用。';

/** The same for a file that isn't there and for one of somebody else. */
export const noSuchFile = () =>
  new DomainError('invalid', 'ENTERPRISES.EVIDENCE_FILE', `fileId：${unusableFile}`, [
    { where: { field: 'fileId' }, code: 'ENTERPRISES.EVIDENCE_FILE', message: unusableFile },
  ]);
