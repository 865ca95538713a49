import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { DomainError, isDay } from '@tidu/kernel';
import { Acting, type ActingPerson, IfMatch, PathDay, PathNumber, Permission } from '@tidu/platform';
import { CalendarService } from '../calendar/calendar.service';
import {
  CalendarAnnounceDto,
  CalendarChangedDto,
  CalendarQuery,
  CalendarSetDayDto,
  CalendarVersionListDto,
  CalendarYearDto,
} from './code-tables.console.dto';

@ApiTags('代码表')
@Controller('/api/console/calendar')
export class CalendarConsoleController {
  constructor(private readonly calendar: CalendarService) {}

  /** 一年的工作日历：与“周一至周五上班”不同的日子 */
  @Get()
  @Permission('reference.read')
  year(@Acting() person: ActingPerson, @Query() { year, version }: CalendarQuery): Promise<CalendarYearDto> {
    return this.calendar.year(person, year, version);
  }

  /** 日历的历次版本 */
  @Get('versions')
  @Permission('reference.read')
  async versions(@Acting() person: ActingPerson): Promise<CalendarVersionListDto> {
    return { items: await this.calendar.versions(person) };
  }

  /** 本区更正某一天，或撤销更正 */
  @Put('days/:day')
  @ApiHeader({ name: 'If-Match', required: true, description: '所见日历的 version' })
  @Permission('reference.edit')
  async setDay(
    @Acting() person: ActingPerson,
    @Param('day', PathDay) day: string,
    @IfMatch() version: number,
    @Body() { kind, name, reason }: CalendarSetDayDto,
  ): Promise<CalendarChangedDto> {
    if (!isDay(day)) throw new DomainError('invalid', 'REFERENCE.CALENDAR_DAY', `${day} 不是日期。`);
    const said = kind ? { kind, name: name || (kind === 'holiday' ? '放假' : '上班') } : null;
    return { version: await this.calendar.setDay(person, day, version, said, reason) };
  }

  /** 录入某一年的节假日安排（通知已公布而软件尚未更新时） */
  @Put('years/:year')
  @ApiHeader({ name: 'If-Match', required: true, description: '所见日历的 version' })
  @Permission('reference.edit')
  async announce(
    @Acting() person: ActingPerson,
    @Param('year', PathNumber) year: number,
    @IfMatch() version: number,
    @Body() body: CalendarAnnounceDto,
  ): Promise<CalendarChangedDto> {
    return { version: await this.calendar.announceYear(person, year, version, body) };
  }
}
