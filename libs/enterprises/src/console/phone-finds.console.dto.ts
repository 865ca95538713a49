import { Tidy } from '@tidu/platform';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { PhoneFind } from '../dated/contacts.service';

/** 要找的号码 */
export class FindByPhoneDto {
  /** 完整的号码，怎样分段、有没有 +86 都一样 */
  @Tidy()
  @IsString()
  @MaxLength(30)
  @Matches(/^[0-9+() -]{5,30}$/, { message: '应为 5 到 30 位的完整电话号码，只含数字、空格、+、-、括号。' })
  phone!: string;
}

/** 登记了这个号码的一位联系人 */
export class PhoneFindDto implements PhoneFind {
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  /** 联系人的那一行 */
  contactId!: string;
  /** legalRepresentative 法定代表人，principal 负责人，finance 财务，technology 技术，liaison 联络员，other 其他 */
  role!: string;
  /** 从这天起不再是联系人；null 为仍是 */
  validUntil!: string | null;
}

/** 登记了这个号码的联系人，至多 50 位 */
export class PhoneFindListDto {
  items!: PhoneFindDto[];
}
