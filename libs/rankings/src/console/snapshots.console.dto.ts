import { ApiProperty } from '@nestjs/swagger';
import { Absent, Confidential, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  Validate,
} from 'class-validator';
import { snapshotFormats } from '../files/snapshot-export';
import { RankingRuleDto, RankingStepDto } from '../open/rankings.open.dto';
import { DefinitionChangeDto } from './definitions.console.dto';

const codePattern = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

const Reason = () => (target: object, key: string) => {
  for (const decorate of [Tidy(), IsString(), MinLength(2), MaxLength(500), Validate(PlainText)]) decorate(target, key);
};

export class NewSnapshotDto {
  /** 已发布的排名定义 */
  @IsUUID()
  definitionId!: string;

  /** 更正哪一份已冻结的排名 */
  @Absent()
  @IsUUID()
  replacesId?: string;

  /** 更正的理由；更正时必填 */
  @Absent()
  @Reason()
  reason?: string;
}

export class SnapshotsQuery extends PageQuery {
  /** 排名的代码 */
  @Absent()
  @IsString()
  @MaxLength(60)
  @Matches(/^[a-z0-9][a-z0-9-]{1,58}[a-z0-9]$/)
  code?: string;
}

export class NamedCountDto {
  code!: string;
  label!: string;
  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** 一份年度排名的快照；预览在冻结以前，冻结以后不再改变。预评估，非认定 */
export class SnapshotDto {
  id!: string;
  definitionId!: string;
  code!: string;
  title!: string;
  /** 本局自定，没有上级文件 */
  own!: boolean;
  @ApiProperty({ type: 'integer' })
  year!: number;
  asOf!: string;
  @ApiProperty({ type: 'integer' })
  definitionVersion!: number;
  definitionHash!: string;
  seriesId!: string;
  /** 第几版；2 起是更正 */
  @ApiProperty({ type: 'integer' })
  version!: number;
  replacesId!: string | null;
  supersededBy!: string | null;
  reason!: string | null;
  state!: 'preview' | 'frozen' | 'superseded';
  demo!: boolean;
  /** 行数，含不参评的 */
  @ApiProperty({ type: 'integer' })
  total!: number;
  @ApiProperty({ type: 'integer' })
  excluded!: number;
  /** 带标记的行 */
  @ApiProperty({ type: 'integer' })
  flagged!: number;
  /** 入围线：前几名 */
  @ApiProperty({ type: 'integer', nullable: true })
  places!: number | null;
  /** 入围线上同分、分不出先后的家数 */
  @ApiProperty({ type: 'integer' })
  tied!: number;
  rowsRoot!: string;
  /** 快照根值；null：还没有冻结 */
  root!: string | null;
  readAt!: string;
  createdAt!: string;
  createdByName!: string;
  frozenAt!: string | null;
  frozenByName!: string | null;
  disclosedAt!: string | null;
}

export class SnapshotListDto {
  items!: SnapshotDto[];
  next!: string | null;
  count!: Count;
}

export class WaiverEntryDto {
  creditCode!: string;
  name!: string;
  fact!: string;
  kind!: 'missing' | 'provisional' | 'outlying';
  reason!: string;
  by!: string;
  on!: string;
}

export class TiedDto {
  /** 同分的企业，在您的范围里的 */
  @ApiProperty({ type: 'integer' })
  count!: number;
  /** 留给它们的名额 */
  @ApiProperty({ type: 'integer' })
  places!: number;
}

export class RankingTieDto {
  chosen!: string[];
  reason!: string;
  by!: string;
}

/** 名次区间怎样算的 */
export class BandsMadeDto {
  /** exact 精确，bound 外界 */
  kind!: 'exact' | 'bound';
  kindWords!: string;
  /** 暂用数上下变动的千分之几 */
  @ApiProperty({ type: 'integer' })
  provisional!: number;
  /** 每项权重上下变动的千分之几 */
  @ApiProperty({ type: 'integer' })
  weights!: number;
  /** 数据还可能变的家数 */
  @ApiProperty({ type: 'integer' })
  unsettled!: number;
  /** 数据还不能定入围与否的家数 */
  @ApiProperty({ type: 'integer' })
  undecided!: number;
}

export class WholeSnapshotDto extends SnapshotDto {
  rules!: RankingRuleDto[];
  flags!: NamedCountDto[];
  classes!: NamedCountDto[];
  indicators!: string[];
  /** 支柱名称；没有支柱的为空 */
  pillars!: string[];
  /** 有没有加分规则 */
  hasExtra!: boolean;
  versions!: SnapshotDto[];
  waivers!: WaiverEntryDto[];
  @ApiProperty({ type: TiedDto, nullable: true })
  tie!: TiedDto | null;
  @ApiProperty({ type: RankingTieDto, nullable: true })
  decision!: RankingTieDto | null;
  /** null：生成时还没有名次区间 */
  @ApiProperty({ type: BandsMadeDto, nullable: true })
  bands!: BandsMadeDto | null;
}

export class SnapshotRowsQuery extends PageQuery {
  /** 名称的一部分，或信用代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;

  @Absent()
  @IsString()
  @MinLength(1)
  @MaxLength(20)
  @Validate(PlainText)
  class?: string;

  /** 线内、线上同分、线外 */
  @Absent()
  @IsIn(['in', 'tied', 'out'])
  line?: 'in' | 'tied' | 'out';

  /** 只看带标记的、不参评的、一票否决的、数据还不能定入围与否的、同分取舍入围的 */
  @Absent()
  @IsIn(['flagged', 'excluded', 'vetoed', 'undecided', 'chosen'])
  only?: 'flagged' | 'excluded' | 'vetoed' | 'undecided' | 'chosen';
}

export class SnapshotCellDto {
  @Confidential('figures')
  value!: string | null;
  points!: string | null;
  flags!: string[];
}

/** 名次区间（临界带） */
export class RowBandDto {
  /** 数据在各自的范围里变动时，最好的名次 */
  @ApiProperty({ type: 'integer' })
  best!: number;
  @ApiProperty({ type: 'integer' })
  worst!: number;
  /** 权重变动时不会超出的名次 */
  @ApiProperty({ type: 'integer' })
  weightBest!: number;
  @ApiProperty({ type: 'integer' })
  weightWorst!: number;
  /** 数据能否决定入围；null：不设入围线 */
  @ApiProperty({ enum: ['in', 'undecided', 'out'], nullable: true, type: 'string' })
  standing!: 'in' | 'undecided' | 'out' | null;
}

/** 一行的加分 */
export class ExtraPointsDto {
  points!: string;
  labels!: string[];
}

/** 排名里的一行 */
export class SnapshotRowDto {
  @ApiProperty({ type: 'integer' })
  position!: number;
  /** null：不参评 */
  @ApiProperty({ type: 'integer', nullable: true })
  rank!: number | null;
  enterpriseId!: string;
  creditCode!: string;
  name!: string;
  regionCode!: string;
  industryCode!: string | null;
  score!: string | null;
  class!: string | null;
  measure!: string | null;
  line!: 'in' | 'tied' | 'out' | null;
  /** null：不参评，或生成时还没有名次区间 */
  @ApiProperty({ type: RowBandDto, nullable: true })
  band!: RowBandDto | null;
  vetoes!: string[];
  excluded!: string | null;
  flags!: string[];
  cells!: SnapshotCellDto[];
  /** 各支柱得分，次序同 pillars；没有支柱的为空 */
  @ApiProperty({ type: 'array', items: { type: 'string', nullable: true } })
  pillars!: (string | null)[];
  /** 加分；null：没有加分规则，或不参评 */
  @ApiProperty({ type: ExtraPointsDto, nullable: true })
  extra!: ExtraPointsDto | null;
}

export class SnapshotRowListDto {
  items!: SnapshotRowDto[];
  next!: string | null;
  count!: Count;
}

export class TotalStepDto {
  /** 含 */
  from!: string;
  /** 不含，最后一段含 */
  to!: string;
  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** 总分的分布，按参评的企业 */
export class SnapshotSpreadDto {
  buckets!: TotalStepDto[];
  /** 线内最低的总分；null：不设入围线，或没有线内的 */
  line!: string | null;
}

export class GivenTieDto {
  /** 入围的，正好等于余下的名额 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(18, { each: true })
  @Matches(codePattern, { each: true })
  chosen!: string[];

  @Reason()
  reason!: string;
}

export class GivenFreezeDto {
  /** 您复核的那份预览的明细根值 */
  @IsString()
  @MaxLength(64)
  @Matches(/^[0-9a-f]{64}$/)
  rowsRoot!: string;
}

export class ExportSnapshotDto {
  @IsIn(snapshotFormats)
  format!: (typeof snapshotFormats)[number];
}

/** 一行在快照里的证明 */
export class RowProofDto {
  @ApiProperty({ type: 'integer' })
  position!: number;
  name!: string;
  leaf!: string;
  @ApiProperty({ type: 'integer' })
  leaves!: number;
  path!: RankingStepDto[];
  rowsRoot!: string;
  root!: string | null;
}

/** 还可能变的一个数，和它自己能定什么 */
export class BandFigureDto {
  label!: string;
  unit!: string;
  source!: string | null;
  @Confidential('figures')
  value!: string;
  @Confidential('figures')
  low!: string;
  @Confidential('figures')
  high!: string;
  /** 核实下来在这之间的，一定入围；null：它自己定不了 */
  @Confidential('figures')
  inFrom!: string | null;
  @Confidential('figures')
  inTo!: string | null;
  /** 核实下来在这之间的，一定不入围 */
  @Confidential('figures')
  outFrom!: string | null;
  @Confidential('figures')
  outTo!: string | null;
}

/** 一家的名次区间，由哪项数字决定 */
export class BandDetailDto {
  name!: string;
  @ApiProperty({ type: 'integer', nullable: true })
  rank!: number | null;
  @ApiProperty({ type: RowBandDto, nullable: true })
  band!: RowBandDto | null;
  figures!: BandFigureDto[];
}

/** 冻结以后数据变了的一处 */
export class RankingDriftDto {
  fact!: string;
  @Confidential('figures')
  before!: string | null;
  @Confidential('figures')
  after!: string | null;
}

export class PairCellDto extends SnapshotCellDto {
  drift!: RankingDriftDto[];
}

export class PairIndicatorDto {
  label!: string;
  weight!: string;
  a!: PairCellDto;
  b!: PairCellDto;
  /** 甲比乙多的得分，折算到总分 */
  lead!: string | null;
}

/** 两家的一个支柱 */
export class PairPillarDto {
  label!: string;
  weight!: string;
  a!: string | null;
  b!: string | null;
  /** 甲比乙多的，折算到总分 */
  lead!: string | null;
}

export class PairSideDto {
  creditCode!: string;
  name!: string;
  @ApiProperty({ type: 'integer', nullable: true })
  rank!: number | null;
  score!: string | null;
  class!: string | null;
  vetoes!: string[];
}

/** 甲为什么排在乙前面 */
export class PairDto {
  why!: string;
  a!: PairSideDto;
  b!: PairSideDto;
  indicators!: PairIndicatorDto[];
  pillars!: PairPillarDto[];
}

export class RankingMovementDto {
  enterpriseId!: string;
  creditCode!: string;
  name!: string;
  @ApiProperty({ type: 'integer', nullable: true })
  before!: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  after!: number | null;
  beforeScore!: string | null;
  afterScore!: string | null;
  /** 为什么变动，一句话；null：只看得到一部分、行数太多，或新进、退出 */
  why!: string | null;
}

export class MovementCountsDto {
  @ApiProperty({ type: 'integer' })
  up!: number;
  @ApiProperty({ type: 'integer' })
  down!: number;
  @ApiProperty({ type: 'integer' })
  entered!: number;
  @ApiProperty({ type: 'integer' })
  left!: number;
}

export class MovedByDto {
  label!: string;
  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** 两份快照之间的变动 */
export class MovementListDto {
  before!: SnapshotDto;
  after!: SnapshotDto;
  /** 定义的差别 */
  changes!: DefinitionChangeDto[];
  counts!: MovementCountsDto;
  /** 升降多少位的各几家 */
  spread!: MovedByDto[];
  items!: RankingMovementDto[];
  next!: string | null;
  count!: Count;
}
