import { Body, Controller, Get, Param, ParseUUIDPipe, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { EvidenceFileDto, EvidenceFileListDto, EvidenceFilesService, NewEvidenceDto } from '@tidu/figures';
import { Acting, type ActingPerson, Permission, type UploadedPart } from '@tidu/platform';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);

@ApiTags('申报')
@ApiExtraModels(NewEvidenceDto)
@Controller('/api/portal/enterprises/:enterpriseId/evidence-files')
export class EvidencePortalController {
  constructor(private readonly evidence: EvidenceFilesService) {}

  /** 本企业的佐证材料，新的在前；同一份可以用在几次申报里 */
  @Get()
  @Permission('members.view')
  async list(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<EvidenceFileListDto> {
    return { items: await this.evidence.ofEnterprise(person, enterpriseId) };
  }

  /** 上传佐证材料（PDF、图片、Word、Excel、OFD，至多 64 MB） */
  @Post()
  @Permission('members.fill')
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
    @EnterpriseId() enterpriseId: string,
    @UploadedFile() file: UploadedPart | undefined,
    @Body() body: NewEvidenceDto,
  ): Promise<EvidenceFileDto> {
    return this.evidence.add(person, enterpriseId, file?.stored, body);
  }
}
