export { AccessModule } from './access.module';
export { Access1764300300000 } from './migrations/1764300300000-access';
export { type DemoAccount, type FirstLink, FirstPersons } from './persons/first-persons';
export { seedAccess } from './rules/seed';
export { SessionCookie } from './sessions/session-cookie';
export { SessionsService } from './sessions/sessions.service';
