/** One mistake inside a request: where it stands, what was given, what to do. */
export interface ProblemItem {
  where?: { field?: string; row?: number; column?: string };
  value?: string;
  code: string;
  message: string;
}

/** A refusal of the server (problem+json, RFC 9457), or of the network before it was reached. */
export class ApiProblem extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** A few words: 没有找到, 输入有误 … */
    readonly title: string,
    /** What happened, where, what to do. */
    readonly detail: string,
    readonly code: string,
    readonly requestId: string,
    readonly errors: ProblemItem[] = [],
  ) {
    super(detail);
    this.name = 'ApiProblem';
  }
}

/** The problem in an answer's body; what isn't problem+json (a proxy's page) is told by its status. */
export function readProblem(status: number, body: unknown): ApiProblem {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string, otherwise: string) => {
    const value = given[key];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  return new ApiProblem(
    status,
    text('title', '请求失败'),
    text('detail', `服务器答复 ${status}，没有说明原因。请稍后重试。`),
    text('code', `HTTP.${status}`),
    text('requestId', ''),
    Array.isArray(given.errors) ? (given.errors as ProblemItem[]) : [],
  );
}

/** Any thrown value as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof TypeError)
    return new ApiProblem(0, '连不上服务器', '没有收到答复。请确认梯度正在运行，然后重试。', 'WEB.NETWORK', '');
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiProblem(0, '页面出错', `页面显示时出错：${detail}。请刷新页面重试。`, 'WEB.UNEXPECTED', '');
}

/** What is wrong with which field; nothing where a mistake isn't one of the form's fields. */
export function fieldErrors(error: unknown): Map<string, string> {
  const items = error instanceof ApiProblem && error.status === 400 ? error.errors : [];
  return new Map(items.flatMap(({ where, message }) => (where?.field ? [[where.field, wordsOnly(message)]] : [])));
}

/** The field stands beside the words already. */
const wordsOnly = (message: string) => message.replace(/^[^：。]{1,30}：/, '');
