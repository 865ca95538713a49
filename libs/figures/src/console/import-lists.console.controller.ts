import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { attachment, csvTemplate, Permission, tableTypes, xlsxTemplate, PathCode } from '@tidu/platform';
import { ImportListsService } from '../import-lists.service';
import { ImportListListDto, TemplateQuery } from './imports.console.dto';

@ApiTags('导入')
@Controller('/api/console/import-lists')
export class ImportListsConsoleController {
  constructor(private readonly lists: ImportListsService) {}

  /** 可以导入的清单，各有哪些列 */
  @Get()
  @Permission('figures.import')
  async list(): Promise<ImportListListDto> {
    return { items: await this.lists.all() };
  }

  /** 一种清单的模板：XLSX 带填写说明、下拉与代码表，CSV 只有表头 */
  @Get(':list/template')
  @Permission('figures.import')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async template(
    @Param('list', new PathCode('清单')) list: string,
    @Query() { format = 'xlsx' }: TemplateQuery,
  ): Promise<StreamableFile> {
    const { label, columns, codes } = await this.lists.template(list);
    const file = format === 'csv' ? csvTemplate(columns) : await xlsxTemplate(label, columns, codes);
    const disposition = attachment(`${label}-模板.${format}`);
    return new StreamableFile(file, { type: tableTypes[format], length: file.length, disposition });
  }
}
