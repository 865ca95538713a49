import type { Batch, GivenBatch } from './recognition.queries';

/** A batch as it is typed. */
export interface BatchDraft {
  name: string;
  title: string;
  level: GivenBatch['level'];
  procedure: string;
  year: string;
  opensOn: string;
  opensTime: string;
  closesOn: string;
  closesTime: string;
  graceMinutes: string;
  quota: string;
  note: string;
  officer: string;
  /** Whether a purpose is open, and the release that was confirmed for it. */
  application: { open: boolean; confirmed: string | undefined };
  renewal: { open: boolean; confirmed: string | undefined };
}

export const purposesOfBatch = ['application', 'renewal'] as const;

export const emptyBatch: BatchDraft = {
  ...{
    name: '',
    title: '',
    level: 'province',
    procedure: 'districtRecommends',
    year: String(new Date().getFullYear() - 1),
  },
  ...{ opensOn: '', opensTime: '09:00', closesOn: '', closesTime: '18:00', graceMinutes: '30', quota: '', note: '' },
  ...{ officer: '', application: { open: true, confirmed: undefined }, renewal: { open: false, confirmed: undefined } },
};

const inShanghai = (instant: string): [string, string] => {
  const text = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
};

/** A batch that stands, to be changed. */
export function draftOf(batch: Batch): BatchDraft {
  const [opensOn, opensTime] = inShanghai(batch.opensAt);
  const [closesOn, closesTime] = inShanghai(batch.closesAt);
  const of = (purpose: string) => batch.standards.find((one) => one.purpose === purpose)?.releaseId;
  const { name, title, level, procedure, year, graceMinutes, quota, note, officerId: officer } = batch;
  return {
    ...{ name, title, level, procedure, year: String(year), opensOn, opensTime, closesOn, closesTime, officer },
    ...{ graceMinutes: String(graceMinutes), quota: quota === null ? '' : String(quota), note: note ?? '' },
    application: { open: of('application') !== undefined, confirmed: of('application') },
    renewal: { open: of('renewal') !== undefined, confirmed: of('renewal') },
  };
}

const whole = (text: string) => /^(0|[1-9]\d{0,5})$/.test(text);

/** What is still missing before it can be sent, in the order of the form; null: nothing. */
export function lackingOf(draft: BatchDraft): string | null {
  const { name, title, year, opensOn, opensTime, closesOn, closesTime, graceMinutes, quota, officer } = draft;
  if (name.trim().length < 2) return '写名称';
  if (title === '') return '选称号';
  if (!/^\d{4}$/.test(year)) return '写会计年度';
  if (opensOn === '' || closesOn === '' || opensTime === '' || closesTime === '') return '写窗口的起止';
  if (`${opensOn} ${opensTime}` >= `${closesOn} ${closesTime}`) return '截止要晚于开始';
  if (!whole(graceMinutes) || Number(graceMinutes) > 1440) return '宽限是 0 至 1440 分钟';
  if (quota !== '' && (!whole(quota) || Number(quota) < 1)) return '名额是整数，不限就空着';
  if (officer === '') return '选承办人';
  const open = purposesOfBatch.filter((purpose) => draft[purpose].open);
  if (open.length === 0) return '至少开放一种申报类型';
  return open.some((purpose) => draft[purpose].confirmed === undefined) ? '逐个确认适用的标准' : null;
}

/** The batch as it is sent; only where nothing is lacking. */
export function givenOf(draft: BatchDraft): GivenBatch {
  const { name, title, level, procedure, year, graceMinutes, quota, note, officer } = draft;
  return {
    ...{ name: name.trim(), title: title as GivenBatch['title'], level, procedure, year: Number(year), officer },
    opensAt: `${draft.opensOn}T${draft.opensTime}+08:00`,
    closesAt: `${draft.closesOn}T${draft.closesTime}+08:00`,
    ...{ graceMinutes: Number(graceMinutes), quota: quota === '' ? null : Number(quota), note: note.trim() || null },
    standards: purposesOfBatch.flatMap((purpose) => {
      const { open, confirmed: releaseId } = draft[purpose];
      return open && releaseId !== undefined ? [{ purpose, releaseId }] : [];
    }),
  };
}
