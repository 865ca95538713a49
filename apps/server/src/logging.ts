import { RequestMethod } from '@nestjs/common';
import { uuidv7 } from '@tidu/kernel';
import type { Environment } from '@tidu/platform';
import type { Params } from 'nestjs-pino';

/** The log: one line of JSON a request, with its id; no body, no header, no parameter that might name a person. */
export function logOptions(env: Environment): Params {
  return {
    pinoHttp: {
      level: env.logLevel,
      genReqId: (_request, response) => {
        const id = uuidv7();
        response.setHeader('X-Request-Id', id);
        return id;
      },
      autoLogging: { ignore: (request) => request.url === '/api/health' || (request.url ?? '').startsWith('/assets/') },
      serializers: {
        req: (request: { id: string; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    },
    forRoutes: [{ path: '{*splat}', method: RequestMethod.ALL }],
  };
}
