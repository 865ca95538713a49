import { PayloadTooLargeException } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** Bytes beyond which a body that is refused anyway isn't read to its end. */
const politelyRead = 16_000_000;

/**
 * Refuses a body far beyond everything the doors read (413) and closes the line; one that didn't say its length is cut
 * off there. The parsers read what they refuse to its end, so that the sender surely learns why; of 100 MB that costs
 * more than anything else a stranger can send. Forms with files are left to the limits of files.
 */
export const endlessBody: RequestHandler = (request, response, next) => {
  const { 'content-length': length = '0', 'transfer-encoding': pieces } = request.headers;
  const isForm = Boolean(request.is('multipart/form-data'));
  if (!isForm && Number(length) > politelyRead) {
    response.setHeader('Connection', 'close');
    next(new PayloadTooLargeException());
    return;
  }
  if (!isForm && pieces !== undefined) {
    let read = 0;
    request.on('data', (piece: Buffer) => {
      read += piece.length;
      if (read > politelyRead) request.destroy();
    });
  }
  next();
};
