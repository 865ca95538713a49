import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { BulkService } from '../applications/bulk.service';
import type { Waits } from '../applications/waits';
import { BulkDto, BulkOutcomesDto } from './applications.console.dto';

@ApiTags('申报办理')
@Controller('/api/console/recognition')
export class BulkConsoleController {
  constructor(private readonly bulk: BulkService) {}

  /** 批量初审；逐件办理，逐件给结果 */
  @Post('bulk-reviews')
  @HttpCode(200)
  @Permission('recognition.review')
  reviews(@Acting() person: ActingPerson, @Body() body: BulkDto): Promise<BulkOutcomesDto> {
    return this.all(person, 'reviewer', body);
  }

  /** 批量批准；逐件办理，逐件给结果 */
  @Post('bulk-decisions')
  @HttpCode(200)
  @Permission('recognition.decide')
  decisions(@Acting() person: ActingPerson, @Body() body: BulkDto): Promise<BulkOutcomesDto> {
    return this.all(person, 'approver', body);
  }

  /** 批量上报、登记上级的决定；逐件办理，逐件给结果 */
  @Post('bulk-records')
  @HttpCode(200)
  @Permission('recognition.manage')
  records(@Acting() person: ActingPerson, @Body() body: BulkDto): Promise<BulkOutcomesDto> {
    return this.all(person, 'recorder', body);
  }

  private async all(person: ActingPerson, as: Waits, { preview, items, ...act }: BulkDto): Promise<BulkOutcomesDto> {
    return {
      items: preview ? await this.bulk.preview(person, as, act, items) : await this.bulk.run(person, as, act, items),
    };
  }
}
