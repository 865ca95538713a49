import { Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { CalendarService } from './calendar/calendar.service';
import { CalendarConsoleController } from './console/calendar.console.controller';
import { CodeTablesConsoleController } from './console/code-tables.console.controller';
import { OwnListsConsoleController } from './console/own-lists.console.controller';
import { ProfileConsoleController } from './console/profile.console.controller';
import { ReferenceConsoleController } from './console/reference.console.controller';
import { ReferenceOpenController } from './open/reference.open.controller';
import { OverridesService } from './overrides.service';
import { OwnListsService } from './own-lists.service';
import { ProfileService } from './profile/profile.service';
import { ReferenceScopes } from './reference-scopes';
import { ReferenceService } from './reference.service';

@Module({
  imports: [AuditModule],
  controllers: [
    ReferenceConsoleController,
    CodeTablesConsoleController,
    OwnListsConsoleController,
    CalendarConsoleController,
    ProfileConsoleController,
    ReferenceOpenController,
  ],
  providers: [ReferenceService, OverridesService, OwnListsService, CalendarService, ProfileService, ReferenceScopes],
  exports: [ReferenceService, OwnListsService, ProfileService],
})
export class ReferenceModule {}
