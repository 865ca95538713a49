import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';
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

  /** 下载一份佐证材料，或用 Range 取其中一段（看长扫描件的一页，不必下载全部） */
  @Get('evidence-files/:id/content')
  @Permission('figures.read')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  @ApiResponse({
    ...{ status: 206, description: '所要的那一段' },
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiHeader({ name: 'Range', required: false, description: '一段字节，形如 bytes=0-65535；答复 206' })
  async content(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('range') range: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { stream, size, part, fileName, mediaType } = await this.evidence.content(person, id, range);
    response.setHeader('Accept-Ranges', 'bytes');
    if (part) response.status(206).setHeader('Content-Range', `bytes ${part.start}-${part.end}/${size}`);
    // always a download: what others brought is never shown in our own page
    const disposition = `attachment; filename="evidence"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
    const length = part ? part.end - part.start + 1 : size;
    return new StreamableFile(stream, { type: mediaType, length, disposition });
  }
}
