import { PlainText, ShownWhole, Tidy } from '@tidu/platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  MaxLength,
  MinLength,
  Validate,
} from 'class-validator';
import { type ContactDetail, contactDetails } from '../dated/contacts.service';

/** 要看哪几项、为什么 */
export class DiscloseContactDto {
  /** phone 电话，mail 邮箱 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(contactDetails.length)
  @ArrayUnique()
  @IsIn(contactDetails, { each: true })
  fields!: ContactDetail[];

  /** 为什么要看，记入审计 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明为什么要看，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 联系人的完整电话和邮箱；没有要看的不在其中，没有登记的为 null */
export class ContactDetailsDto {
  @ShownWhole('contact.phone', 'disclosed')
  phone?: string | null;
  @ShownWhole('contact.mail', 'disclosed')
  mail?: string | null;
}
