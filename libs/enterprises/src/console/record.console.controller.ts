import { Controller, Get, HttpStatus, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import type { Response } from 'express';
import { CandidatesQueries } from '../identity/candidates.queries';
import { RecordQueries } from '../identity/record.queries';
import { TimelineQueries } from '../identity/timeline.queries';
import { invalidField } from '../enterprises.errors';
import { CandidateListDto, CandidatesQuery, ChangesQuery, RecordQuery } from './identity.console.dto';
import { ChangeListDto, EnterpriseRecordDto, OfficerListDto, StandsForDto } from './record.console.dto';

@ApiTags('企业')
@Controller('/api/console')
export class RecordConsoleController {
  constructor(
    private readonly records: RecordQueries,
    private readonly timeline: TimelineQueries,
    private readonly candidates: CandidatesQueries,
  ) {}

  /** 一家企业的全部登记内容，可看任何一天的；已合并的记录转到保留的记录 */
  @Get('enterprises/:id')
  @Permission('enterprises.read')
  @ApiOkResponse({ type: EnterpriseRecordDto })
  @ApiResponse({
    status: HttpStatus.PERMANENT_REDIRECT,
    type: StandsForDto,
    description: '已合并；Location 是保留的记录',
  })
  async one(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RecordQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EnterpriseRecordDto | StandsForDto> {
    const found = await this.records.one(person, id, query);
    if ('record' in found) return found.record;
    const { asOf } = query;
    response.status(HttpStatus.PERMANENT_REDIRECT).set('cache-control', 'no-store');
    response.location(`/api/console/enterprises/${found.standsFor.id}${asOf === undefined ? '' : `?asOf=${asOf}`}`);
    return { mergedInto: found.standsFor };
  }

  /** 一家企业的变更记录：谁、何时、为什么、改前、改后 */
  @Get('enterprises/:id/changes')
  @Permission('enterprises.read')
  changes(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ChangesQuery,
  ): Promise<ChangeListDto> {
    return this.timeline.list(person, id, query);
  }

  /** 现在的包联责任人，各负责几家；供选择，同一个人不至于写成两样 */
  @Get('enterprise-officers')
  @Permission('enterprises.read')
  async officers(@Acting() person: ActingPerson): Promise<OfficerListDto> {
    return { items: await this.records.officers(person) };
  }

  /** 按名称（可指定哪天的）或代码找企业；有几家就列几家，不替人选 */
  @Get('enterprise-candidates')
  @Permission('enterprises.read')
  async find(@Acting() person: ActingPerson, @Query() { name, code, day }: CandidatesQuery): Promise<CandidateListDto> {
    if ((name === undefined) === (code === undefined)) {
      throw invalidField('name', null, 'ENTERPRISES.NAME_OR_CODE', 'name、code：请给名称或代码，二者只给一个。');
    }
    if (name !== undefined) return { items: await this.candidates.byName(person, name, day ?? null) };
    return { items: await this.candidates.byCode(person, code ?? '') };
  }
}
