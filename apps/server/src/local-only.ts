import { DomainError } from '@tidu/kernel';
import type { NextFunction, Request, Response } from 'express';

const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * While nobody signs in, only this computer's own pages may ask: a page from elsewhere must reach the register neither
 * by a name that resolves to 127.0.0.1 (DNS rebinding, told by `Host`) nor by posting a form at it (told by `Origin`).
 * @throws DomainError `SERVER.FOREIGN_HOST`, `SERVER.FOREIGN_ORIGIN`.
 */
export function localOnly(request: Request, _response: Response, next: NextFunction): void {
  const host = request.headers.host ?? '';
  const { origin } = request.headers;
  if (!localNames.has(host.replace(/:\d+$/, ''))) {
    next(refusal('SERVER.FOREIGN_HOST', '只接受本机地址（127.0.0.1 或 localhost），请用启动时打印的地址打开。'));
  } else if (origin !== undefined && origin !== `http://${host}`) {
    next(refusal('SERVER.FOREIGN_ORIGIN', '请求来自别的网页，没有处理。请在梯度自己的页面里操作。'));
  } else {
    next();
  }
}

const refusal = (code: string, message: string) => new DomainError('forbidden', code, message);
