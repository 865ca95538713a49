import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '@tidu/kernel';
import { Permission, Unlimited } from '@tidu/platform';
import type { Request, Response } from 'express';
import { Metrics } from './metrics';

/** For the Prometheus beside this server. What came through the proxy is told that there is nothing here. */
@ApiExcludeController()
@Unlimited()
@Controller('/internal/metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Permission('open.read')
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
      throw new DomainError('notFound', 'HTTP.404', '没有这个地址，请检查链接。');
    const { type, text } = await this.metrics.text();
    response.type(type).send(text);
  }
}
