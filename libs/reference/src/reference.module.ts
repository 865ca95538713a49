import { Module } from '@nestjs/common';
import { ReferenceConsoleController } from './console/reference.console.controller';
import { ReferenceOpenController } from './open/reference.open.controller';
import { ReferenceService } from './reference.service';

@Module({
  controllers: [ReferenceConsoleController, ReferenceOpenController],
  providers: [ReferenceService],
  exports: [ReferenceService],
})
export class ReferenceModule {}
