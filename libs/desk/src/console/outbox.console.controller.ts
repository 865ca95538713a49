import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { Channels } from '../outbox/channels';
import { LettersService } from '../outbox/letters.service';
import {
  DeliveriesQuery,
  DeliveryPageDto,
  DeskChannelListDto,
  PostedCountDto,
  PostedLettersDto,
} from './outbox.console.dto';

@ApiTags('发件')
@Controller('/api/console/desk')
export class OutboxConsoleController {
  constructor(
    private readonly letters: LettersService,
    private readonly channels: Channels,
  ) {}

  /** 发件，新的在前：待打印的信函、没有送到的 */
  @Get('deliveries')
  @Permission('desk.letters')
  list(@Acting() person: ActingPerson, @Query() query: DeliveriesQuery): Promise<DeliveryPageDto> {
    return this.letters.list(person, query);
  }

  /** 这些信函已打印寄出 */
  @Post('deliveries/postings')
  @HttpCode(200)
  @Permission('desk.letters')
  async post(@Acting() person: ActingPerson, @Body() { ids }: PostedLettersDto): Promise<PostedCountDto> {
    return { posted: await this.letters.post(person, ids) };
  }

  /** 没有送到的再送一次 */
  @Post('deliveries/:id/retry')
  @HttpCode(204)
  @Permission('desk.letters')
  again(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.letters.again(person, id);
  }

  /** 发件的渠道，还缺什么 */
  @Get('channels')
  @Permission('desk.letters')
  ways(): DeskChannelListDto {
    return { items: this.channels.list() };
  }
}
