import { ApiProperty } from '@nestjs/swagger';
import type { VisitConclusion } from '../checks/visits.service';
import type { ReplyState } from '../consultations/consultation';
import type { Effect } from '../rules/effect';

/** 一个部门的意见，最近一次问的 */
export class CaseOpinionDto {
  consultationId!: string;
  department!: string;
  departmentName!: string;
  /** none 无异议，objects 有异议，notApplicable 不适用，waiting 等待答复，noReply 未回复（不等于同意） */
  state!: ReplyState;
  sentOn!: string;
  dueOn!: string;
  repliedOn!: string | null;
  document!: string | null;
  note!: string | null;
  evidenceId!: string | null;
  evidenceName!: string | null;
  /** 期满而没有答复的日期 */
  lapsedOn!: string | null;
  recordedByName!: string | null;
}

/** 办理时有过的情形，和为什么仍然办理；企业看不到 */
export class CaseExplainedDto {
  id!: string;
  stepId!: string;
  words!: string;
  explanation!: string;
}

export class SentOfficerDto {
  id!: string;
  name!: string;
}

export class VisitPhotoDto {
  id!: string;
  name!: string;
}

/** 一次实地检查 */
export class CaseVisitDto {
  id!: string;
  visitedOn!: string;
  visitors!: string;
  /** conforms 与申报一致，differs 与申报不一致，notDone 没有查成 */
  conclusion!: VisitConclusion;
  findings!: string;
  recordedAt!: string;
  recordedByName!: string;
  photos!: VisitPhotoDto[];
}

/** 双随机抽查：抽中没有，派谁去，查到什么 */
export class CaseCheckDto {
  /** 第几次抽取抽中的；null 没有抽中 */
  @ApiProperty({ type: 'integer', nullable: true })
  drawNumber!: number | null;
  officers!: SentOfficerDto[];
  /** 检查记录由您登记 */
  mine!: boolean;
  /** 后登记的在前，以最后一次为准 */
  visits!: CaseVisitDto[];
}

/** 企业申请打开的一项 */
export class CaseOpeningDto {
  id!: string;
  fact!: string;
  label!: string;
  reason!: string;
  askedAt!: string;
  askedByName!: string;
  /** asked 等待答复，opened 已打开，declined 没有打开，lapsed 企业已再次提交，不再答复 */
  state!: 'asked' | 'opened' | 'declined' | 'lapsed';
  answer!: string | null;
  answeredAt!: string | null;
  answeredByName!: string | null;
}

/** 须说明的一种情形 */
export class ReservationDto {
  kind!: 'department' | 'check' | 'relation';
  code!: string;
  words!: string;
  /** explain 写明理由才能办理，blocks 不能办理 */
  effect!: Effect;
}
