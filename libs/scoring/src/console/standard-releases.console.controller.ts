import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ReleaseTexts } from '@tidu/criteria';
import { Acting, type ActingPerson, PathCode, PathNumber, Permission } from '@tidu/platform';
import { releaseView, wholeList } from '../standards/standard-view';
import { type CheckedRelease, ReleasesService } from '../standards/releases.service';
import { ActivateReleaseDto, ReleaseCheckDto, StandardTextsDto } from './standard-releases.console.dto';
import { ReleaseDto, ReleaseListDto } from './standards.console.dto';
import { clauseOutline } from '../standards/clause-outline';

@ApiTags('标准')
@Controller('/api/console')
export class StandardReleasesConsoleController {
  constructor(private readonly releases: ReleasesService) {}

  /** 全部标准的全部发布版 */
  @Get('standard-releases')
  @Permission('scoring.read')
  async list(): Promise<ReleaseListDto> {
    return wholeList((await this.releases.list()).map(releaseView));
  }

  /** 检查一份标准能否发布：正文、用例、变更记录；不写入任何内容 */
  @Post('standard-releases/checks')
  @HttpCode(200)
  @Permission('standards.publish')
  async check(@Acting() person: ActingPerson, @Body() body: StandardTextsDto): Promise<ReleaseCheckDto> {
    return checkView(await this.releases.check(person, textsOf(body)));
  }

  /** 发布一份标准；发布后内容不再改变，另行启用才用于评价 */
  @Post('standard-releases')
  @Permission('standards.publish')
  async publish(@Acting() person: ActingPerson, @Body() body: StandardTextsDto): Promise<ReleaseDto> {
    return releaseView(await this.releases.publish(person, textsOf(body)));
  }

  /** 启用一个发布版；有第二个人以后，须由发布人以外的人启用 */
  @Post('standards/:id/releases/:version/activations')
  @Permission('standards.activate')
  async activate(
    @Acting() person: ActingPerson,
    @Param('id', new PathCode('标准')) id: string,
    @Param('version', PathNumber) version: number,
    @Body() body: ActivateReleaseDto,
  ): Promise<ReleaseDto> {
    return releaseView(await this.releases.activate(person, id, version, body));
  }
}

function textsOf({ document, cases, file = '标准', casesFile = '用例' }: StandardTextsDto): ReleaseTexts {
  return { standard: document, file, cases: cases ?? null, casesFile };
}

function checkView({ release, before, problems, casesTotal, failures, differences }: CheckedRelease): ReleaseCheckDto {
  const outline = release ? clauseOutline(release.document) : [];
  const labelOf = (clause: string | null) => outline.find(({ id }) => id === clause)?.label ?? clause;
  return {
    good: problems.length === 0,
    ...{ standardId: release?.id ?? null, name: release?.document.name ?? null, version: release?.version ?? null },
    ...{ before, casesTotal, differences },
    problems: problems.map(({ where, code, message }) => ({ row: where.row ?? null, code, message })),
    failures: failures.map(({ name, line, faults }) => ({
      ...{ name, row: line },
      faults: faults.map((fault) => ({ ...fault, label: labelOf(fault.clause) })),
    })),
  };
}
