import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, type StoredFile, StoredFiles, evidenceMediaType } from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { scopeOf } from '../acting/member-admission';
import { badField, requestNotFound } from '../members.errors';
import { GrantsOfMembers } from '../membership/grants.service';
import { revokeCodes, type TriedCode, tryCode } from './claim-codes';
import { findRegistration, lockFor, move, type Registration } from './registration';
import { requirePossible } from './registration.transitions';

/** What can be an authorisation: paper that was signed and stamped. */
const accepted: readonly (string | null)[] = ['application/pdf', 'image/png', 'image/jpeg'];

/** How whoever asks proves that the enterprise sent them, and how they take the request back. */
@Injectable()
export class ProofsService {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly grants: GrantsOfMembers,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Takes the authorisation (授权书) in, in place of an earlier one; an officer looks at it.
   * @throws DomainError `MEMBERS.NO_FILE`, `MEMBERS.FILE_KIND`.
   */
  async upload(person: ActingPerson, id: string, version: number, file: StoredFile | undefined): Promise<void> {
    if (!file) throw badField('file', null, 'MEMBERS.NO_FILE', 'file：没有收到文件，请选择授权书的扫描件或照片。');
    const mediaType = file.size === 0 ? null : await evidenceMediaType(this.files.path(file.sha256));
    if (mediaType === null || !accepted.includes(mediaType)) throw wrongKind(file.name);
    await this.database.write(person, async (tx) => {
      const request = await this.ownLocked(tx, id, 'upload', version);
      await this.files.register(tx, { ...file, mediaType });
      await move(tx, request, 'upload', 'review', {
        ...{ proofFile: file.sha256, proofFileName: file.name.slice(-255), proofAt: new Date().toISOString() },
        answer: null,
      });
      await this.trail.record(tx, {
        ...{ action: 'members.uploadProof', objectType: 'registration', objectId: id },
        after: { sha256: file.sha256, fileName: file.name.slice(-255) },
      });
    });
  }

  /**
   * Proves the request by the code that reached the enterprise. A try is counted before it is compared, and stays
   * counted.
   * @throws DomainError `MEMBERS.WRONG_CODE`, `MEMBERS.NO_CODE`.
   */
  async enterCode(person: ActingPerson, id: string, code: string): Promise<void> {
    const tried = await this.database.write(person, async (tx) => {
      const request = await this.ownLocked(tx, id, 'enterCode');
      const found = await tryCode(tx, request.id, code);
      if (found && !found.matches)
        await this.trail.record(tx, { action: 'members.wrongCode', objectType: 'registration', objectId: id });
      return found;
    });
    if (!tried) throw noCode();
    if (!tried.matches) throw wrongCode(tried.left);
    await this.proven(person, id, tried);
  }

  private async proven(person: ActingPerson, id: string, { id: codeId, enterpriseId, ...code }: TriedCode) {
    await this.database.write({ ...person, scope: scopeOf(enterpriseId) }, async (tx) => {
      const request = await this.ownLocked(tx, id, 'enterCode');
      const used = await tx.row(
        `update claim_code set "usedAt" = now() where id = $1 and "usedAt" is null and "revokedAt" is null returning id`,
        [codeId],
      );
      if (!used) throw noCode();
      const officer = { id: code.issuedBy, name: code.issuedByName };
      await this.grants.accept(tx, request, 'enterCode', enterpriseId, officer);
    });
  }

  /** Takes the request back; whatever it had reached is void. */
  async withdraw(person: ActingPerson, id: string, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      const request = await this.ownLocked(tx, id, 'withdraw', version);
      await revokeCodes(tx, id);
      await move(tx, request, 'withdraw', 'withdrawn');
      await this.trail.record(tx, {
        ...{ action: 'members.withdraw', objectType: 'registration', objectId: id },
        before: { state: request.state },
      });
    });
  }

  private async ownLocked(
    tx: Parameters<typeof findRegistration>[0],
    id: string,
    act: 'upload' | 'enterCode' | 'withdraw',
    version?: number,
  ): Promise<Registration> {
    const found = await findRegistration(tx, id);
    if (found.personId !== tx.person.id) throw requestNotFound();
    return lockFor(tx, id, act, version);
  }
}

/** What the person may do with their request now. */
export function possibleActs(request: Registration): ('upload' | 'enterCode' | 'withdraw')[] {
  return (['upload', 'enterCode', 'withdraw'] as const).filter((act) => {
    try {
      requirePossible(act, request.state);
      return true;
    } catch {
      return false;
    }
  });
}

const wrongKind = (name: string) =>
  badField(
    'file',
    name,
    'MEMBERS.FILE_KIND',
    `“${name.slice(-60)}”不是 PDF 或图片（按内容识别），没有接收。请上传盖章授权书的扫描件或照片（PDF、PNG、JPEG）。`,
  );

function wrongCode(left: number): DomainError {
  const next = left > 0 ? `还可以输 ${left} 次。` : '这个口令已不能再用，请联系工信局重新发函。';
  return badField('code', null, 'MEMBERS.WRONG_CODE', `口令不对，请对照口令函核对。${next}`);
}

const noCode = () =>
  new DomainError(
    'conflict',
    'MEMBERS.NO_CODE',
    '没有可用的口令：已过期、输错次数已满，或已换发新的口令函。请联系工信局。',
  );
