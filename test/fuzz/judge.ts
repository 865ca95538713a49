import type { ValidateFunction } from 'ajv/dist/2020';
import type { Answer } from '@tidu/test/asker';
import type { Described } from './document';
import { refusedBecause, validatorFor } from './oracle';
import type { Request } from './requests';
import { seenTogether } from './together';

const validators = new Map<object, ValidateFunction>();
function fitsAnswer({ document }: Described, schema: object, value: unknown): string | null {
  let validate = validators.get(schema);
  if (!validate) validators.set(schema, (validate = validatorFor(document, schema as Record<string, unknown>)));
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath} ${error?.message}`;
}

/** What is wrong with how a request was answered; null if nothing is. */
export function judge(operation: Described, request: Request, { status, headers, text }: Answer): string | null {
  if (status >= 500) return `${status}`;
  const described = operation.responses[status];
  if (!described) return `undocumented status ${status}`;
  const why = refusedBecause(operation, request);
  if (status < 400 && why !== null) return `accepted, but the document refuses it: ${why}`;
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
  const content = described.content?.[type] ?? described.content?.['*/*'];
  if (text !== '' && !content) return `undocumented type ${type} of ${status}`;
  if (status >= 400) {
    const problem = JSON.parse(text) as { status: number; code: string };
    if (problem.status !== status) return `says ${problem.status}, is ${status}`;
    if (why === null && [400, 413, 415].includes(status) && !(problem.code in seenTogether))
      return `refused with ${problem.code}, but the document accepts it`;
  }
  if (!content || !type.endsWith('json')) return null;
  const misfit = fitsAnswer(operation, content.schema, JSON.parse(text));
  return misfit === null ? null : `answer of ${status} is not as described: ${misfit}`;
}
