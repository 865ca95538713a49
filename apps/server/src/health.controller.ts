import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { anonymous, Database, Permission } from '@tidu/platform';

/** Whether this door can serve: asked by the start command, a proxy, a watchdog. */
@ApiExcludeController()
@Controller('/api/health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permission('open.read')
  async health(): Promise<{ status: 'ok' }> {
    await this.database.read(anonymous, (tx) => tx.rows('select 1'));
    return { status: 'ok' };
  }
}
