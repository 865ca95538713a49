import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '@tidu/audit';
import { Authenticator, type Environment, ReadsNoted } from '@tidu/platform';
import { GrantsAccessController } from './grants/grants.access.controller';
import { GrantsService } from './grants/grants.service';
import { Holders } from './grants/holders';
import { OwnAccessController } from './own/own.access.controller';
import { OwnService } from './own/own.service';
import { Credentials } from './persons/credentials';
import { FirstPersons } from './persons/first-persons';
import { Links } from './persons/links';
import { PersonsAccessController } from './persons/persons.access.controller';
import { PersonsService } from './persons/persons.service';
import { MemberAccounts } from './persons/member-accounts';
import { ProviderAccessController } from './provider/provider.access.controller';
import { ProviderAttempts } from './provider/provider-attempts';
import { ProviderClient } from './provider/provider-client';
import { ProviderDoor } from './provider/provider-door';
import { ProviderLinks } from './provider/provider-links';
import { ProviderService } from './provider/provider.service';
import { ReadsOfPersons } from './reads/reads-of-persons';
import { InstallationKey } from './secrets/installation-key';
import { ScopeBook } from './scopes/scope-book';
import { Admissions } from './sessions/admissions';
import { SessionAuthenticator } from './sessions/session-authenticator';
import { SessionCookie } from './sessions/session-cookie';
import { SessionsService } from './sessions/sessions.service';
import { SignInAccessController } from './sign-in/sign-in.access.controller';
import { SignInService } from './sign-in/sign-in.service';
import { StartedSession } from './sign-in/started-session';

/** Accounts, sessions, roles; provides the authenticator that platform's guard asks. */
@Module({})
export class AccessModule {
  static of(env: Environment): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      imports: [AuditModule],
      controllers: [
        ...[SignInAccessController, OwnAccessController, PersonsAccessController, GrantsAccessController],
        ProviderAccessController,
      ],
      providers: [
        { provide: InstallationKey, useValue: new InstallationKey(env.home, env.secretKey) },
        { provide: SessionCookie, useValue: new SessionCookie(env.publicUrl?.startsWith('https://') ?? false) },
        { provide: ProviderClient, useValue: new ProviderClient(env.identityProvider) },
        { provide: ProviderDoor, useValue: new ProviderDoor(env.publicUrl) },
        ...[ProviderAttempts, ProviderLinks, ProviderService],
        ...[SessionsService, Credentials, Links, PersonsService, GrantsService, FirstPersons],
        ...[SignInService, OwnService, StartedSession, MemberAccounts, Admissions, ScopeBook, Holders],
        { provide: Authenticator, useClass: SessionAuthenticator },
        { provide: ReadsNoted, useClass: ReadsOfPersons },
      ],
      exports: [
        ...[
          Authenticator,
          ReadsNoted,
          SessionsService,
          SessionCookie,
          StartedSession,
          FirstPersons,
          MemberAccounts,
          Admissions,
          ScopeBook,
          Holders,
        ],
      ],
    };
  }
}
