import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, attachment, KeepsNoAnswers, Permission } from '@tidu/platform';
import { AskedPackageDto, packageContent } from './package.dto';
import { type PackageFile, PackagesService } from './packages.service';

/** Files are handed out on a fresh proof of who asks; they are too large to be kept as answers. */
@ApiTags('申报')
@KeepsNoAnswers()
@Controller('/api/console/recognition/applications')
export class PackagesConsoleController {
  constructor(private readonly packages: PackagesService) {}

  /** 一案一包：依据、标准、逐条结果、办理经过和校验值，离线可复算、可核对 */
  @Post(':id/packages')
  @HttpCode(200)
  @Permission('recognition.export')
  @ApiOkResponse({ content: packageContent })
  async file(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { format, which }: AskedPackageDto,
  ): Promise<StreamableFile> {
    return handedOver(await this.packages.file(person, id, { format, current: which === 'current' }));
  }
}

export const handedOver = ({ name, type, body }: PackageFile): StreamableFile =>
  new StreamableFile(body, { type, length: body.length, disposition: attachment(name) });
