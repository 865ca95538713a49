import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError, isDay } from '@tidu/kernel';
import { isPathNumber } from './bad-request';

const refused = (message: string) => new DomainError('invalid', 'PLATFORM.BAD_CODE', message);

/** A pipe that says in words of JSON Schema what it lets through: the interface's documents repeat it. */
export interface DescribedPipe {
  readonly schema: Readonly<Record<string, unknown>>;
}

export const describesItself = (pipe: unknown): pipe is DescribedPipe =>
  typeof pipe === 'object' && pipe !== null && 'schema' in pipe;

/** A code in the address, as codes of standards, lists and kinds are written; whether there is such a one, the room says. */
@Injectable()
export class PathCode implements PipeTransform<string, string>, DescribedPipe {
  readonly schema = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' };

  constructor(private readonly what: string) {}

  transform(value: string): string {
    if (new RegExp(this.schema.pattern).test(value)) return value;
    throw refused(`“${value.slice(0, 60)}”不是${this.what}的代码（只有字母、数字、点和横线）。请检查链接。`);
  }
}

/** A day in the address, `YYYY-MM-DD`. */
@Injectable()
export class PathDay implements PipeTransform<string, string>, DescribedPipe {
  readonly schema = { type: 'string', format: 'date', pattern: '^[1-9]' };

  transform(value: string): string {
    if (isDay(value)) return value;
    throw refused(`“${value.slice(0, 60)}”不是日期，应形如 2026-03-31。请检查链接。`);
  }
}

/** A whole number in the address, as the database holds it (0 to 2 147 483 647), written one way only. */
@Injectable()
export class PathNumber implements PipeTransform<string, number>, DescribedPipe {
  readonly schema = { type: 'integer', minimum: 0, maximum: 2_147_483_647 };

  transform(value: string): number {
    if (isPathNumber(value)) return Number(value);
    throw new BadRequestException('Validation failed (numeric string is expected)'); // told in words by the filter
  }
}
