import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import type { Environment } from '@tidu/platform';
import { ReferenceModule } from '@tidu/reference';
import { EnterpriseBook } from './book/enterprise-book';
import { DeskConsoleController } from './console/desk.console.controller';
import { MessagesConsoleController } from './console/messages.console.controller';
import { OutboxConsoleController } from './console/outbox.console.controller';
import { TasksConsoleController } from './console/tasks.console.controller';
import { MessagesQueries } from './messages/messages.queries';
import { MessagesService } from './messages/messages.service';
import { NoticesService } from './messages/notices.service';
import { Channels } from './outbox/channels';
import { FolderChannel } from './outbox/folder-channel';
import { LettersService } from './outbox/letters.service';
import { OutboxService } from './outbox/outbox.service';
import { MailChannel } from './outbox/mail-channel';
import { NoSmsChannel } from './outbox/sms-channel';
import { DeskPortalController } from './portal/desk.portal.controller';
import { ReachService } from './reach/reach.service';
import { RemindersService } from './reminders/reminders.service';
import { Owners } from './tasks/owners';
import { RedateService } from './tasks/redate.service';
import { TaskActsService } from './tasks/task-acts.service';
import { TasksQueries } from './tasks/tasks.queries';
import { TasksService } from './tasks/tasks.service';

/** Tasks, inboxes, reminders and the outbox, for every room to the right. */
@Module({})
export class DeskModule {
  static of({ outboxDir, mailServer }: Pick<Environment, 'outboxDir' | 'mailServer'>): DynamicModule {
    const folder = new FolderChannel(outboxDir);
    return {
      module: DeskModule,
      global: true,
      imports: [AuditModule, ReferenceModule],
      controllers: [
        ...[TasksConsoleController, DeskConsoleController, MessagesConsoleController, OutboxConsoleController],
        DeskPortalController,
      ],
      providers: [
        { provide: FolderChannel, useValue: folder },
        { provide: Channels, useValue: new Channels([folder, new MailChannel(mailServer), new NoSmsChannel()]) },
        ...[EnterpriseBook, Owners, TasksService, TaskActsService, TasksQueries, RedateService],
        ReachService,
        ...[MessagesService, MessagesQueries, NoticesService, OutboxService, LettersService, RemindersService],
      ],
      exports: [
        EnterpriseBook,
        FolderChannel,
        TasksService,
        MessagesService,
        OutboxService,
        ReachService,
        RemindersService,
        RedateService,
      ],
    };
  }
}
