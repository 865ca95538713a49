import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { MessagesQueries, type MessageView } from '../messages/messages.queries';
import { NoticesService } from '../messages/notices.service';
import {
  MessageDto,
  MessagePageDto,
  MessagesQuery,
  NewNoticeDto,
  ReadCountDto,
  ReadUpToDto,
  WrittenNoticeDto,
} from './messages.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('消息')
@Controller('/api/console/desk')
export class MessagesConsoleController {
  constructor(
    private readonly queries: MessagesQueries,
    private readonly notices: NoticesService,
  ) {}

  /** 我的收件箱，新的在前 */
  @Get('messages')
  @Permission('desk.read')
  async list(@Acting() person: ActingPerson, @Query() query: MessagesQuery): Promise<MessagePageDto> {
    const { unread, ...filter } = query;
    const page = await this.queries.list(person, { ...filter, ...(unread && { unread: unread === 'true' }) });
    return { ...page, items: page.items.map(toMessage) };
  }

  /** 我的一条消息 */
  @Get('messages/:id')
  @Permission('desk.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<MessageDto> {
    return toMessage(await this.queries.one(person, id));
  }

  /** 记为读过 */
  @Put('messages/:id/reading')
  @HttpCode(204)
  @Permission('desk.read')
  read(@Acting() person: ActingPerson, @OneId() id: string): Promise<void> {
    return this.queries.markRead(person, id);
  }

  /** 到某一条为止都记为读过 */
  @Post('messages/readings')
  @HttpCode(200)
  @Permission('desk.read')
  async readAll(@Acting() person: ActingPerson, @Body() { upTo }: ReadUpToDto): Promise<ReadCountDto> {
    return { marked: await this.queries.markAllRead(person, upTo) };
  }

  /** 给企业发通知，或另寄信函 */
  @Post('notices')
  @Permission('desk.letters')
  async write(
    @Acting() person: ActingPerson,
    @Body() { enterprise: enterpriseId, ...notice }: NewNoticeDto,
  ): Promise<WrittenNoticeDto> {
    return { id: await this.notices.write(person, { enterpriseId, ...notice }) };
  }
}

/** The message without what only the rooms need. */
export function toMessage(message: MessageView): MessageDto {
  const { id, kind, kindName, subject, body, enterpriseId, enterpriseName } = message;
  const { createdAt, createdByName, readAt, opens } = message;
  return { id, kind, kindName, subject, body, enterpriseId, enterpriseName, createdAt, createdByName, readAt, opens };
}
