import { DomainError } from '@tidu/kernel';

/** The same for an application that isn't there and for one out of sight. */
export const applicationNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.APPLICATION_NOT_FOUND', '没有这件申报。');

/** A case of which nothing was submitted has nothing to show. */
export const nothingSubmitted = () =>
  new DomainError('conflict', 'RECOGNITION.NOTHING_SUBMITTED', '这件申报还没有提交过，没有可以打包的内容。');

export const packNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.PACK_NOT_FOUND', '没有这份上会材料，或其中有您看不到的企业。');

/** The order of a batch can't be frozen as it is, or by whoever asks. */
export const packRefused = (code: 'PACK_EMPTY' | 'PACK_PART', message: string) =>
  new DomainError('conflict', `RECOGNITION.${code}`, message);

/** Nobody can be invited to the batch as it is. */
export const invitationRefused = (code: 'BATCH_ENDED' | 'NO_PRE_RUN', message: string) =>
  new DomainError('conflict', `RECOGNITION.${code}`, message);

export const batchNotFound = () => new DomainError('notFound', 'RECOGNITION.BATCH_NOT_FOUND', '没有这个批次。');

/** A batch is where it doesn't let that be done. */
export const notOfBatch = (
  code: 'BATCH_ENDED' | 'BATCH_FIXED' | 'BATCH_STATE' | 'NO_TIE' | 'TIE_DECIDED' | 'TIE_CHANGED',
  message: string,
) => new DomainError('conflict', `RECOGNITION.${code}`, message);

/** What is asked can't be done from where the case stands. */
export const illegalTransition = (message: string) =>
  new DomainError('conflict', 'RECOGNITION.ILLEGAL_TRANSITION', message);

/** The one who asks may not do this with this case, whatever their role. */
export const samePerson = (message: string) => new DomainError('forbidden', 'RECOGNITION.SAME_PERSON', message);

export const notPermitted = (message: string) => new DomainError('forbidden', 'RECOGNITION.NOT_PERMITTED', message);

/** One field is refused, with what to do. */
export const badField = (field: string, code: string, message: string) =>
  new DomainError('invalid', `RECOGNITION.${code}`, message, [
    { where: { field }, code: `RECOGNITION.${code}`, message },
  ]);

export const listNotFound = () => new DomainError('notFound', 'RECOGNITION.LIST_NOT_FOUND', '没有这份名单。');

/** A list, or a row of it, is not as it must be for what is asked. */
export const listConflict = (code: string, message: string) =>
  new DomainError('conflict', `RECOGNITION.${code}`, message);

export const titleNotFound = () => new DomainError('notFound', 'RECOGNITION.TITLE_NOT_FOUND', '没有这个称号。');

export const poolNotFound = () => new DomainError('notFound', 'RECOGNITION.POOL_NOT_FOUND', '培育库里没有这一条。');

export const poolEnterpriseNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.POOL_ENTERPRISE_NOT_FOUND', '没有这家企业。');
/** Nobody is told whether there is such a link, or whose it was. */
export const confirmationVoid = () =>
  new DomainError(
    'notFound',
    'RECOGNITION.CONFIRMATION_VOID',
    '确认链接无效、已过期、已重发或内容改过。请让本企业办理申报的人重新发一个。',
  );

/** It stands where nothing is typed any more. */
export const notOpen = (message: string) => new DomainError('conflict', 'RECOGNITION.NOT_OPEN', message);

/** Whoever declared a conflict of interest stays out of it. */
export const conflictOfInterest = (reason: string) =>
  new DomainError(
    'forbidden',
    'RECOGNITION.CONFLICT_OF_INTEREST',
    `您对这家企业声明过回避（${reason}），不能办理它的申报。请由另一位工作人员办理。`,
  );

export const conflictNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.CONFLICT_NOT_FOUND', '没有这项回避，或已经解除。');

export const tieNotFound = () => new DomainError('notFound', 'RECOGNITION.TIE_NOT_FOUND', '没有等待确认的这项取舍。');

export const quotaFull = (quota: number) =>
  new DomainError(
    'conflict',
    'RECOGNITION.QUOTA_FULL',
    `本批次 ${quota} 个名额已经用完，不能再同意。要增加名额，先在批次里改名额并写明理由。`,
  );

/** Who has more points is still in the running: a place can't be given past them. */
export const belowLine = (place: number, quota: number) =>
  new DomainError(
    'conflict',
    'RECOGNITION.BELOW_LINE',
    `在批次里排第 ${place} 名，名额 ${quota} 个：排在前面的还没有了结，不能越过去。请先办前面的，或在批次里改名额并写明理由。`,
  );

/** `waits`: a decision was proposed; `against`: it was made, for others. */
export const tiedAtLine = (tied: number, quota: number, waits: boolean, against?: string) => {
  const what = `有 ${tied} 件申报在第 ${quota} 名的线上同分`;
  const message =
    against !== undefined
      ? `${what}，已决定由别的先行（${against}）。`
      : waits
        ? `${what}，取舍意见已经提出，还要另一位有批准权限的人确认，确认之前不能同意或公示。`
        : `${what}，写明理由作出取舍、并由另一人确认之前，不能同意或公示。请在批次页面办理。`;
  return new DomainError('conflict', 'RECOGNITION.TIED', message);
};

export const noticeNotFound = () => new DomainError('notFound', 'RECOGNITION.NOTICE_NOT_FOUND', '没有这份公示。');

/** The same for an objection that isn't there and for one out of sight. */
export const objectionNotFound = () => new DomainError('notFound', 'RECOGNITION.OBJECTION_NOT_FOUND', '没有这件异议。');

/** A notice, or an objection, is where it doesn't let that be done. */
export const notOfNotice = (
  code: 'NOTICE_STATE' | 'NOTICE_EMPTY' | 'NOTICE_SAME' | 'OBJECTION_STATE',
  message: string,
) => new DomainError('conflict', `RECOGNITION.${code}`, message);

/** The same for a year without a duty and for an enterprise out of sight. */
export const updateNotFound = () =>
  new DomainError(
    'notFound',
    'RECOGNITION.UPDATE_NOT_FOUND',
    '这一年没有要办的年度更新：企业当年没有要更新的称号、还没有到可以更新的日子，或已不在本区经营。',
  );

/** The same for a report that isn't there and for one out of sight. */
export const reportNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.REPORT_NOT_FOUND', '没有这份重大变化报告，或没有这家企业。');

/** Something stands against going on that no explanation helps against. */
export const standsAgainst = (what: string) =>
  new DomainError('conflict', 'RECOGNITION.STANDS_AGAINST', `${what}，不能这样办理。`);

/** The same for a list that isn't there and for one of which nothing is in sight. */
export const consultationNotFound = () =>
  new DomainError('notFound', 'RECOGNITION.CONSULTATION_NOT_FOUND', '没有这份联审名单。');

export const nobodyToAsk = (department: string) =>
  new DomainError(
    'conflict',
    'RECOGNITION.CONSULTATION_EMPTY',
    `${department}没有要征求意见的申报：这个批次现在没有待审的，或已经问过。`,
  );

/** The same for a draw that isn't there and for one of which nothing is in sight. */
export const drawNotFound = () => new DomainError('notFound', 'RECOGNITION.DRAW_NOT_FOUND', '没有这次抽取。');

/** A draw, or one made anew, can't be done as things stand. */
export const notOfDraw = (
  code: 'DRAW_EMPTY' | 'DRAW_OFFICERS' | 'DRAW_REPLACED' | 'DRAW_VISITED' | 'DRAW_SCOPE',
  message: string,
) => new DomainError('conflict', `RECOGNITION.${code}`, message);

/** The same for a request that isn't there and for one out of sight. */
export const openingNotFound = () => new DomainError('notFound', 'RECOGNITION.OPENING_NOT_FOUND', '没有这项打开申请。');

export const openingSettled = (message: string) => new DomainError('conflict', 'RECOGNITION.OPENING_SETTLED', message);

/** What was submitted holds facts that the dictionary of this installation has no longer. */
export const factsLost = (name: string, codes: readonly string[]) =>
  new DomainError(
    'conflict',
    'RECOGNITION.FACTS_LOST',
    `“${name}”提交的内容里有数据字典现在没有的数据项：${codes.join('、')}。没有它们的名称和单位，案卷封存不了，名单也公示不了。请系统管理员把这些数据项恢复到数据字典（seeds/facts.csv 或 seeds/facts.d），再重试。`,
  );
