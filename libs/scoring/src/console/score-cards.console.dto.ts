import { Count } from '@tidu/platform';
import { ExplanationDto, FactUseDto, type OutcomeText } from '../cards/explanation.dto';
import { PointsDto } from '../cards/points.dto';

/** 一个企业在一个标准、一个年度下的评价卡，预评估，非认定 */
export class ScoreCardDto {
  runId!: string;
  enterpriseId!: string;
  standardId!: string;
  standardName!: string;
  standardVersion!: number;
  year!: number;
  /** 评价日 */
  asOf!: string;
  purpose!: 'application' | 'renewal';
  outcome!: OutcomeText;
  /** 总分；不打分的标准为 null */
  points!: PointsDto | null;
  /** 满分 */
  fullPoints!: number | null;
  /** 满足的条数 */
  met!: number;
  /** 缺数据的条数 */
  unknown!: number;
  publishedAt!: string;
  /** 评价日已过标准的复审日，暂按原标准 */
  provisional!: boolean;
  /** 标准不适用于这家企业的原因：region 别处的标准，period 评价日不在有效期；适用为 null */
  outside!: 'region' | 'period' | null;
}

export class ScoreCardListDto {
  items!: ScoreCardDto[];
  next!: string | null;
  count!: Count;
}

/** 一个数所依据的一条佐证 */
export class CardRecordDto {
  id!: string;
  kind!: string;
  kindLabel!: string;
  name!: string;
  /** 此后已撤回 */
  withdrawn!: boolean;
}

/** 评价用到的一个数及其来源 */
export class CardFactDto extends FactUseDto {
  /** 来源代码；缺为 null */
  source!: string | null;
  /** 来源名称，如 企业填报、审计报告 */
  sourceName!: string | null;
  /** 这个数的会计年度；登记信息和佐证为 null */
  year!: number | null;
  /** 来自佐证时所依据的记录，至多一百条 */
  records!: CardRecordDto[];
}

/** 评价卡及重新推导的逐条解释 */
export class ScoreCardDetailDto extends ScoreCardDto {
  releaseHash!: string;
  /** 事实表的评价日与版本 */
  sheetAsOf!: string;
  sheetVersion!: number;
  sheetHash!: string;
  /** 标准用到的全部指标，按标准里的先后 */
  facts!: CardFactDto[];
  /** 逐条解释：条文、出处、数值、门槛、得分、结果 */
  explanation!: ExplanationDto;
}
