import { Controller, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { handedOver } from '../packages/packages.console.controller';
import { PackFiles } from './pack-file';

@ApiTags('申报批次')
@KeepsNoAnswers()
@Controller('/api/console/recognition/meeting-packs')
export class SummariesConsoleController {
  constructor(private readonly files: PackFiles) {}

  /** 推荐汇总表（XLSX），第二张表是口径 */
  @Post(':id/summaries')
  @HttpCode(200)
  @Permission('recognition.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return handedOver(await this.files.summary(person, id));
  }
}
