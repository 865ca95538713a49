import { Controller, Get, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { packageContent, PackageQuery } from './package.dto';
import { handedOver } from './packages.console.controller';
import { PackagesService } from './packages.service';

@ApiTags('申报')
@Controller('/api/portal/enterprises/:enterpriseId/applications')
export class PackagesPortalController {
  constructor(private readonly packages: PackagesService) {}

  /** 本企业这件申报的案卷包：依据、逐条结果、办理经过，离线可复算、可核对 */
  @Get(':id/package')
  @Permission('members.view')
  @ApiOkResponse({ content: packageContent })
  async file(
    @Acting() person: ActingPerson,
    @Param('enterpriseId', ParseUUIDPipe) of: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format = 'html', which = 'sealed' }: PackageQuery,
  ): Promise<StreamableFile> {
    return handedOver(await this.packages.file(person, id, { format, current: which === 'current', of }));
  }
}
