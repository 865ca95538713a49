export { type VersionedCalendar } from './calendar/calendar-versions';
export * from './code-tables';
export { Reference1764100200000 } from './migrations/1764100200000-reference';
export { CodeTables1764200200000 } from './migrations/1764200200000-code-tables';
export * from './reference.dto';
export * from './reference.module';
export * from './reference.pages';
export * from './reference.service';
export * from './seed';
