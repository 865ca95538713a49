export { Recognition1764301800000 } from './migrations/1764301800000-recognition';
export { Review1764301810000 } from './migrations/1764301810000-review';
export { Notices1764301840000 } from './migrations/1764301840000-notices';
export { NoticesService } from './notices/notices.service';
export { RecognitionModule } from './recognition.module';
