import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, PageQuery, Permission } from '@tidu/platform';
import { DocumentsService } from '../templates/documents.service';
import { IncomingDocumentPageDto, MadeIncomingDocumentDto, NewIncomingDocumentDto } from './templates.console.dto';

@ApiTags('报送')
@Controller('/api/console/desk/documents')
export class DocumentsConsoleController {
  constructor(private readonly documents: DocumentsService) {}

  /** 来文，期限晚的在前 */
  @Get()
  @Permission('desk.read')
  async list(@Acting() person: ActingPerson, @Query() query: PageQuery): Promise<IncomingDocumentPageDto> {
    const { items, next, count } = await this.documents.list(person, query);
    return {
      items: items.map(({ createdAt, ...one }) => ({ ...one, createdAt: createdAt.toISOString() })),
      next,
      count,
    };
  }

  /** 登记来文，同时生成一项报送任务 */
  @Post()
  @Permission('desk.act')
  async register(
    @Acting() person: ActingPerson,
    @Body() body: NewIncomingDocumentDto,
  ): Promise<MadeIncomingDocumentDto> {
    return { id: await this.documents.register(person, body) };
  }
}
