import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { ContactsService } from '../dated/contacts.service';
import { FindByPhoneDto, PhoneFindListDto } from './phone-finds.console.dto';

/** Whose number it is; the number stands in the body, so that no log of addresses has it. */
@KeepsNoAnswers()
@ApiTags('企业：有起止日的内容')
@Controller('/api/console/contact-phone-searches')
export class PhoneFindsConsoleController {
  constructor(private readonly contacts: ContactsService) {}

  /** 按完整的电话号码找企业（号码在数据库里是加密的，只能整个地找）；每次查找、找到哪几条记入审计，号码不记 */
  @Post()
  @HttpCode(200)
  @Permission('enterprises.contacts')
  async find(@Acting() person: ActingPerson, @Body() { phone }: FindByPhoneDto): Promise<PhoneFindListDto> {
    return { items: await this.contacts.findByPhone(person, phone) };
  }
}
