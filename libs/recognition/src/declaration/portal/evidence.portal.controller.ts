import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, UploadedFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EvidenceFileDto, EvidenceFileListDto, EvidenceFilesService, NewEvidenceDto } from '@tidu/figures';
import {
  Acting,
  type ActingPerson,
  FileAlone,
  FileTransfers,
  PathNumber,
  Permission,
  type UploadedPart,
} from '@tidu/platform';
import { BeginTransferDto, FileTransferDto } from './evidence.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);
const Id = () => Param('id', ParseUUIDPipe);

@ApiTags('申报')
@Controller('/api/portal/enterprises/:enterpriseId')
export class EvidencePortalController {
  constructor(
    private readonly evidence: EvidenceFilesService,
    private readonly transfers: FileTransfers,
  ) {}

  /** 本企业的佐证材料，新的在前；同一份可以用在几次申报里 */
  @Get('evidence-files')
  @Permission('members.view')
  async list(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<EvidenceFileListDto> {
    return { items: await this.evidence.ofEnterprise(person, enterpriseId) };
  }

  /** 开始上传一份佐证材料，分片传，断了接着传（至多 64 MB） */
  @Post('evidence-transfers')
  @Permission('members.fill')
  begin(
    @Acting() person: ActingPerson,
    @EnterpriseId() subjectId: string,
    @Body() { name, size }: BeginTransferDto,
  ): Promise<FileTransferDto> {
    return this.transfers.begin(person, { name, size, subjectId });
  }

  /** 传到哪里了 */
  @Get('evidence-transfers/:id')
  @Permission('members.fill')
  transfer(
    @Acting() person: ActingPerson,
    @EnterpriseId() subjectId: string,
    @Id() id: string,
  ): Promise<FileTransferDto> {
    return this.transfers.state(person, id, subjectId);
  }

  /** 传一片，从 0 数；重传同一片没有影响 */
  @Put('evidence-transfers/:id/parts/:number')
  @HttpCode(204)
  @Permission('members.fill')
  @FileAlone()
  part(
    @Acting() person: ActingPerson,
    @EnterpriseId() subjectId: string,
    @Id() id: string,
    @Param('number', PathNumber) number: number,
    @UploadedFile() file: UploadedPart | undefined,
  ): Promise<void> {
    return this.transfers.part(person, id, subjectId, number, file?.stored);
  }

  /** 传完了，收作佐证材料（PDF、图片、Word、Excel、OFD，按内容识别） */
  @Post('evidence-transfers/:id/file')
  @Permission('members.fill')
  async finish(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @Body() body: NewEvidenceDto,
  ): Promise<EvidenceFileDto> {
    const file = await this.transfers.whole(person, id, enterpriseId);
    const made = await this.evidence.add(person, enterpriseId, file, body);
    await this.transfers.end(person, id);
    return made;
  }
}
