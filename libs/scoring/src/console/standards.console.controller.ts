import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '@tidu/platform';
import { clauseOutline } from '../standards/clause-outline';
import { standardView, wholeList } from '../standards/standard-view';
import { StandardsService } from '../standards/standards.service';
import { StandardDetailDto, StandardListDto } from './standards.console.dto';

@ApiTags('标准')
@Controller('/api/console/standards')
export class StandardsConsoleController {
  constructor(private readonly standards: StandardsService) {}

  /** 正在使用的标准 */
  @Get()
  @Permission('scoring.read')
  async list(): Promise<StandardListDto> {
    return wholeList((await this.standards.active()).map(standardView));
  }

  /** 一个标准的条款、原文与历次发布 */
  @Get(':id')
  @Permission('scoring.read')
  async get(@Param('id') id: string): Promise<StandardDetailDto> {
    const standard = await this.standards.activeRelease(id);
    const history = await this.standards.history(id);
    const { document } = standard.evaluator.release;
    return {
      ...standardView(standard),
      note: document.note,
      clauses: clauseOutline(document),
      document: history.find(({ releaseId }) => releaseId === standard.releaseId)?.document ?? '',
      releases: history.map(({ releaseId, version, hash, active, publishedAt }) => ({
        ...{ id: releaseId, version, hash, active, publishedAt: publishedAt.toISOString() },
      })),
    };
  }
}
