import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DomainError, findTextFault, isDay, stripInvisible } from '@tidu/kernel';
import { Transform } from 'class-transformer';
import {
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';

/** Text as people write it: no NUL, no control characters, no half of a surrogate pair. */
@ValidatorConstraint({ name: 'plainText' })
export class PlainText implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && !/[\t\r\n]/.test(value) && findTextFault(value) === null;
  }
  defaultMessage(): string {
    return '含有不可见的控制字符，请删去后重试。';
  }
}

/** The same for a text of several lines. */
@ValidatorConstraint({ name: 'longText' })
export class LongText extends PlainText {
  override validate(value: unknown): boolean {
    return typeof value === 'string' && findTextFault(value) === null;
  }
}

/**
 * Cuts the blanks around a text, takes out what nobody sees, and unifies its form (NFC): marks that turn or hide letters
 * would let a title or a name read otherwise than it is written.
 */
export const Tidy = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? stripInvisible(value).normalize('NFC').trim() : value,
  );

/**
 * A whole number from an address or a form: digits as we write them. Anything else stays the text it is and is refused,
 * because `Number` would read an empty text as 0 and `0x10` as 16.
 */
export const FromDigits = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value,
  );

/** A day of the calendar, `YYYY-MM-DD`. */
@ValidatorConstraint({ name: 'calendarDay' })
export class CalendarDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isDay(value);
  }
  defaultMessage(): string {
    return '不是日期，请按 YYYY-MM-DD 填写，如 2026-03-31。';
  }
}

/** What {@link InstantText} takes, in words of JSON Schema. */
export const instantSchema = {
  ...{ type: 'string', format: 'date-time' },
  pattern:
    '^[12]\\d{3}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,3})?)?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$',
};

/** An instant with its offset, `2026-12-01T09:00+08:00`. */
@ValidatorConstraint({ name: 'instantText' })
export class InstantText implements ValidatorConstraintInterface {
  private readonly shape = new RegExp(instantSchema.pattern);

  validate(value: unknown): boolean {
    return typeof value === 'string' && this.shape.test(value) && isDay(value.slice(0, 10));
  }
  defaultMessage(): string {
    return '不是时刻，请写到分钟并带时区，如 2026-12-01T09:00+08:00。';
  }
}

/** May be left out, but is never null: null would have no meaning here. */
export const Absent = () => ValidateIf((_, value) => value !== undefined);

/** The parameters every list takes. Described by hand: the plugin reads only `*.dto.ts`. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, description: '每页条数，1–200，默认 20。' })
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: '上一页答复里的 next，原样送回。' })
  @Absent()
  @IsString()
  @MaxLength(500)
  @Matches(/^[A-Za-z0-9_-]+$/)
  after?: string;
}

/** How many rows match: exact up to 10 000, above that "10 000+". */
export class Count {
  @ApiProperty({ description: '符合条件的条数；超过一万只数到一万' })
  value!: number;

  @ApiProperty({ description: '是否为确数' })
  exact!: boolean;
}

/** One page of a list. `next` is null on the last one. */
export interface Page<T> {
  items: T[];
  next: string | null;
  count: Count;
}

/** How a page is made of rows. */
export interface PageTerms<R, T> {
  /** Rows of a page; one more was asked for, to see whether the list goes on. */
  limit: number;
  /** How many match, from a query that stopped at `countLimit`. */
  counted: number;
  /** Where the page ends, for the next request. */
  place: (last: R) => (string | number | null)[];
  view: (row: R) => T;
}

/** What a list answers, from up to `limit` + 1 rows. */
export function pageOf<R, T>(rows: readonly R[], { limit, counted, place, view }: PageTerms<R, T>): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => view(row)),
    next: last !== undefined && rows.length > limit ? encodeCursor(place(last)) : null,
    count: boundedCount(counted),
  };
}

/** Where a page ended, as an opaque text for the next request. */
export function encodeCursor(values: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor; refuses one that isn't ours or has another number of parts. */
export function decodeCursor(after: string, parts: number): (string | number | null)[] {
  try {
    const values = JSON.parse(Buffer.from(after, 'base64url').toString()) as (string | number | null)[];
    if (
      Array.isArray(values) &&
      values.length === parts &&
      values.every((v) => v === null || ['string', 'number'].includes(typeof v))
    )
      return values;
  } catch {
    // falls through to the refusal
  }
  throw badCursor();
}

export const badCursor = () =>
  new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');

export const countLimit = 10_001;

/** The count of a list from a query that stopped at `countLimit` rows. */
export function boundedCount(counted: number): Count {
  return counted >= countLimit ? { value: countLimit - 1, exact: false } : { value: counted, exact: true };
}
