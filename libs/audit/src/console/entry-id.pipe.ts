import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';

/** An entry's number as decimal text: it may exceed a double. */
@Injectable()
export class EntryIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (/^[1-9]\d{0,17}$/.test(id)) return id;
    throw new DomainError('invalid', 'AUDIT.BAD_ID', '地址里审计记录的编号应为正整数，请核对链接。');
  }
}
