import { type ActingRequest, anonymous, Database } from '@tidu/platform';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { takeProof } from '../budgets/budgets';

/**
 * Takes an upload from the person's budget before the file is received: anybody can register, and what is refused
 * afterwards lies on the disk all the same.
 */
@Injectable()
export class ProofBudget implements NestInterceptor {
  constructor(private readonly database: Database) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<unknown>> {
    const { person } = context.switchToHttp().getRequest<ActingRequest>();
    await this.database.write(anonymous, (tx) => takeProof(tx, person?.id ?? anonymous.id));
    return next.handle();
  }
}
