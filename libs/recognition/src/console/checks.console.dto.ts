import { ApiProperty } from '@nestjs/swagger';
import { CalendarDay, LongText, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type VisitConclusion, visitConclusions } from '../checks/visits.service';
import { SentOfficerDto } from './case-beside.console.dto';

/** 公开可查的随机数 */
export class PublishedSeedDto {
  /** 数值，照原样写 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  text!: string;

  /** 出处和时间，如：中国福利彩票 3D 第 2026330 期开奖号码 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  source!: string;
}

const Seed = () => (target: object, property: string) => {
  ApiProperty({ type: PublishedSeedDto, nullable: true })(target, property);
  ValidateIf((_, value) => value !== null)(target, property);
  IsObject()(target, property);
  ValidateNested()(target, property);
  Type(() => PublishedSeedDto)(target, property);
};

export class GivenDrawDto {
  /** 抽几件；null 按规则的比例 */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 10000 })
  @ValidateIf((_, value) => value !== null)
  @IsInt()
  @Min(1)
  @Max(10_000)
  count!: number | null;

  /** 每件派几名检查人员 */
  @IsInt()
  @Min(1)
  @Max(10)
  officersEach!: number;

  /** 公开可查的随机数；null 由服务器随机产生并记下 */
  @Seed()
  seed!: PublishedSeedDto | null;
}

export class GivenRedrawDto {
  /** 为什么重抽，留在记录里 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(LongText)
  reason!: string;

  /** 公开可查的随机数；null 由服务器随机产生并记下 */
  @Seed()
  seed!: PublishedSeedDto | null;
}

export class MadeDrawDto {
  id!: string;
}

/** 不能派去的人 */
export class ExcludedOfficerDto extends SentOfficerDto {
  /** conflict 回避，scope 不在负责范围 */
  why!: 'conflict' | 'scope';
}

export class DrawCaseDto {
  applicationId!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  receiptNumber!: string;
  /** SHA-256(种子|回执编号)，小的抽中 */
  hash!: string;
  /** 第几个抽中；null 没有抽中 */
  @ApiProperty({ type: 'integer', nullable: true })
  place!: number | null;
  /** 派去的人；null 没有抽中 */
  @ApiProperty({ type: [SentOfficerDto], nullable: true })
  officers!: SentOfficerDto[] | null;
  excluded!: ExcludedOfficerDto[];
  /** 最后一次检查的结论；null 还没有检查 */
  @ApiProperty({ enum: visitConclusions, nullable: true })
  visited!: VisitConclusion | null;
}

/** 重抽的提议 */
export class RedrawDto {
  id!: string;
  reason!: string;
  proposedByName!: string;
  proposedAt!: string;
  /** 是您提出的 */
  mine!: boolean;
  confirmedByName!: string | null;
  confirmedAt!: string | null;
}

/** 一次抽取，照种子可以重做 */
export class DrawDto {
  id!: string;
  @ApiProperty({ type: 'integer' })
  number!: number;
  /** published 公开可查的数，random 服务器产生的数 */
  seedKind!: 'published' | 'random';
  seedText!: string;
  seedSource!: string | null;
  /** 种子：数|批次|第几次 */
  seed!: string;
  @ApiProperty({ type: 'integer' })
  count!: number;
  @ApiProperty({ type: 'integer' })
  officersEach!: number;
  /** 可以派去的人 */
  officers!: SentOfficerDto[];
  drawnAt!: string;
  drawnByName!: string;
  /** 代替哪次抽取；null 不是重抽 */
  replaces!: string | null;
  /** 被哪次重抽代替；null 有效 */
  replacedBy!: string | null;
  cases!: DrawCaseDto[];
  redraws!: RedrawDto[];
}

export class BatchDrawsDto {
  /** 还没有进过抽取的待审申报 */
  @ApiProperty({ type: 'integer' })
  undrawn!: number;
  /** 按规则抽百分之几 */
  @ApiProperty({ type: 'integer' })
  percent!: number;
  /** 至少几件 */
  @ApiProperty({ type: 'integer' })
  least!: number;
  /** 每件派几人 */
  @ApiProperty({ type: 'integer' })
  officersEach!: number;
  items!: DrawDto[];
}

/** 实地检查记录 */
export class GivenVisitDto {
  /** 检查日期 */
  @IsString()
  @MaxLength(10)
  @Validate(CalendarDay)
  visitedOn!: string;

  /** 检查人员 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  visitors!: string;

  /** conforms 与申报一致，differs 与申报不一致，notDone 没有查成 */
  @IsIn(visitConclusions)
  conclusion!: VisitConclusion;

  /** 检查情况 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(2000)
  @Validate(LongText)
  findings!: string;

  /** 照片和材料：这家企业的佐证材料 */
  @IsArray()
  @ArrayMaxSize(30)
  @IsUUID(undefined, { each: true })
  photos!: string[];
}

export class MadeVisitDto {
  id!: string;
}
