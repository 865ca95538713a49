import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, attachment, KeepsNoAnswers, Permission } from '@tidu/platform';
import { BankFileService } from '../payments/bank-file.service';
import { AskedBankFileDto } from './budget.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

/** Files are handed out on a fresh proof of who asks; they are made anew each time. */
@ApiTags('付款清单')
@KeepsNoAnswers()
@Controller('/api/console/disbursements')
export class BankFilesConsoleController {
  constructor(private readonly files: BankFileService) {}

  /** 给银行的文件（CSV、XLSX），合计等于台账 */
  @Post(':id/files')
  @HttpCode(200)
  @Permission('measures.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { format }: AskedBankFileDto,
  ): Promise<StreamableFile> {
    const { name, type, body } = await this.files.file(person, id, format);
    return new StreamableFile(body, { type, length: body.length, disposition: attachment(name) });
  }
}
