import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { KeepsNoAnswers, PageQuery, Permission } from '@tidu/platform';
import type { Notice } from '../notices/notice';
import { NoticesQueries } from '../notices/notices.queries';
import { ObjectionsService } from '../notices/objections.service';
import { GivenObjectionDto, NoticeDto, NoticePageDto, TakenObjectionDto, WholeNoticeDto } from './notices.open.dto';

@ApiTags('公示')
@KeepsNoAnswers()
@Controller('/api/open/notices')
export class NoticesOpenController {
  constructor(
    private readonly queries: NoticesQueries,
    private readonly objections: ObjectionsService,
  ) {}

  /** 公示，新的在前 */
  @Get()
  @Permission('open.read')
  async list(@Query() query: PageQuery): Promise<NoticePageDto> {
    const { items, next, count } = await this.queries.list(query);
    return { items: items.map(toNotice), next, count };
  }

  /** 一份公示和名单 */
  @Get(':id')
  @Permission('open.read')
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<WholeNoticeDto> {
    const { list, changes, ...notice } = await this.queries.one(id);
    return {
      ...toNotice(notice),
      changes,
      list: list.map(({ id: item, position, name, creditCodeShown, regionName }) => ({
        ...{ id: item, position, name, creditCodeShown, regionName },
      })),
    };
  }

  /** 对名单上的一家提出异议；匿名、逾期的作为线索。反映人的身份不向企业公开 */
  @Post('objections')
  @Permission('recognition.enter')
  receive(@Body() body: GivenObjectionDto): Promise<TakenObjectionDto> {
    return this.objections.receive(body);
  }
}

export const toNotice = ({ publishedAt, ...notice }: Notice): NoticeDto => ({
  ...notice,
  publishedAt: publishedAt.toISOString(),
});
