import type { LoggerService } from '@nestjs/common';
import { uuidv7 } from '@tidu/kernel';
import type { Request, RequestHandler, Response } from 'express';
import pino from 'pino';

/**
 * The log of a process: one line of JSON an entry, on standard output. Lines leave together, a quarter of a second late
 * at most and before the process ends: a write of its own for each request is a tenth of what the request costs.
 */
export const openLog = (level: string): pino.Logger =>
  pino({ level }, pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 250 }));

/**
 * One line a request, with its id; no body, no header, no parameter that might name a person. Not by pino-http: that
 * makes a logger of its own for each request, which nobody here asks for.
 */
export function requestLog(logger: pino.Logger): RequestHandler {
  return (request, response, next) => {
    const id = uuidv7();
    Object.assign(request, { id });
    response.setHeader('X-Request-Id', id);
    if (!unlogged.test(request.originalUrl)) {
      const began = performance.now();
      response.once('close', () => logger[levelOf(response)](lineOf(request, id, response, began), endOf(response)));
    }
    next();
  };
}

const unlogged = /^\/(api\/health|internal\/|assets\/)/;
const levelOf = ({ statusCode }: Response) => (statusCode >= 500 ? 'error' : 'info');
const endOf = ({ writableFinished }: Response) => (writableFinished ? 'request completed' : 'request aborted');
const lineOf = ({ method, originalUrl }: Request, id: string, { statusCode }: Response, began: number) => ({
  req: { id, method, path: originalUrl.split('?', 1)[0] },
  res: { status: statusCode },
  responseTime: Math.round(performance.now() - began),
});

/**
 * What Nest and its parts say, in the same log. Not by nestjs-pino: that follows every promise of a request to know its
 * id anywhere, which cost a tenth of each; who needs the id here has the request.
 */
export class NestLog implements LoggerService {
  constructor(private readonly logger: pino.Logger) {}

  log = (message: unknown, ...rest: unknown[]) => this.say('info', message, rest);
  error = (message: unknown, ...rest: unknown[]) => this.say('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]) => this.say('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]) => this.say('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]) => this.say('trace', message, rest);
  fatal = (message: unknown, ...rest: unknown[]) => this.say('fatal', message, rest);

  /** Nest puts the name of who speaks last; an object comes with its sentence, a sentence alone or with a stack. */
  private say(level: pino.Level, message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    if (message instanceof Error) this.logger[level]({ context, err: message });
    else if (typeof message === 'object') this.logger[level]({ context, ...message }, text(rest[0], context));
    else
      this.logger[level](
        { context, ...(rest.length > 1 && { stack: rest[0] }) },
        typeof message === 'string' ? message : undefined,
      );
  }
}

const text = (sentence: unknown, context: unknown) =>
  typeof sentence === 'string' && sentence !== context ? sentence : undefined;
