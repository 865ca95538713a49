import { IntersectionType } from '@nestjs/swagger';
import { Absent, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsString, Matches, MaxLength, MinLength, Validate } from 'class-validator';
import { type EnterpriseStatus, type Ownership, ownerships, statuses } from '../enterprise.entity';
import { type EnterpriseSort, enterpriseSorts } from '../enterprises.sort';

const truth = ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value);
const titles = [
  ...(['techSme', 'innovativeSme', 'specializedSme', 'littleGiant', 'singleChampion'] as const),
  ...(['hiddenChampion', 'highTech', 'innovationDemo', 'ipAdvantage'] as const),
];

const segment = '[a-z][a-z0-9-]{1,29}\\.[a-z][a-z0-9-]{1,29}(?:\\.(?:199\\d|20\\d\\d|2100))?';
const segments = new RegExp(`^${segment}(?:,${segment}){0,3}$`);

/** 企业列表的筛选 */
export class EnterpriseFilterQuery {
  /** 名称（含曾用名、简称）的一部分，至少两个字；或名称的拼音、首字母；或统一社会信用代码、旧代码的一部分 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2, { message: '至少填两个字。' })
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;

  /** 行政区划代码，2、4 或 6 位；以 00 结尾的含其下所有区划 */
  @Absent()
  @Matches(/^(\d{2}){1,3}$/, { message: '应为 2、4 或 6 位数字的行政区划代码。' })
  region?: string;

  /** 行业代码或其开头（34）、门类（C），可写多个，以逗号分开，符合其一即可 */
  @Absent()
  @MaxLength(200)
  @Matches(/^(?:\d{2,4}|[A-T])(?:,(?:\d{2,4}|[A-T]))*$/, {
    message: '应为 2 到 4 位数字的行业代码或门类字母，多个以逗号分开。',
  })
  industry?: string;

  @Absent()
  @IsIn(ownerships)
  ownership?: Ownership;

  /** 状态：active 在营，dissolved 注销，movedOut 迁出，merged 合并 */
  @Absent()
  @IsIn(statuses)
  status?: EnterpriseStatus;

  /** 今天有效的称号 */
  @Absent()
  @IsIn(titles)
  title?: string;

  /** 今天是否在规上名单内 */
  @Absent()
  @Transform(truth)
  @IsBoolean()
  aboveScale?: boolean;

  /** 今天所在园区的代码 */
  @Absent()
  @MaxLength(20)
  @Matches(/^[A-Za-z0-9][A-Za-z0-9.-]*$/)
  zone?: string;

  /** 今天所属产业链的代码 */
  @Absent()
  @MaxLength(20)
  @Matches(/^[A-Za-z0-9][A-Za-z0-9.-]*$/)
  chain?: string;

  /** 包联责任人的姓名；none 为尚无责任人 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  officer?: string;

  /** 所属的分类，写成 分法.类（stage.mature，最新一年）或 分法.类.年度（stage.mature.2024）；类写 absent 为该年没有分类；至多四个，以逗号分开，全部符合 */
  @Absent()
  @MaxLength(280)
  @Matches(segments, {
    message: '应写成 分法.类 或 分法.类.年度，如 stage.mature、stage.mature.2024，至多四个，以逗号分开。',
  })
  segment?: string;

  /** 只看（或不看）演示数据 */
  @Absent()
  @Transform(truth)
  @IsBoolean()
  demo?: boolean;
}

class EnterpriseOrderQuery {
  /** 排序，前面加 - 为倒序；默认按登记先后 */
  @Absent()
  @IsIn(enterpriseSorts)
  sort?: EnterpriseSort;
}

/** 企业列表的筛选、排序与翻页 */
export class EnterpriseListQuery extends IntersectionType(EnterpriseFilterQuery, EnterpriseOrderQuery, PageQuery) {}

/** 保存下来的筛选与排序 */
export class EnterpriseViewFilters extends IntersectionType(EnterpriseFilterQuery, EnterpriseOrderQuery) {}

/** 企业 */
export class EnterpriseDto {
  id!: string;
  /** 统一社会信用代码 */
  creditCode!: string;
  name!: string;
  regionCode!: string;
  /** 区划表里没有这个代码时为 null */
  regionName!: string | null;
  /** 区划的依据：given 有来源说明，creditCode 取自信用代码（登记时的区划） */
  regionBasis!: 'given' | 'creditCode';
  /** 国民经济行业代码 */
  industryCode!: string | null;
  industryName!: string | null;
  ownership!: Ownership | null;
  /** 成立日期 */
  registeredOn!: string | null;
  /** 演示数据，并非真实企业 */
  demo!: boolean;
}

/** 查找凭什么找到一家企业 */
export class FoundDto {
  /** 读音、简称、曾用名、旧代码 */
  by!: 'sound' | 'shortName' | 'formerName' | 'otherNumber';
  /** 找到的名称或代码；null 为现名的读音 */
  text!: string | null;
  /** 该名称或代码停用之日；null 为仍在用或不详 */
  until!: string | null;
}

/** 列表里的一家企业 */
export class ListedEnterpriseDto extends EnterpriseDto {
  /** 简称 */
  shortName!: string | null;
  status!: EnterpriseStatus;
  /** 包联责任人 */
  officerName!: string | null;
  /** 由现名或信用代码看得出时为 null */
  found!: FoundDto | null;
}

export class EnterpriseListDto {
  items!: ListedEnterpriseDto[];
  next!: string | null;
  count!: Count;
}

/** 一家企业的登记信息 */
export class EnterpriseDetailDto extends EnterpriseDto {
  /** 含上级的区划全称，如 河南省洛阳市涧西区 */
  regionPath!: string | null;
  /** 修改次数，修改时随 If-Match 送回 */
  version!: number;
  createdAt!: string;
  updatedAt!: string;
}

/** 符合条件的企业数，确数 */
export class EnterpriseCountDto {
  count!: number;
}
