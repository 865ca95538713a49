export { Recognition1764301800000 } from './migrations/1764301800000-recognition';
export { Review1764301810000 } from './migrations/1764301810000-review';
export { RecognitionModule } from './recognition.module';
