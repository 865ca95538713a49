import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  SetMetadata,
} from '@nestjs/common';
import net from 'node:net';
import { anonymous } from '../database/acting-person';
import { Database } from '../database/database';
import { type ActingRequest, unasked, wantedPermission } from '../http/permission';
import type { Limits } from './limits';
import { RequestCounters } from './request-counters';
import { TooMany } from './too-many';

const unlimited = 'tidu:unlimited';

/** On what watches over the installation itself: it must be answered when everything else is refused. */
export const Unlimited = (): ClassDecorator => SetMetadata(unlimited, true);

/** Without them other processes, and this one after a start, let through more than the limits say. */
const tellLost = (lost: number, why: unknown): void => {
  const { code, message } = why as Error & { code?: string };
  new Logger('Limits').warn({ lost, code, reason: message }, '一部分请求次数没有记入数据库');
};

/** Counts requests over all processes. */
@Injectable()
export class RequestLimits implements OnApplicationShutdown {
  private readonly counters: RequestCounters;

  constructor(
    database: Database,
    private readonly limits: Limits,
  ) {
    this.counters = new RequestCounters(database, limits.windowSeconds, tellLost);
  }

  /** Before anybody is asked who they are: by the address. @throws TooMany */
  async ofAddress(request: ActingRequest, permission: string | undefined): Promise<void> {
    const { all, open, enter } = this.limits.address;
    const address = networkOf(request.ip ?? 'unknown');
    await this.take(`address:${address}`, all, '您所在网络');
    if (permission === 'open.read') await this.take(`open:${address}`, open, '您所在网络对公开接口');
    if (isChange(request) && unasked.has(permission ?? ''))
      await this.take(`enter:${address}`, enter, '您所在网络登录、注册');
  }

  /** Once it is known who acts, and for whom. @throws TooMany */
  async ofPerson({ method, person }: ActingRequest): Promise<void> {
    if (!person || person.id === anonymous.id) return;
    const { account, enterprise } = this.limits;
    const changes = isChange({ method });
    await this.take(`account:${person.id}`, account.all, '您的账号');
    if (changes) await this.take(`account:${person.id}:changes`, account.changes, '您的账号提交');
    if (!person.principal) return;
    await this.take(`enterprise:${person.principal.id}`, enterprise.all, '贵企业各账号');
    if (changes) await this.take(`enterprise:${person.principal.id}:changes`, enterprise.changes, '贵企业各账号提交');
  }

  onApplicationShutdown(): Promise<void> {
    return this.counters.stop();
  }

  private async take(key: string, limit: number, whose: string): Promise<void> {
    const wait = await this.counters.take(key, limit);
    if (wait === 0) return;
    const { windowSeconds } = this.limits;
    const message = `${whose}的请求过于频繁（${windowSeconds} 秒内至多 ${limit} 次），这一次没有处理。请在 ${wait} 秒后再试。`;
    throw new TooMany('PLATFORM.TOO_MANY', message, wait);
  }
}

/** Refuses, before anything else is done, the addresses that ask too often. */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  constructor(private readonly limits: RequestLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (Reflect.hasMetadata(unlimited, context.getClass())) return true;
    const request = context.switchToHttp().getRequest<ActingRequest>();
    await this.limits.ofAddress(request, wantedPermission(context.getHandler()));
    return true;
  }
}

/** Refuses accounts and enterprises that ask too often; stands behind the guard that says who acts. */
@Injectable()
export class PersonLimitGuard implements CanActivate {
  constructor(private readonly limits: RequestLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (Reflect.hasMetadata(unlimited, context.getClass())) return true;
    await this.limits.ofPerson(context.switchToHttp().getRequest<ActingRequest>());
    return true;
  }
}

const isChange = ({ method }: Pick<ActingRequest, 'method'>) => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** An address as it is counted: of IPv6 the network of 64 bits, which is what one subscriber has. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!net.isIPv6(address)) return address.slice(0, 45);
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === '' ? [] : tail.split(':');
  if (address.includes('::')) groups.push(...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'));
  return `${[...groups, ...rest].slice(0, 4).join(':')}::/64`;
}
