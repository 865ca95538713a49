import { Controller, Get, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, attachment, Permission } from '@tidu/platform';
import { PackageQuery } from './package.dto';
import { type PackageFile, PackagesService } from './packages.service';

@ApiTags('申报')
@Controller('/api/console/recognition/applications')
export class PackagesConsoleController {
  constructor(private readonly packages: PackagesService) {}

  /** 一案一包：依据、标准、逐条结果、办理经过和校验值，离线可复算、可核对 */
  @Get(':id/package')
  @Permission('recognition.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format, state }: PackageQuery,
  ): Promise<StreamableFile> {
    return handedOver(await this.packages.file(person, id, { format, current: state === 'current' }));
  }
}

export const handedOver = ({ name, type, body }: PackageFile): StreamableFile =>
  new StreamableFile(body, { type, length: body.length, disposition: attachment(name) });
