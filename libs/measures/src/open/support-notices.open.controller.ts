import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery, Permission } from '@tidu/platform';
import { toNotice, toNoticeItem } from '../notices/notice-view';
import { SupportNoticePageDto, WholeSupportNoticeDto } from '../notices/support-notice.dto';
import { SupportNoticesQueries } from '../notices/support-notices.queries';

@ApiTags('扶持结果公示')
@Controller('/api/open/support-notices')
export class SupportNoticesOpenController {
  constructor(private readonly queries: SupportNoticesQueries) {}

  /** 扶持结果公示，新的在前 */
  @Get()
  @Permission('open.read')
  async list(@Query() query: PageQuery): Promise<SupportNoticePageDto> {
    const { items, next, count } = await this.queries.list(query);
    return { items: items.map(toNotice), next, count };
  }

  /** 一份公示和名单 */
  @Get(':id')
  @Permission('open.read')
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<WholeSupportNoticeDto> {
    const { list, changes, ...notice } = await this.queries.one(id);
    return { ...toNotice(notice), list: list.map(toNoticeItem), changes };
  }
}
