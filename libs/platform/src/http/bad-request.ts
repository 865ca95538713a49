import { BadRequestException, type HttpException, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError, isUuid, type Problem } from '@tidu/kernel';
import type { Request } from 'express';

/**
 * What the parts of an address stand for (企业, 排名 …): by the name of the parameter, or by the part before it. Given by
 * the doors, which know every room.
 */
export const pathWords = Symbol('pathWords');
export type PathWords = Readonly<Record<string, string>>;

/** What a request has wrong that never reached an operation, in words. */
export interface BadRequest {
  code: string;
  detail: string;
  errors: Problem[];
}

/** An id or number in the address that is none: which one, and what it should be. Null where the address is right. */
export function badAddress(error: unknown, request: Request, words: PathWords): BadRequest | null {
  const expected = /^Validation failed \((uuid|numeric string) is expected\)$/.exec(messageOf(error))?.[1];
  if (expected === undefined) return null;
  const isId = expected === 'uuid';
  const found = Object.entries(request.params).find(
    ([name, value]) =>
      /(^i|I)d$/.test(name) === isId && (isId ? !isUuid(String(value).toLowerCase()) : !isPathNumber(String(value))),
  );
  if (!found) return null;
  const [field, value] = found;
  const shown = String(value).slice(0, 60);
  const what = thingOf(request, field, words);
  const message = isId
    ? `“${shown}”不是${what}的编号（编号是 36 位、用 - 分成五段的一串）。请检查链接，或从名单里重新打开。`
    : `“${shown}”不是${what}，应为数字。请检查链接。`;
  const code = isId ? 'PLATFORM.BAD_ID' : 'PLATFORM.BAD_NUMBER';
  return { code, detail: message, errors: [{ where: { field }, value: shown, code, message }] };
}

/** Written as we write numbers, and small enough for the database. */
export const isPathNumber = (value: string) => /^(0|[1-9]\d{0,9})$/.test(value) && Number(value) <= 2_147_483_647;
const messageOf = (error: unknown) => String((error as HttpException | null)?.message ?? '');

/** What a parameter of this address is the id of. */
function thingOf(request: Request, field: string, words: PathWords): string {
  const route = ((request.route as { path?: string } | undefined)?.path ?? '').split('/');
  const before = route[route.indexOf(`:${field}`) - 1] ?? '';
  return words[field] ?? words[before] ?? '地址里所指内容';
}

/** What Express's own parsers refuse: broken JSON, another encoding, broken escapes, another field for a file. */
export function unreadable(error: unknown): string | null {
  const { type } = error as { type?: unknown };
  const message = messageOf(error);
  // as Nest passes it on: only the words of the parser are left
  if (type === 'entity.parse.failed' || (error instanceof BadRequestException && /\bJSON\b/.test(message)))
    return '提交的内容不是完整的 JSON（少了引号、逗号或括号），没有处理。';
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return '提交的内容用了不支持的编码，请用 UTF-8、不另外压缩。';
  if (error instanceof URIError || message.startsWith('Failed to decode param'))
    return '地址里 % 后面的编码写错了，请检查链接。';
  if (message.startsWith('Unexpected field')) return '文件须放在表单的 file 一项，一次一个；没有接收。';
  if (message.startsWith('Too many fields')) return '表单里有多余的项目（多数上传只收 file 一项），没有接收。';
  return null;
}

/** A part of the address that must be one of a few words. */
@Injectable()
export class OneOf<T extends string> implements PipeTransform<string, T> {
  readonly schema: Readonly<Record<string, unknown>>;

  constructor(
    private readonly what: string,
    private readonly allowed: readonly T[],
  ) {
    this.schema = { type: 'string', enum: allowed };
  }

  transform(value: string): T {
    const found = this.allowed.find((one) => one === value);
    if (found !== undefined) return found;
    const message = `没有“${value.slice(0, 60)}”这种${this.what}。可用的有：${this.allowed.join('、')}。`;
    throw new DomainError('invalid', 'PLATFORM.NOT_ONE_OF', message);
  }
}
