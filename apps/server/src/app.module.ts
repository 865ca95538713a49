import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessModule } from '@tidu/access';
import { AuditModule } from '@tidu/audit';
import { DeskModule } from '@tidu/desk';
import { EnterprisesModule } from '@tidu/enterprises';
import { FiguresModule } from '@tidu/figures';
import { MembersModule } from '@tidu/members';
import {
  ActsInterceptor,
  AddressLimitGuard,
  AnswerMasks,
  type Database,
  type Environment,
  MaskingInterceptor,
  pathWords,
  PermissionGuard,
  PersonLimitGuard,
  PlatformModule,
  ProblemFilter,
  QueryGuard,
} from '@tidu/platform';
import { MeasuresModule } from '@tidu/measures';
import { RankingsModule } from '@tidu/rankings';
import { RecognitionModule } from '@tidu/recognition';
import { ReferenceModule } from '@tidu/reference';
import { ScoringModule } from '@tidu/scoring';
import { HealthController } from './health/health.controller';
import { HealthService } from './health/health.service';
import { Metrics } from './health/metrics';
import { MetricsController } from './health/metrics.controller';
import { JobsConsoleController } from './jobs.console.controller';
import { wordsOfPaths } from './path-words';
import { SummaryConsoleController } from './summary.console.controller';

/** All rooms of the house over one database; the doors, the worker and the command share it. */
@Module({})
export class AppModule {
  static of(database: Database, env: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.of(database, env),
        AuditModule,
        AccessModule.of(env),
        ReferenceModule,
        DeskModule.of(env),
        EnterprisesModule,
        FiguresModule,
        MembersModule,
        ScoringModule,
        RecognitionModule,
        RankingsModule,
        MeasuresModule,
      ],
      controllers: [HealthController, MetricsController, JobsConsoleController, SummaryConsoleController],
      providers: [
        HealthService,
        {
          provide: Metrics,
          useFactory: (health: HealthService) => new Metrics(database, health, env.home),
          inject: [HealthService],
        },
        { provide: APP_GUARD, useClass: AddressLimitGuard },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_GUARD, useClass: PersonLimitGuard },
        { provide: APP_GUARD, useClass: QueryGuard },
        // before which operations they stand: interceptors.ts
        ActsInterceptor,
        MaskingInterceptor,
        AnswerMasks,
        { provide: pathWords, useValue: wordsOfPaths },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
