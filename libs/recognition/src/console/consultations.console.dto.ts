import { ApiProperty } from '@nestjs/swagger';
import { CalendarDay, LongText, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Conclusion, conclusions, type ReplyState } from '../consultations/consultation';

const nullable = { nullable: true } as const;
const Given = () => ValidateIf((_, value) => value !== null);

/** 征求哪些部门的意见 */
export class GivenConsultationsDto {
  /** 部门的代码，每个部门一份名单 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  @Matches(/^[a-z][a-zA-Z]{2,39}$/, { each: true })
  departments!: string[];

  /** 哪几件申报；null：本批次待审的、还没有问过这个部门的全部 */
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: 2000, ...nullable })
  @Given()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2000)
  @IsUUID(undefined, { each: true })
  applications!: string[] | null;

  /** 函里另外写的话；null 不写 */
  @Tidy()
  @ApiProperty({ type: 'string', minLength: 2, maxLength: 1000, ...nullable })
  @Given()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(LongText)
  note!: string | null;
}

export class SentConsultationsDto {
  /** 发出的名单，按部门的先后 */
  ids!: string[];
}

export class AskableDepartmentDto {
  code!: string;
  name!: string;
  asks!: string;
  @ApiProperty({ type: 'integer' })
  workingDays!: number;
  /** 本批次待审的申报里还没有问过它的 */
  @ApiProperty({ type: 'integer' })
  unasked!: number;
}

/** 各种答复的件数 */
export class ReplyCountsDto {
  @ApiProperty({ type: 'integer' })
  none!: number;
  @ApiProperty({ type: 'integer' })
  objects!: number;
  @ApiProperty({ type: 'integer' })
  notApplicable!: number;
  @ApiProperty({ type: 'integer' })
  waiting!: number;
  @ApiProperty({ type: 'integer' })
  noReply!: number;
}

export class ConsultationHeadDto {
  id!: string;
  batchId!: string;
  department!: string;
  departmentName!: string;
  asks!: string;
  note!: string | null;
  sentOn!: string;
  sentByName!: string;
  @ApiProperty({ type: 'integer' })
  workingDays!: number;
  dueOn!: string;
  dueProvisional!: boolean;
}

export class SentConsultationDto extends ConsultationHeadDto {
  counts!: ReplyCountsDto;
}

export class BatchConsultationsDto {
  /** 规则原话 */
  rule!: string;
  departments!: AskableDepartmentDto[];
  items!: SentConsultationDto[];
}

export class ConsultationItemDto {
  id!: string;
  applicationId!: string;
  enterpriseId!: string;
  @ApiProperty({ type: 'integer' })
  position!: number;
  name!: string;
  creditCode!: string;
  /** none 无异议，objects 有异议，notApplicable 不适用，waiting 等待答复，noReply 未回复（不等于同意） */
  state!: ReplyState;
  repliedOn!: string | null;
  document!: string | null;
  note!: string | null;
  evidenceId!: string | null;
  evidenceName!: string | null;
  recordedByName!: string | null;
  lapsedOn!: string | null;
  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class ConsultationDto extends ConsultationHeadDto {
  batchName!: string;
  rule!: string;
  items!: ConsultationItemDto[];
}

export class RepliedItemDto {
  @IsUUID()
  id!: string;

  /** 看到的 version */
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version!: number;
}

/** 部门的答复，一次可以登记多家 */
export class GivenReplyDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RepliedItemDto)
  items!: RepliedItemDto[];

  /** none 无异议，objects 有异议，notApplicable 不适用 */
  @IsIn(conclusions)
  conclusion!: Conclusion;

  /** 答复日期 */
  @IsString()
  @MaxLength(10)
  @Validate(CalendarDay)
  repliedOn!: string;

  /** 复函文号，或怎样答复的 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  document!: string;

  /** 意见；有异议的必填，null 没有 */
  @Tidy()
  @ApiProperty({ type: 'string', minLength: 2, maxLength: 1000, ...nullable })
  @Given()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(LongText)
  note!: string | null;

  /** 附件：这家企业的一份佐证材料，一次只附给一家；null 没有 */
  @ApiProperty({ type: 'string', format: 'uuid', ...nullable })
  @Given()
  @IsUUID()
  evidenceId!: string | null;

  /** 改登记过的意见时为什么；null 第一次登记 */
  @Tidy()
  @ApiProperty({ type: 'string', minLength: 2, maxLength: 500, ...nullable })
  @Given()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string | null;
}
