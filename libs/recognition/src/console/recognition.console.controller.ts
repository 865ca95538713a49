import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Holders } from '@tidu/access';
import { Acting, type ActingPerson, Database, Permission } from '@tidu/platform';
import { StandardProposals } from '../batches/standard-proposals.service';
import { procedures } from '../rules/procedures';
import { ReviewerListDto, ProcedureListDto, ProposalsDto, ProposalsQuery } from './batches.console.dto';

@ApiTags('申报批次')
@Controller('/api/console/recognition')
export class RecognitionConsoleController {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly proposals: StandardProposals,
  ) {}

  /** 认定程序：环节与办理 */
  @Get('procedures')
  @Permission('recognition.read')
  procedures(): ProcedureListDto {
    const items = [...procedures().values()].map(({ id, name, level, states, actions }) => ({
      ...{ id, name, level },
      states: [...states.values()].map(({ code, label, holder }) => ({ code, label, holder })),
      actions: [...actions.values()].map((one) => ({ ...one, from: [...one.from], needs: [...one.needs] })),
    }));
    return { items };
  }

  /** 一个称号在某天按哪个标准：新申报、复核各一个，及两者的不同 */
  @Get('standard-proposals')
  @Permission('recognition.manage')
  propose(@Query() { title, date, region, application, renewal }: ProposalsQuery): Promise<ProposalsDto> {
    return this.proposals.of(title, date, region, { ...(application && { application }), ...(renewal && { renewal }) });
  }

  /** 可以承办申报的人 */
  @Get('officers')
  @Permission('recognition.manage')
  async officers(@Acting() person: ActingPerson): Promise<ReviewerListDto> {
    const all = await this.database.read(person, (tx) => this.holders.of(tx, 'recognition.review'));
    return { items: all.map(({ id, name }) => ({ id, name })) };
  }
}
