import type { Problem } from '@tidu/kernel';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, PathNumber, Permission } from '@tidu/platform';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DraftsService } from '../drafts/drafts.service';
import {
  DraftProblemDto,
  DraftViewDto,
  SavedDraftDto,
  SaveDraftDto,
  SubmitDraftDto,
  SubmittedDto,
} from './enterprise.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);
const Year = () => Param('year', PathNumber);

@ApiTags('年度数据填报')
@Controller('/api/portal/enterprises/:enterpriseId/figures/:year')
export class DraftsPortalController {
  constructor(private readonly drafts: DraftsService) {}

  /** 一个年度的填报表：指标、草稿、已提交的数 */
  @Get()
  @Permission('members.view')
  async view(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Year() year: number,
  ): Promise<DraftViewDto> {
    const { problems, ...view } = await this.drafts.view(person, enterpriseId, year);
    return { ...view, problems: problems.map(toProblem) };
  }

  /** 保存草稿，错的也先存着；If-Match 为读到的版本，还没有草稿的为 0 */
  @Put('draft')
  @ApiIfMatch()
  @Permission('members.fill')
  async save(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Year() year: number,
    @IfMatch() version: number,
    @Body() body: SaveDraftDto,
  ): Promise<SavedDraftDto> {
    const saved = await this.drafts.save(person, enterpriseId, year, version, body);
    return { version: saved.version, problems: saved.problems.map(toProblem) };
  }

  /** 丢弃草稿 */
  @Delete('draft')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.fill')
  discard(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Year() year: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.drafts.discard(person, enterpriseId, year, version);
  }

  /** 提交草稿，成为不再改变的一版；代办不能提交 */
  @Post('submissions')
  @ApiIfMatch()
  @Permission('members.submit')
  submit(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Year() year: number,
    @IfMatch() version: number,
    @Body() { reason }: SubmitDraftDto,
  ): Promise<SubmittedDto> {
    return this.drafts.submit(person, enterpriseId, year, version, reason);
  }
}

const toProblem = ({ where, code, message }: Problem): DraftProblemDto => ({ field: where.field ?? '', code, message });
