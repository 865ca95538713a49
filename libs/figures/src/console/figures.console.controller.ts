import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { FiguresQueries } from '../figures.queries';
import { FigureSetListDto } from './figures.console.dto';

@ApiTags('企业')
@Controller('/api/console/enterprises/:id/figures')
export class FiguresConsoleController {
  constructor(private readonly figures: FiguresQueries) {}

  /** 一家企业的年度数据：各年度、各来源的当前版本 */
  @Get()
  @Permission('figures.read')
  async list(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<FigureSetListDto> {
    return { items: await this.figures.ofEnterprise(person, id) };
  }
}
