import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { DescribedPipe } from '@tidu/platform';

/** An entry's number as decimal text: it may exceed a double. */
@Injectable()
export class EntryIdPipe implements PipeTransform<string, string>, DescribedPipe {
  readonly schema = { type: 'string', pattern: '^[1-9][0-9]{0,17}$' };

  transform(id: string): string {
    if (new RegExp(this.schema.pattern).test(id)) return id;
    throw new DomainError('invalid', 'AUDIT.BAD_ID', '地址里审计记录的编号应为正整数，请核对链接。');
  }
}
