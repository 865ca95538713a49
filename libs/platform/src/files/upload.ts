import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor, type MulterModuleOptions } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { StoredFile, StoredFiles } from './stored-files';
import type { Request } from 'express';

/** Largest file taken over HTTP, in bytes; larger ones come in by the command line. */
export const uploadLimit = 64 * 1024 * 1024;

/** A file part as our storage leaves it. */
export interface UploadedPart {
  stored: StoredFile;
}

interface IncomingPart {
  stream: NodeJS.ReadableStream;
  originalname: string;
  mimetype: string;
}

const limits = { files: 1, fields: 20, fieldNameSize: 100, fieldSize: 64 * 1024, parts: 25 };

/** Streams an uploaded file straight into the stored files: it is never in memory as a whole. */
export function uploadOptions(files: StoredFiles, limit = uploadLimit): MulterModuleOptions {
  return {
    // browsers send file names in UTF-8
    defParamCharset: 'utf8',
    limits,
    storage: {
      _handleFile(_request: Request, part: IncomingPart, done: (error: unknown, info?: UploadedPart) => void) {
        const taken = files.takeUpload(part.stream, part.originalname, part.mimetype, limit);
        taken.then((stored) => done(null, { stored }), done);
      },
      _removeFile(_request: Request, _part: unknown, done: (error: null) => void) {
        done(null); // files are named by their content: another import may mean the same one
      },
    },
  };
}

/** An operation that takes one file and nothing beside it (一份文件): a form with any other part is refused. */
export const FileAlone = () =>
  applyDecorators(
    UseInterceptors(FileInterceptor('file', { limits: { ...limits, fields: 0 } })),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
    }),
  );
