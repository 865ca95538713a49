import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission, type UploadedPart } from '@tidu/platform';
import { EvidenceFilesService } from '../evidence/evidence-files.service';
import { EvidenceFileDto, EvidenceFileListDto, NewEvidenceDto } from './evidence-files.console.dto';

@ApiTags('年度数据')
@ApiExtraModels(NewEvidenceDto)
@Controller('/api/console')
export class EvidenceFilesConsoleController {
  constructor(private readonly evidence: EvidenceFilesService) {}

  /** 上传佐证材料（PDF、图片、Word、Excel、OFD，至多 64 MB），供年度数据和判断引用 */
  @Post('enterprises/:id/evidence-files')
  @Permission('figures.write')
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      allOf: [
        { $ref: getSchemaPath(NewEvidenceDto) },
        { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
      ],
    },
  })
  add(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @UploadedFile() file: UploadedPart | undefined,
    @Body() body: NewEvidenceDto,
  ): Promise<EvidenceFileDto> {
    return this.evidence.add(person, id, file?.stored, body);
  }

  /** 一家企业的佐证材料，新的在前 */
  @Get('enterprises/:id/evidence-files')
  @Permission('figures.read')
  async list(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<EvidenceFileListDto> {
    return { items: await this.evidence.ofEnterprise(person, id) };
  }

  /** 下载一份佐证材料 */
  @Get('evidence-files/:id/content')
  @Permission('figures.read')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async content(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { stream, size, fileName, mediaType } = await this.evidence.content(person, id);
    // always a download: what others brought is never shown in our own page
    const disposition = `attachment; filename="evidence"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
    return new StreamableFile(stream, { type: mediaType, length: size, disposition });
  }
}
