import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { ContactsService } from '../dated/contacts.service';
import { ContactDetailsDto, DiscloseContactDto } from './disclosures.console.dto';

/** What is masked, told whole for this one answer; nothing of it is kept. */
@KeepsNoAnswers()
@ApiTags('企业：有起止日的内容')
@Controller('/api/console/enterprises/:id/contacts/:rowId/disclosures')
export class DisclosuresConsoleController {
  constructor(private readonly contacts: ContactsService) {}

  /** 写明理由，看一位联系人的完整电话、邮箱；谁看了什么、为什么，记入审计 */
  @Post()
  @HttpCode(200)
  @Permission('enterprises.contacts')
  disclose(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @Param('rowId', ParseUUIDPipe) contactId: string,
    @Body() body: DiscloseContactDto,
  ): Promise<ContactDetailsDto> {
    return this.contacts.disclose(person, { enterpriseId, contactId }, body);
  }
}
