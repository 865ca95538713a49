import { Module } from '@nestjs/common';
import { ReferenceModule } from '@tidu/reference';
import { EnterprisesConsoleController } from './console/enterprises.console.controller';
import { EnterprisesQueries } from './enterprises.queries';
import { EnterprisesService } from './enterprises.service';

@Module({
  imports: [ReferenceModule],
  controllers: [EnterprisesConsoleController],
  providers: [EnterprisesQueries, EnterprisesService],
  exports: [EnterprisesQueries, EnterprisesService],
})
export class EnterprisesModule {}
