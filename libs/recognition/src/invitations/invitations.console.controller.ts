import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { pointsOf } from '../console/case-view';
import { GivenInvitationsDto, InvitedListDto, PreRunDto, PreRunPageDto, PreRunQuery } from './invitations.console.dto';
import { InvitationsService } from './invitations.service';
import { PreRunQueries, type PreRunRow } from './pre-run.queries';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('申报批次')
@Controller('/api/console/recognition/batches/:id')
export class InvitationsConsoleController {
  constructor(
    private readonly queries: PreRunQueries,
    private readonly invitations: InvitationsService,
  ) {}

  /** 开窗前的预演：按批次的标准，全部在营企业五种结果各有几家 */
  @Get('pre-run')
  @Permission('recognition.read')
  async view(@Acting() person: ActingPerson, @OneId() id: string): Promise<PreRunDto> {
    const { run, ...view } = await this.queries.view(person, id);
    return { ...view, run: run && { ...run, publishedAt: run.publishedAt.toISOString() } };
  }

  /** 预演的名单：达标的在前；邀请过没有、怎样送达的 */
  @Get('pre-run/enterprises')
  @Permission('recognition.read')
  async list(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() { invited, near, ...query }: PreRunQuery,
  ): Promise<PreRunPageDto> {
    const is = (text?: 'true' | 'false') => (text === undefined ? undefined : text === 'true');
    const page = await this.queries.list(person, id, { ...query, invited: is(invited), near: is(near) });
    return { ...page, items: page.items.map(rowView) };
  }

  /** 邀请申报：逐家有结果，每家一个批次只邀请一次；已注销、迁出、合并的不邀请 */
  @Post('invitations')
  @HttpCode(200)
  @Permission('recognition.manage')
  async invite(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { enterprises }: GivenInvitationsDto,
  ): Promise<InvitedListDto> {
    return { items: await this.invitations.invite(person, id, enterprises) };
  }
}

const rowView = ({ minPoints, maxPoints, invitedAt, ...row }: PreRunRow) => ({
  ...{ ...row, points: pointsOf(minPoints, maxPoints), invitedAt: invitedAt?.toISOString() ?? null },
});
