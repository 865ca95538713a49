import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { PapersQueries } from '../papers.queries';
import { CheckedPaperDto, PaperQuery } from './papers.console.dto';

@ApiTags('申报')
@Controller('/api/console/recognition/papers')
export class PapersConsoleController {
  constructor(private readonly papers: PapersQueries) {}

  /** 盖章的纸是不是线上提交的那一版：输入纸上的回执编号和校验值 */
  @Get()
  @Permission('recognition.read')
  check(@Acting() person: ActingPerson, @Query() { receipt, hash }: PaperQuery): Promise<CheckedPaperDto> {
    return this.papers.check(person, receipt, hash);
  }
}
