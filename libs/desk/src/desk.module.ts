import { type DynamicModule, Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { AuditModule } from '@tidu/audit';
import { type Environment, StoredFiles, uploadOptions } from '@tidu/platform';
import { ReferenceModule } from '@tidu/reference';
import { EnterpriseBook } from './book/enterprise-book';
import { DeskConsoleController } from './console/desk.console.controller';
import { MessagesConsoleController } from './console/messages.console.controller';
import { OutboxConsoleController } from './console/outbox.console.controller';
import { TasksConsoleController } from './console/tasks.console.controller';
import { DocumentsConsoleController } from './console/documents.console.controller';
import { TemplatesConsoleController } from './console/templates.console.controller';
import { TemplateVersionsConsoleController } from './console/template-versions.console.controller';
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
import { Asking } from './ledger/asking';
import { BulletinFiles } from './ledger/bulletin-file';
import { BulletinQueries } from './ledger/bulletin.queries';
import { LedgerConsoleController } from './ledger/ledger.console.controller';
import { LedgerPortalController } from './ledger/ledger.portal.controller';
import { LedgerQueries } from './ledger/ledger.queries';
import { LedgerService } from './ledger/ledger.service';
import { SatisfactionService } from './ledger/satisfaction.service';
import { TaskFilesService } from './ledger/task-files.service';
import { NearestOwner } from './reach/nearest-owner';
import { ReachService } from './reach/reach.service';
import { RemindersService } from './reminders/reminders.service';
import { Owners } from './tasks/owners';
import { RedateService } from './tasks/redate.service';
import { TaskActsService } from './tasks/task-acts.service';
import { TasksQueries } from './tasks/tasks.queries';
import { TasksService } from './tasks/tasks.service';
import { DocumentsService } from './templates/documents.service';
import { ReportFilling } from './templates/report-filling';
import { ReportSources } from './templates/report-sources';
import { TemplatesQueries } from './templates/templates.queries';
import { TemplatesService } from './templates/templates.service';

const uploads = MulterModule.registerAsync({
  inject: [StoredFiles],
  useFactory: (files: StoredFiles) => uploadOptions(files),
});

/** Tasks, inboxes, reminders and the outbox, for every room to the right. */
@Module({})
export class DeskModule {
  static of({ outboxDir, mailServer }: Pick<Environment, 'outboxDir' | 'mailServer'>): DynamicModule {
    const folder = new FolderChannel(outboxDir);
    return {
      module: DeskModule,
      global: true,
      imports: [AuditModule, ReferenceModule, uploads],
      controllers: [
        ...[TasksConsoleController, DeskConsoleController, MessagesConsoleController, OutboxConsoleController],
        ...[DocumentsConsoleController, TemplatesConsoleController, TemplateVersionsConsoleController],
        ...[DeskPortalController, LedgerConsoleController, LedgerPortalController],
      ],
      providers: [
        { provide: FolderChannel, useValue: folder },
        { provide: Channels, useValue: new Channels([folder, new MailChannel(mailServer), new NoSmsChannel()]) },
        ...[EnterpriseBook, Owners, TasksService, TaskActsService, TasksQueries, RedateService],
        ...[NearestOwner, ReachService, Asking, LedgerService, LedgerQueries, TaskFilesService],
        ...[SatisfactionService, BulletinQueries, BulletinFiles],
        ...[MessagesService, MessagesQueries, NoticesService, OutboxService, LettersService, RemindersService],
        ...[ReportSources, ReportFilling, DocumentsService, TemplatesService, TemplatesQueries],
      ],
      exports: [
        EnterpriseBook,
        FolderChannel,
        TasksService,
        MessagesService,
        OutboxService,
        ReachService,
        Asking,
        LedgerService,
        SatisfactionService,
        RemindersService,
        RedateService,
        ReportSources,
        ReportFilling,
        DocumentsService,
      ],
    };
  }
}
