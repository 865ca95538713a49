import { DomainError, findTextFault, type Problem } from '@tidu/kernel';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** How many problems of one request are told. */
const mostTold = 20;
/** How deep a body may be nested: ours are four deep at most, deeper ones only cost. */
const deepest = 32;

/**
 * Texts as the register keeps them (文本安全): composed (NFC), so that what looks alike is alike. Refused is what neither
 * the database nor a file can hold: NUL, halves of surrogate pairs, control characters; in keys too. Stands before
 * every operation, for body, query and address; blanks around a text are cut by the field's own `@Tidy`, because a
 * document or a password keeps them.
 * @throws DomainError `PLATFORM.BAD_TEXT` with every place.
 */
export function safeText(value: unknown, field = ''): unknown {
  const problems: Problem[] = [];
  const safe = walk(value, field, problems);
  if (problems.length === 0) return safe;
  throw new DomainError('invalid', 'PLATFORM.BAD_TEXT', problems.map(({ message }) => message).join(' '), problems);
}

function walk(value: unknown, field: string, problems: Problem[]): unknown {
  if (typeof value === 'string') return text(value, field, problems);
  if (Array.isArray(value)) return value.map((item, i) => walk(item, within(field, i), problems));
  if (value === null || typeof value !== 'object' || !isPlain(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
    name(key, field, problems),
    walk(item, within(field, key), problems),
  ]);
  return Object.fromEntries(entries);
}

/** Of an object made by a parser, not of a file that came along. */
const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

const within = (field: string, part: string | number) => (field === '' ? String(part) : `${field}.${part}`);

/**
 * A key, which must not be one that every object has (`__proto__`, `constructor`, `toString` …): the validation takes
 * them for fields it knows, or takes them away in silence.
 */
function name(key: string, field: string, problems: Problem[]): string {
  if (!(key in Object.prototype) && key !== 'prototype') return text(key, within(field, '键'), problems);
  const message = `${within(field, key)}：没有这个参数，请检查拼写。`;
  if (problems.length < mostTold) problems.push({ where: { field: key }, code: 'PLATFORM.UNKNOWN_PARAMETER', message });
  return '';
}

function text(value: string, field: string, problems: Problem[]): string {
  const fault = findTextFault(value);
  if (!fault) return value.normalize('NFC');
  // the place itself may be one that no answer can hold
  const place = findTextFault(field) ? '一个字段名' : field.slice(0, 100);
  const message = `${place === '' ? '内容' : place}：${fault.message}`;
  if (problems.length < mostTold) problems.push({ where: { field: place }, code: 'PLATFORM.BAD_TEXT', message });
  return '';
}

/** Fields of one object, and of a whole body: ours have dozens; each unknown one would be told, and that costs. */
const mostOfObject = 500;
const mostFields = 10_000;

const [quote, escape, colon] = [0x22, 0x5c, 0x3a];
const [opening, closing]: [ReadonlySet<number>, ReadonlySet<number>] = [new Set([0x5b, 0x7b]), new Set([0x5d, 0x7d])];

/**
 * Refuses a body nested too deep, or with too many fields, by its bytes: to have it parsed first would cost a hundred times as much. For the
 * parser's `verify`; other encodings than UTF-8 are left to {@link shallowBody}.
 * @throws DomainError `PLATFORM.TOO_DEEP`, `PLATFORM.TOO_MANY_FIELDS`.
 */
export function shallowBytes(_request: unknown, _response: unknown, bytes: Buffer, encoding: string): void {
  if (encoding !== 'utf-8') return;
  let [depth, fields] = [0, 0];
  const ofObject: number[] = [];
  let isText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (isText && byte === escape) i++;
    else if (byte === quote) isText = !isText;
    else if (isText) continue;
    else if (opening.has(byte)) {
      if (++depth > deepest) throw tooDeep();
      ofObject[depth] = 0;
    } else if (closing.has(byte)) depth--;
    else if (byte === colon) {
      ofObject[depth] = (ofObject[depth] ?? 0) + 1;
      if (++fields > mostFields || (ofObject[depth] ?? 0) > mostOfObject) throw tooManyFields();
    }
  }
}

const tooManyFields = () =>
  new DomainError(
    'invalid',
    'PLATFORM.TOO_MANY_FIELDS',
    `提交的内容字段过多（一个对象至多 ${mostOfObject} 个，合计至多 ${mostFields} 个），没有处理。`,
  );
const tooDeep = () => new DomainError('invalid', 'PLATFORM.TOO_DEEP', `提交的内容嵌套超过 ${deepest} 层，没有处理。`);

/**
 * Refuses a body nested deeper than any of ours, before anything walks through it.
 * @throws DomainError `PLATFORM.TOO_DEEP`.
 */
export const shallowBody: RequestHandler = (request, _response, next) => {
  let level: unknown[] = [request.body as unknown];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      next(tooDeep());
      return;
    }
    level = level.flatMap((one): unknown[] =>
      one !== null && typeof one === 'object' ? (Object.values(one) as unknown[]) : [],
    );
  }
  next();
};

/**
 * Refuses a query whose escapes stand for no text (`%zz`, `%ff`): the parser would put something else in their place,
 * and another question would be answered than the one asked.
 */
export const wellFormedQuery: RequestHandler = ({ url }, _response, next) => {
  const query = url.indexOf('?');
  if (query >= 0 && url.includes('%', query)) {
    try {
      decodeURIComponent(url.slice(query));
    } catch (error) {
      next(Object.assign(error as URIError, { status: 400 })); // told in words by the filter
      return;
    }
  }
  next();
};

/** Refuses a body of another kind than the doors read (415), which would count as no body at all. */
export const readableBody: RequestHandler = (request, _response, next) => {
  const isEmpty = request.headers['content-length'] === '0' || request.is('*/*') === null;
  next(isEmpty || request.is(['json', 'multipart/form-data']) ? undefined : new UnsupportedMediaTypeException());
};
