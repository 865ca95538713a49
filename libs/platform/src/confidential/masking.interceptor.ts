import { isUuid } from '@tidu/kernel';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { concatMap, type Observable } from 'rxjs';
import { anonymous } from '../database/acting-person';
import type { ActingRequest } from '../http/permission';
import { AnswerMasks, type Look } from './answer-masks';
import type { ConfidentialField } from './field-register';

/** What confidential somebody is about to be shown. */
export interface ConfidentialRead {
  request: ActingRequest;
  /** Whether the records are enterprises, or something else with an id of its own. */
  of: 'enterprise' | 'other';
  /** Ids of what it is about, as the address or the rows of the answer name them. */
  records: string[];
  fields: ConfidentialField[];
  /** The operation asked why and left an entry of its own. */
  isNoted: boolean;
}

/** Notes what confidential was shown to whom. The room that knows persons provides it; platform only asks. */
export abstract class ReadsNoted {
  /** @throws DomainError where the person must prove themselves anew before they are shown more. */
  abstract note(read: ConfidentialRead): Promise<void>;
}

/**
 * Every answer passes here: what is confidential in it is masked for whoever may not see it whole, and what is shown
 * whole is noted before it leaves. What nobody signs in for is published, or the caller's own.
 */
@Injectable()
export class MaskingInterceptor implements NestInterceptor {
  constructor(
    private readonly masks: AnswerMasks,
    private readonly reads: ReadsNoted,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const person = request.person;
    if (!person || person === anonymous) return next.handle();
    const operation = `${context.getClass().name}_${context.getHandler().name}`;
    return next.handle().pipe(
      concatMap(async (answer) => {
        if (answer === null || typeof answer !== 'object' || answer instanceof StreamableFile) return answer;
        const look: Look = { permissions: person.permissions, seen: new Set(), disclosed: new Set() };
        const shown = this.masks.apply(operation, answer, look);
        // whoever acts for an enterprise looks at its own data
        const fields = [...look.seen, ...look.disclosed];
        if (fields.length > 0 && !person.principal)
          await this.reads.note({ request, ...recordsOf(request, answer), fields, isNoted: look.seen.size === 0 });
        return shown;
      }),
    );
  }
}

/** What an answer is about: what the address names, or its rows. */
function recordsOf(request: ActingRequest, answer: object): Pick<ConfidentialRead, 'of' | 'records'> {
  const { enterpriseId, id } = request.params;
  const ofEnterprise = /\/enterprises\/[^/]+/.test(request.path);
  const named = enterpriseId ?? (ofEnterprise ? id : undefined);
  if (typeof named === 'string') return { of: 'enterprise', records: [named] };
  const rows = Object.values(answer).flatMap((value: unknown) => (Array.isArray(value) ? (value as unknown[]) : []));
  const idsOf = (key: 'enterpriseId' | 'id') => [
    ...new Set(rows.map((row) => (row as Record<string, unknown> | null)?.[key]).filter((one) => isUuid(String(one)))),
  ];
  const enterprises = idsOf('enterpriseId') as string[];
  if (enterprises.length > 0) return { of: 'enterprise', records: enterprises };
  return { of: 'other', records: typeof id === 'string' && isUuid(id) ? [id] : (idsOf('id') as string[]) };
}
