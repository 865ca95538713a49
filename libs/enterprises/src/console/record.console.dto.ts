import { Confidential, Count } from '@tidu/platform';
import type { EnterpriseStatus } from '../enterprise.entity';
import { EnterpriseDetailDto } from './enterprises.console.dto';
import { ChangeDto } from './identity.console.dto';

/** 有起止日的一项内容，谁记的、依据什么 */
export class DatedRowDto {
  id!: string;
  /** 记在哪条记录上；合并进来的记录的内容一并列出 */
  enterpriseId!: string;
  /** 自哪天起；null 为一直如此 */
  validFrom!: string | null;
  /** 自哪天起不再如此；null 为至今 */
  validUntil!: string | null;
  version!: number;
  source!: string | null;
  reason!: string | null;
  recordedAt!: string;
  recordedByName!: string;
}

export class NameDto extends DatedRowDto {
  kind!: 'former' | 'short';
  name!: string;
}

export class AliasDto extends DatedRowDto {
  kind!: 'registrationNumber' | 'organisationCode' | 'creditCode';
  code!: string;
}

export class ZoneMembershipDto extends DatedRowDto {
  zoneCode!: string;
  /** 本区园区表里没有这个代码时为 null */
  zoneName!: string | null;
}

export class ChainMembershipDto extends DatedRowDto {
  chainCode!: string;
  /** 环节带所在的链；本区产业链表里没有这个代码时为 null */
  chainName!: string | null;
}

/** 联系人；电话和邮箱遮去一部分 */
export class ContactDto extends DatedRowDto {
  role!: string;
  @Confidential('contact.name')
  name!: string;
  position!: string | null;
  @Confidential('contact.phone')
  phone!: string | null;
  @Confidential('contact.mail')
  mail!: string | null;
  /** 哪天起电话联系不上；null：没有这样记过 */
  phoneFailedOn!: string | null;
  /** 哪天起邮箱不能用；null：没有这样记过 */
  mailFailedOn!: string | null;
}

export class NoteDto extends DatedRowDto {
  text!: string;
}

/** 企业之间的关系 */
export class LinkDto extends DatedRowDto {
  kind!: 'group' | 'control' | 'supplies';
  /** true：对方控股或配套本企业；false：本企业控股或配套对方 */
  inward!: boolean;
  otherId!: string | null;
  /** 对方不在您的管辖范围内时为 null */
  otherName!: string | null;
  otherCode!: string | null;
  /** 持股比例，百分数的百分之一 */
  share!: number | null;
  product!: string | null;
  thisConfirmedAt!: string | null;
  otherConfirmedAt!: string | null;
}

export class RecordNameDto {
  id!: string;
  name!: string;
  creditCode!: string;
}

/** 合并进来或拆分出去的记录 */
export class JoinedRecordDto extends RecordNameDto {
  /** 合并或拆分的编号，撤销时用 */
  actId!: string;
  kind!: 'duplicate' | 'absorbed' | 'split';
  effectiveOn!: string | null;
  at!: string;
  personName!: string;
  reason!: string;
}

/** 那一天有效的一个称号 */
export class TitleStandingDto {
  title!: string;
  label!: string;
  level!: string;
  levelLabel!: string;
  batch!: string | null;
  validFrom!: string | null;
  /** 自这一天起不再有效 */
  validUntil!: string | null;
}

/** 那一天在不在规上名单 */
export class ScaleStandingDto {
  /** in 在名单内，left 已退规，never 从未入库，unknown 名单还没有登记 */
  state!: 'in' | 'left' | 'never' | 'unknown';
  /** 最近一次升规、退规的日期 */
  enteredOn!: string | null;
  leftOn!: string | null;
}

/** 那一天的称号与规上状态 */
export class StandingDto {
  titles!: TitleStandingDto[];
  scale!: ScaleStandingDto;
}

/** 一家企业在某一天的全部登记内容 */
export class EnterpriseRecordDto extends EnterpriseDetailDto {
  /** 看的是哪一天；null 为今天 */
  asOf!: string | null;
  /** 登记事项自哪天起如此；null 为一直如此 */
  since!: string | null;
  until!: string | null;
  shortName!: string | null;
  streetCode!: string | null;
  /** 注册资本，元 */
  registeredCapital!: string | null;
  registeredAddress!: string | null;
  productionAddress!: string | null;
  legalRepresentative!: string | null;
  status!: EnterpriseStatus;
  officerId!: string | null;
  officerName!: string | null;
  changedByName!: string | null;
  /** 已合并到的记录 */
  mergedInto!: RecordNameDto | null;
  /** 合并进来或拆分出去的记录 */
  joined!: JoinedRecordDto[];
  /** 那一天（默认今天）有效的称号、是否在规上名单 */
  standing!: StandingDto;
  names!: NameDto[];
  aliases!: AliasDto[];
  zones!: ZoneMembershipDto[];
  chains!: ChainMembershipDto[];
  contacts!: ContactDto[];
  notes!: NoteDto[];
  links!: LinkDto[];
}

/** 一条记录已由另一条代替 */
export class StandsForDto {
  mergedInto!: RecordNameDto;
}

/** 一位包联责任人 */
export class OfficerDto {
  officerName!: string;
  /** 负责几家 */
  enterprises!: number;
}

/** 现在的包联责任人，负责多的在前 */
export class OfficerListDto {
  items!: OfficerDto[];
}

/** 变更里一个代码的名称 */
export class CodeNameDto {
  /** 代码所在的项目，如 industryCode */
  field!: string;
  code!: string;
  name!: string;
}

export class ChangeListDto {
  items!: ChangeDto[];
  next!: string | null;
  count!: Count;
  /** 本页变更里出现的代码叫什么；表里没有的代码不列 */
  names!: CodeNameDto[];
}
