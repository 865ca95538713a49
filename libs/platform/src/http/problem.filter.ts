import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Logger,
  Optional,
} from '@nestjs/common';
import { DomainError, type ErrorKind } from '@tidu/kernel';
import type { Response } from 'express';
import { badCursor } from './page';
import { badAddress, type PathWords, pathWords, unreadable } from './bad-request';
import { TooMany } from '../limits/too-many';
import type { ActingRequest } from './permission';

const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  unavailable: 503,
};

/** Each status that a request may be refused with, in a word. */
export const titles: Record<number, string> = {
  400: '输入有误',
  401: '没有登录',
  403: '没有权限',
  404: '没有找到',
  405: '不支持的操作',
  409: '与当前状态冲突',
  413: '内容过大',
  415: '不支持的格式',
  429: '请求过于频繁',
  500: '系统错误',
  503: '暂时不可用',
};

/** Turns every error into problem+json: nothing of SQL, stack or parameters leaves; the log has them by request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(@Optional() @Inject(pathWords) private readonly words: PathWords = {}) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const request = http.getRequest<ActingRequest>();
    const requestId = String(request.id ?? '');
    const problem = this.describe(isForgedPlace(error, request) ? badCursor() : error, request, requestId);
    if (response.headersSent) {
      response.destroy(); // a broken download must look broken
      return;
    }
    if (error instanceof TooMany) response.setHeader('Retry-After', String(error.retryAfter));
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(
        JSON.stringify({ type: 'about:blank', title: titles[problem.status] ?? '请求失败', ...problem, requestId }),
      );
  }

  private describe(error: unknown, request: ActingRequest, requestId: string) {
    if (error instanceof DomainError) {
      return { status: statuses[error.kind], detail: error.message, code: error.code, errors: error.problems };
    }
    const status = error instanceof HttpException ? error.getStatus() : middlewareStatus(error);
    const bad = status === 400 ? badAddress(error, request, this.words) : null;
    if (bad) return { status, ...bad };
    if (status < 500) {
      const detail = unreadable(error) ?? httpDetail(status, request);
      return { status, detail, code: `HTTP.${status}`, errors: [] };
    }
    this.logger.error({ requestId, err: withoutParameters(error) }, '未处理的错误');
    return {
      status: 500,
      detail: '系统出现未预料的错误，操作没有生效。请稍后重试；仍不行请把请求号告诉系统管理员。',
      code: 'PLATFORM.INTERNAL',
      errors: [],
    };
  }
}

function httpDetail(status: number, { method, path }: ActingRequest): string {
  if (status === 404) return `没有这个地址：${method} ${path.slice(0, 100)}。请检查拼写和请求方法；全部地址见 /docs。`;
  if (status === 413) return '提交的内容太大，没有接收。';
  if (status === 400) return '请求的格式不对，没有处理。请对照 /docs 里这个地址的说明。';
  return titles[status] ?? '请求没有处理。';
}

/** A place in a list (`after`) that somebody made up, met by the database: it takes no such time, id or number. */
function isForgedPlace(error: unknown, { query }: ActingRequest): boolean {
  return (
    query.after !== undefined && ['22P02', '22003', '22007', '22008'].includes((error as { code?: string }).code ?? '')
  );
}

/** Express's own parsers throw plain errors that carry a status. */
function middlewareStatus(error: unknown): number {
  const { status, code } = error as { status?: unknown; code?: unknown };
  if (typeof status === 'number' && status >= 400 && status < 500) return status;
  return typeof code === 'string' && code.startsWith('LIMIT_') ? 413 : 500;
}

/** A database error carries the values of the row it failed on; the log gets its kind and place only. */
function withoutParameters(error: unknown): object {
  const { name, message, stack, code, table, constraint } = error as Record<string, string | undefined>;
  return {
    name,
    code,
    table,
    constraint,
    message: code ? undefined : message,
    stack: stack?.split('\n').slice(1).join('\n'),
  };
}
