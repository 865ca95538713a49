import { Absent, CalendarDay } from '@tidu/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TITLE_KINDS } from '@tidu/criteria';
import { IsIn, Matches, Validate } from 'class-validator';

/** 已核对的标准，连同它用到的指标，可在浏览器里直接评价 */
export class OpenStandardDto {
  id!: string;
  version!: number;
  hash!: string;
  /** 标准正文（JSON） */
  document!: Record<string, unknown>;
  /** 用到的指标，各为指标字典的一行，列名与 facts.csv 相同 */
  facts!: Record<string, string>[];
  /** 差一步清单的成本，只含用到的指标；只用来排先后，不是金额 */
  costs!: Record<string, unknown>;
}

/** 要评价的事实；金额（元）与比值可写数字或十进制文本，缺的不写或写 null */
export class EvaluateFactsDto {
  /** 新申报（默认）或复核；null 同不写 */
  @ApiPropertyOptional({ nullable: true, enum: ['application', 'renewal'] })
  purpose?: 'application' | 'renewal' | null;
  /** 评价日 YYYY-MM-DD；null 同不写 */
  date?: string | null;
  /** 事实；也可以不写这一层，把事实直接写在外面 */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  facts?: Record<string, unknown>;
}

export class EvaluatedPointsDto {
  min!: number;
  max!: number;
}

export class EvaluatedClauseDto {
  outcome!: 'met' | 'manual' | 'unknown' | 'unmet' | 'notApplicable';
  points?: EvaluatedPointsDto;
}

/** 预评估结果，非认定 */
export class EvaluationDto {
  standard!: string;
  outcome!: 'met' | 'manual' | 'unknown' | 'unmet' | 'notApplicable';
  points!: EvaluatedPointsDto | null;
  /** 按条款编号 */
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['outcome'],
      properties: {
        outcome: { type: 'string', enum: ['met', 'manual', 'unknown', 'unmet', 'notApplicable'] },
        points: { $ref: '#/components/schemas/EvaluatedPointsDto' },
      },
    },
  })
  clauses!: Record<string, EvaluatedClauseDto>;
  /** 评价日不在标准的施行期内 */
  outsidePeriod?: boolean;
  /** 评价日已过标准的复审日，暂按原标准；只在是时出现 */
  provisional?: boolean;
}

/** 要办的事：哪个称号、哪个地区、新申报还是复核、哪一天 */
export class StandardChoiceQuery {
  /** 称号代码，如 littleGiant */
  @IsIn(TITLE_KINDS)
  title!: string;

  /** 六位行政区划代码，或 nation */
  @Matches(/^(nation|\d{6})$/, { message: '应为六位行政区划代码，或 nation。' })
  region!: string;

  /** 新申报（默认）或复核 */
  @Absent()
  @IsIn(['application', 'renewal'])
  purpose?: 'application' | 'renewal';

  /** YYYY-MM-DD；不填为今天 */
  @Absent()
  @Validate(CalendarDay)
  date?: string;
}

/** 这个称号的一个标准，适用与否及原因 */
export class ConsideredStandardDto {
  id!: string;
  name!: string;
  fits!: boolean;
  reason!: string;
}

/** 适用哪个标准 */
export class StandardChoiceDto {
  /** one 有一个；none 没有；several 不止一个，须按编号指明 */
  answer!: 'one' | 'none' | 'several';
  /** 适用的标准编号；没有或不止一个时为 null */
  id!: string | null;
  version!: number | null;
  /** 已过复审日，暂按原标准 */
  provisional!: boolean;
  /** 一句话说明 */
  explanation!: string;
  considered!: ConsideredStandardDto[];
}
