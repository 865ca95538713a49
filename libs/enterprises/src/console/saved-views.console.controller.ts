import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { SavedViewsService } from '../views/saved-views.service';
import { SavedViewDto, SavedViewListDto, ViewSetupDto } from './saved-views.console.dto';

@ApiTags('企业：保存的视图')
@Controller('/api/console/enterprise-views')
export class SavedViewsConsoleController {
  constructor(private readonly views: SavedViewsService) {}

  /** 本人保存的视图，和别人共享的 */
  @Get()
  @Permission('enterprises.read')
  async list(@Acting() person: ActingPerson): Promise<SavedViewListDto> {
    return { items: await this.views.list(person) };
  }

  /** 保存一个视图 */
  @Post()
  @Permission('enterprises.read')
  async create(@Acting() person: ActingPerson, @Body() body: ViewSetupDto): Promise<SavedViewDto> {
    return await this.views.create(person, body);
  }

  /** 修改本人的视图 */
  @Put(':id')
  @Permission('enterprises.read')
  @ApiIfMatch()
  async change(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ViewSetupDto,
  ): Promise<SavedViewDto> {
    return await this.views.change(person, id, version, body);
  }

  /** 删除本人的视图 */
  @Delete(':id')
  @HttpCode(204)
  @Permission('enterprises.read')
  @ApiIfMatch()
  remove(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.views.remove(person, id, version);
  }
}
