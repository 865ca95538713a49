import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Permission, Unlimited } from '@tidu/platform';
import type { Response } from 'express';
import { HealthService, type Readiness } from './health.service';

/** Asked by the start command, a proxy, a watchdog. */
@ApiExcludeController()
@Unlimited()
@Controller('/api/health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Whether this process answers at all: who restarts it by this must not do so because the database is away. */
  @Get()
  @Permission('open.read')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether this door can serve, part by part: 503 when it can't, 200 `degraded` when only work behind it stands still. */
  @Get('ready')
  @Permission('open.read')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.health.readiness();
    if (readiness.status === 'unavailable') response.status(503);
    return readiness;
  }
}
