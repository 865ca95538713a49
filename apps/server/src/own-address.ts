import { DomainError } from '@tidu/kernel';
import type { RequestHandler } from 'express';

const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Only our own pages may ask, by the address they are meant to have: a page from elsewhere must reach the register
 * neither by a name that resolves here (DNS rebinding, told by `Host`) nor by posting a form at it (told by `Origin`).
 * Without `publicUrl` the address is this computer's own.
 * @throws DomainError `SERVER.FOREIGN_HOST`, `SERVER.FOREIGN_ORIGIN`.
 */
export function ownAddressOnly(publicUrl?: string): RequestHandler {
  const publicHost = publicUrl && new URL(publicUrl).host;
  return (request, _response, next) => {
    const host = request.headers.host ?? '';
    const { origin } = request.headers;
    const isPublic = publicUrl !== undefined && host === publicHost;
    if (!isPublic && !localNames.has(host.replace(/:\d+$/, ''))) {
      next(refusal('SERVER.FOREIGN_HOST', '只接受本系统自己的地址，请用启动时打印的地址打开。'));
    } else if (origin !== undefined && origin !== (isPublic ? publicUrl : `http://${host}`)) {
      next(refusal('SERVER.FOREIGN_ORIGIN', '请求来自别的网页，没有处理。请在梯度自己的页面里操作。'));
    } else {
      next();
    }
  };
}

const refusal = (code: string, message: string) => new DomainError('forbidden', code, message);
