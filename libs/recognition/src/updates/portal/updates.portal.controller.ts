import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, PathNumber, Permission } from '@tidu/platform';
import { SavedDeclarationDto } from '../../declaration/portal/declaration.portal.dto';
import { draftOf } from '../../declaration/portal/draft-of';
import { UpdateViewService } from '../update-view.service';
import { YearlyUpdatesService } from '../yearly-updates.service';
import { SaveUpdateDto, UpdateReceiptDto, UpdateYearListDto, YearlyUpdateDto } from './updates.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);
const Year = () => Param('year', PathNumber);

@ApiTags('年度更新')
@Controller('/api/portal/enterprises/:enterpriseId/updates')
export class UpdatesPortalController {
  constructor(
    private readonly updates: YearlyUpdatesService,
    private readonly views: UpdateViewService,
  ) {}

  /** 哪些年要更新、更新了没有，一年一年各算各的；逾期的后果 */
  @Get()
  @Permission('members.view')
  years(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<UpdateYearListDto> {
    return this.views.years(person, enterpriseId);
  }

  /** 一年的更新：要填的、已知的、草稿；提交过的为当时的内容 */
  @Get(':year')
  @Permission('members.view')
  one(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Year() year: number,
  ): Promise<YearlyUpdateDto> {
    return this.views.one(person, enterpriseId, year);
  }

  /** 保存草稿，错的也先存着；If-Match 为读到的 draftVersion，还没有存过的为 0 */
  @Put(':year/draft')
  @ApiIfMatch()
  @Permission('members.fill')
  async save(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Year() year: number,
    @IfMatch() version: number,
    @Body() { unit, answers }: SaveUpdateDto,
  ): Promise<SavedDeclarationDto> {
    const content = draftOf({ unit, answers, evidence: [] });
    const saved = await this.updates.save(person, { enterpriseId, year }, version, content);
    const problems = saved.problems.map(({ where, code, message }) => ({ field: where.field ?? '', code, message }));
    return { version: saved.version, problems };
  }

  /** 提交这一年的更新，得到回执；逾期的也收，只算这一年。If-Match 为草稿的版本，没有填过的为 0 */
  @Post(':year/filing')
  @ApiIfMatch()
  @Permission('members.submit')
  file(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Year() year: number,
    @IfMatch() version: number,
  ): Promise<UpdateReceiptDto> {
    return this.updates.file(person, { enterpriseId, year }, version);
  }
}
