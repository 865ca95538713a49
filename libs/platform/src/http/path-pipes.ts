import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError, isDay } from '@tidu/kernel';

const refused = (message: string) => new DomainError('invalid', 'PLATFORM.BAD_CODE', message);

/** A code in the address, as codes of standards, lists and kinds are written; whether there is such a one, the room says. */
@Injectable()
export class PathCode implements PipeTransform<string, string> {
  constructor(private readonly what: string) {}

  transform(value: string): string {
    if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(value)) return value;
    throw refused(`“${value.slice(0, 60)}”不是${this.what}的代码（只有字母、数字、点和横线）。请检查链接。`);
  }
}

/** A day in the address, `YYYY-MM-DD`. */
@Injectable()
export class PathDay implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isDay(value)) return value;
    throw refused(`“${value.slice(0, 60)}”不是日期，应形如 2026-03-31。请检查链接。`);
  }
}
