import { type PermissionName, titles } from '@tidu/platform';
import type { Schema } from './input-schema';

const text = (description: string): Schema => ({ type: 'string', description });

/** What every refusal looks like (RFC 9457), and nothing else is in it. */
export const problemSchema: Schema = {
  type: 'object',
  description: '为什么没有处理：发生了什么、在哪里、怎么办',
  required: ['type', 'title', 'status', 'detail', 'code', 'errors', 'requestId'],
  additionalProperties: false,
  properties: {
    type: { const: 'about:blank' },
    title: text('一类错误的名称'),
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: text('给人看的话'),
    code: { ...text('给程序看的代码，不变'), pattern: '^[A-Z]+\\.[A-Z0-9_]+$' },
    errors: { type: 'array', items: { $ref: '#/components/schemas/ProblemPlace' } },
    requestId: text('这次请求的编号，日志里可查'),
  },
};

export const problemPlaceSchema: Schema = {
  type: 'object',
  description: '有误的一处',
  required: ['where', 'code', 'message'],
  additionalProperties: false,
  properties: {
    where: {
      type: 'object',
      properties: { field: text('字段或参数'), row: { type: 'integer' }, column: text('列') },
    },
    value: text('当时的值，至多一百字'),
    code: text('给程序看的代码'),
    message: text('给人看的话'),
  },
};

/** Whoever asks too often is told when to ask again; every operation may say so. */
const tooMany = {
  description: '请求过于频繁（seeds/limits/requests.yaml），没有处理；Retry-After 秒后再试',
  headers: { 'Retry-After': { description: '几秒后再试', schema: { type: 'integer', minimum: 1 } } },
};

/** The refusals by their status, as parts the operations point to. */
export const problemResponses = Object.fromEntries(
  Object.entries(titles).map(([status, description]) => [
    `Problem${status}`,
    {
      ...(status === '429' ? tooMany : { description }),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
    },
  ]),
);

interface Asked {
  method: string;
  permission: PermissionName | undefined;
  hasBody: boolean;
}

/** With which statuses an operation may refuse. */
export function refusals({ method, permission = 'open.read', hasBody }: Asked): number[] {
  const isOpen = permission === 'open.read';
  const changes = method !== 'get';
  return [
    ...[400, 403, 404, 429, 500, 503],
    ...(isOpen ? [] : [401]),
    ...(isOpen ? [] : [409]),
    ...(changes ? [413] : []),
    ...(hasBody ? [415] : []),
  ].sort((a, b) => a - b);
}
